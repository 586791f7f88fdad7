"""Where somebody is signed in."""

from collections.abc import Sequence

from aiogram import html

from domain.ids import ChatId
from domain.model.accounts.session import Session
from domain.notifications import Content
from handlers.accounts import entering_screens as entering
from handlers.accounts.new_secret_screens import SETTINGS
from handlers.engine.callbacks import Go, PickDevice
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import moment

EVERYWHERE = Button(text="Выйти везде", data=Go(to="logout_everywhere").pack(), style="danger")
LONGEST = 20  # of a name on a button


def devices(found: Sequence[Session], here: ChatId) -> Screen:
    lines = [_line(one, here=one.chat_id == here) for one in found]
    others = [one for one in found if one.chat_id != here]
    rows = [
        Button(
            text=f"Выйти: {_name(one)[:LONGEST]}",
            data=PickDevice(chat=one.chat_id, stranger=False).pack(),
        )
        for one in others
    ]
    this = Button(text="Выйти в этом чате", data=Go(to="logout").pack())
    return Screen(
        text="<b>Где вы вошли</b>\n\n" + "\n\n".join(lines),
        rows=buttons(*rows, this, EVERYWHERE, SETTINGS),
        content=Content.PERSONAL,
    )


def _line(one: Session, *, here: bool) -> str:
    mark = " — этот чат" if here else ""
    return (
        f"<b>{html.quote(_name(one))}</b>{mark}\n"
        f"вход {moment(one.opened_at)}, последний раз {moment(one.seen_at)} (МСК)"
    )


def _name(one: Session) -> str:
    return one.name or "Аккаунт Telegram"


def new_entry(text: str, chat: int) -> Screen:
    """To the other devices."""
    return Screen(
        text=f"{html.quote(text)}\n\nЭто вы? Тогда ничего делать не нужно.",
        rows=buttons(
            Button(
                text="Это не я", data=PickDevice(chat=chat, stranger=True).pack(), style="danger"
            )
        ),
        content=Content.PERSONAL,
    )


def stranger_out() -> Screen:
    return Screen(
        text="Тот вход закрыт. Теперь смените пароль: старый знает кто-то ещё.",
        rows=buttons(Button(text="Сменить пароль", data=Go(to="recover").pack(), style="primary")),
    )


def signed_out(why: str) -> Screen:
    reasons = {
        "password": "Пароль сменили на другом устройстве, поэтому здесь вы вышли из кабинета. "
        "Не вы? Восстановите пароль и позвоните нам: /help",
        "elsewhere": "Вход в этом чате закрыт с другого устройства.",
    }
    return Screen(text=reasons[why], rows=buttons(entering.LOGIN, entering.RECOVER))
