"""Help with a loan, and what is said when there is none."""

from datetime import date

from handlers.screens.callbacks import Go
from handlers.screens.loan_buttons import (
    MY_LOAN,
    RETURN,
)
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import day


def none() -> Screen:
    """No loan is open."""
    return Screen(
        text="Непогашенных займов нет.",
        rows=buttons(Button(text="Взять займ", data=Go(to="start").pack(), style="primary")),
    )


def help_(phone: str, email: str) -> Screen:
    """What somebody with a loan may need."""
    return Screen(
        text="Здесь можно погасить займ, весь или частью, продлить его и узнать, из чего "
        "складывается долг.\n\n"
        "/loan — займ: сколько сегодня, оплатить, продлить\n"
        "/cards — ваши карты\n"
        "/status — что сейчас с займом\n\n"
        "Нечем платить? Откройте /loan до срока: можно заплатить часть, продлить займ или "
        "попросить кредитные каникулы. Заплатили, а денег не видно — там же кнопка "
        "«Я оплатил, а его нет».\n\n"
        f"Позвонить: {phone}, написать: {email}.",
        rows=buttons(MY_LOAN),
    )


def no_cancelling(returns_until: date | None) -> Screen:
    """/cancel when the money is there."""
    if returns_until is None:
        return Screen(
            text="Деньги уже у вас, поэтому отменить договор нельзя. Зато закрыть займ можно в "
            "любой день: комиссии нет, проценты только за прошедшие дни.",
            rows=buttons(MY_LOAN),
        )
    return Screen(
        text="Деньги уже у вас, поэтому отменить договор нельзя. Но закон разрешает до "
        f"{day(returns_until)} вернуть займ без объяснений: комиссии нет, проценты только за "
        "прошедшие дни.",
        rows=buttons(MY_LOAN, RETURN),
    )
