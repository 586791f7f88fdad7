"""What the staff see when they close an account, or open it again."""

from collections.abc import Sequence

from aiogram import html

from domain.model.accounts.block import Block
from handlers.engine.screen import Screen
from handlers.engine.words import masked_phone, moment


def blocked(phone: str, *, cancelled: bool) -> Screen:
    gone = " Заявка отменена." if cancelled else ""
    return Screen(text=f"✓ Доступ закрыт: {masked_phone(phone)}.{gone} Заёмщику сообщили.")


def unblocked(phone: str) -> Screen:
    return Screen(text=f"✓ Доступ открыт: {masked_phone(phone)}. Заёмщику сообщили.")


def standing(found: Sequence[tuple[str | None, Block]]) -> Screen:
    if not found:
        return Screen(text="Закрытых нет: доступ открыт у всех.")
    return Screen(text="\n".join(["<b>Доступ закрыт</b>", *(_line(*one) for one in found)]))


def _line(phone: str | None, block: Block) -> str:
    who = masked_phone(phone) if phone else "номер утрачен"
    since = f"с {moment(block.at)} (МСК)"
    return f"{who}, {since}: {html.quote(block.reason)} — {html.quote(block.by)}"
