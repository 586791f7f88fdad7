"""The questions of the form, and the look before it is sent."""

from datetime import date

from aiogram import html

from domain.application import Draft
from domain.money import Money
from domain.notices import Content
from handlers.screens.callbacks import Go
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import day, days, masked_phone, rub


def question(prompt: str, number: int, of: int, saved: str | None = None) -> Screen:
    """«Шаг 2 из 5», and what has become of the answer before."""
    before = f"{saved}\n\n" if saved else ""
    return Screen(text=f"{before}Шаг {number} из {of}\n<b>{prompt}</b>", clear=number == 1)


def review(draft: Draft, saved: str | None = None) -> Screen:
    answers = draft.answers
    before = f"{saved}\n\n" if saved else ""
    amount = rub(draft.amount) if draft.amount else ""
    return Screen(
        text=f"{before}<b>Проверьте заявку</b>\n\n"
        f"Займ: {amount} на {days(draft.days or 0)}\n"
        f"Телефон: {masked_phone(draft.phone or '')}\n"
        f"Имя: {html.quote(answers['name'])}\n"
        f"Дата рождения: {day(date.fromisoformat(answers['birth_date']))}\n"
        f"Паспорт: {masked_passport(answers['passport'])}\n"
        f"ИНН: {masked_inn(answers['inn'])}\n"
        f"Доход: {rub(Money(int(answers['income'])))} в месяц\n\n"
        "Всё верно?",
        rows=buttons(
            Button(text="Отправить заявку", data=Go(to="send").pack(), style="success"),
            Button(text="Заполнить заново", data=Go(to="again").pack()),
        ),
        content=Content.PERSONAL,
    )


def masked_passport(digits: str) -> str:
    return f"{digits[:2]}•• ••••{digits[-2:]}"


def masked_inn(digits: str) -> str:
    return f"••••••••{digits[-4:]}"


def sent() -> Screen:
    return Screen(
        text="Заявка принята. Проверяем — обычно это занимает до минуты.\nРешение придёт сюда само."
    )


def checking() -> Screen:
    return Screen(text="Заявка на проверке. Решение придёт сюда само, ждать в чате не нужно.")
