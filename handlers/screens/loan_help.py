"""Help with a loan, and what is said when there is none."""

from datetime import date

from handlers.screens.callbacks import Go
from handlers.screens.loan_buttons import (
    MY_LOAN,
    RETURN,
    TO_HOME,
)
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import day


def none() -> Screen:
    """No loan is open."""
    return Screen(
        text="Непогашенных займов нет.",
        rows=buttons(
            Button(text="Взять займ", data=Go(to="start").pack(), style="primary"), TO_HOME
        ),
    )


def help_(phone: str, email: str) -> Screen:
    """What somebody with an account may need."""
    return Screen(
        text="Это ваш личный кабинет: здесь берут и гасят займы, весь или частью, продлевают их "
        "и видят, из чего складывается долг.\n\n"
        "/start — личный кабинет\n"
        "/loan — займ: сколько сегодня, оплатить, продлить\n"
        "/cards — ваши карты\n"
        "/settings — ваши данные, согласия, пароль и устройства\n"
        "/status — что сейчас с займом или заявкой\n"
        "/phone — номер потерян: сменить его\n"
        "/privacy — как мы храним данные\n"
        "/logout — выйти из кабинета\n\n"
        "Нечем платить? Откройте /loan до срока: можно заплатить часть, продлить займ или "
        "попросить кредитные каникулы. Заплатили, а денег не видно — там же кнопка "
        "«Я оплатил, а его нет».\n\n"
        f"Позвонить: {phone}, написать: {email}.",
        rows=buttons((MY_LOAN, TO_HOME)),
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
