"""The phone number and code 1."""

from domain.notices import Content
from handlers.screens.callbacks import Go
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import masked_phone, tries

RESEND = Button(text="Отправить код ещё раз", data=Go(to="resend").pack())


def ask() -> Screen:
    return Screen(
        text="<b>Ваш мобильный номер?</b>\nНажмите кнопку внизу или напишите номер: "
        "<code>+7 916 123-45-67</code>.",
        ask_contact="Отправить мой номер",
    )


def code_sent(phone: str) -> Screen:
    return Screen(
        text=f"Отправили СМС с кодом на {masked_phone(phone)}. <b>Введите шесть цифр.</b>\n"
        "Никому не говорите код, даже нам: спрашивать его мы не станем.",
        rows=buttons(RESEND, Button(text="Другой номер", data=Go(to="number").pack())),
        content=Content.ACCOUNT,
    )


def code_wrong(left: int) -> Screen:
    return Screen(text=f"Код не подошёл. Осталось: {tries(left)}.", rows=buttons(RESEND))


def code_dead() -> Screen:
    return Screen(text="Этот код больше не действует. Запросите новый.", rows=buttons(RESEND))


def confirmed() -> Screen:
    return Screen(text="✓ Номер подтверждён.", clear=True)
