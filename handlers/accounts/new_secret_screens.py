"""A new password, a new PIN."""

from domain.rules.passwords import PIN_LEAST, PIN_MOST
from handlers.accounts import recovering_screens as recovering
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons

FORGOTTEN = Button(text="Не помню пароль", data=Go(to="recover").pack())
SETTINGS = Button(text="‹ Настройки", data=Go(to="settings").pack())


def ask_old() -> Screen:
    return Screen(
        text="<b>Новый пароль</b>\nСначала нынешний пароль: напишите его, сообщение сразу удалим.",
        rows=buttons(FORGOTTEN, SETTINGS),
    )


def ask_new() -> Screen:
    return recovering.ask_new()


def pin(*, has_one: bool) -> Screen:
    """`has_one`: a PIN is in use."""
    drop = (Button(text="Убрать PIN", data=Go(to="no_pin").pack()),) if has_one else ()
    return Screen(
        text="<b>PIN-код</b>\nЕсли вас какое-то время не было, сначала спросим пароль. PIN короче: "
        "его можно ввести вместо пароля.\n\n"
        "Чтобы придумать PIN, напишите пароль, сообщение сразу удалим.",
        rows=buttons(FORGOTTEN, *drop, SETTINGS),
    )


def ask_pin() -> Screen:
    return Screen(
        text=f"<b>Придумайте PIN</b>: от {PIN_LEAST} до {PIN_MOST} цифр, не подряд и не из даты "
        "рождения. Сообщение сразу удалим.",
        rows=buttons(SETTINGS),
    )


def no_pin() -> Screen:
    return Screen(
        text="PIN убран. Если вас какое-то время не будет, спросим пароль.",
        rows=buttons(SETTINGS),
    )


def saved(*, is_pin: bool, others: int) -> Screen:
    if is_pin:
        return Screen(text="✓ PIN сохранён.", rows=buttons(SETTINGS))
    closed = " На остальных устройствах вы вышли." if others else ""
    return Screen(text=f"✓ Новый пароль сохранён.{closed}", rows=buttons(SETTINGS))
