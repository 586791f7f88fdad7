"""The password or the PIN, before money moves after idle time."""

from datetime import datetime

from handlers.screens import entering
from handlers.screens.callbacks import Go
from handlers.screens.new_secret import FORGOTTEN
from handlers.screens.screen import Button, Screen, buttons

HOME = Button(text="‹ На главную", data=Go(to="home").pack())


def ask() -> Screen:
    return Screen(
        text="Вас давно не было, поэтому проверим, что это вы. <b>Введите пароль</b> (или PIN, "
        "если он есть), сообщение сразу удалим.",
        rows=buttons(FORGOTTEN, HOME),
    )


def proven(wish: str) -> Screen:
    return Screen(
        text="✓ Всё верно, это вы.",
        rows=buttons(Button(text="Продолжить", data=wish, style="primary"), HOME)
        if wish
        else buttons(HOME),
    )


def denied(*, is_pin: bool, wait: datetime | None, locked: bool) -> Screen:
    what = "PIN не подошёл." if is_pin else "Пароль не подошёл."
    return Screen(
        text=f"{what} {entering.when(wait, locked=locked)}",
        rows=buttons(FORGOTTEN, HOME),
    )
