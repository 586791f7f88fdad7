"""The password or the PIN, after idle time."""

from datetime import datetime

from handlers.accounts import entering_screens as entering
from handlers.accounts.new_secret_screens import FORGOTTEN
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.loan_view.loan_buttons import REPAY

HOME = Button(text="‹ На главную", data=Go(to="home").pack())
HELP = Button(text="Помощь", data=Go(to="help").pack())
OUT = Button(text="Выйти", data=Go(to="logout").pack())


def ask(*, loan: bool, deleted: bool = False) -> Screen:
    """`loan`: there is one to repay, which needs no password. `deleted`: what was written."""
    gone = " То, что вы написали, удалили: это мог быть пароль или код." if deleted else ""
    return Screen(
        text="Вас давно не было, поэтому проверим, что это вы. <b>Введите пароль</b> (или PIN, "
        f"если он есть), сообщение сразу удалим.{gone}",
        rows=buttons(FORGOTTEN, *((REPAY,) if loan else ()), (HELP, OUT)),
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
