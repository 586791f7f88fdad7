"""Help with a loan, and what is said when there is none."""

from datetime import date

from domain.model.loan import Loan
from domain.money import Money
from domain.notifications import Content
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.loan_buttons import MY_LOAN, RETURN, TO_HOME


def none(given_up: Loan | None = None) -> Screen:
    """No loan is open."""
    if given_up is not None and given_up.written_off_on is not None:
        lost = written_off(given_up.contract, given_up.written_off_on)
        return Screen(text=f"Открытых займов нет.\n\n{lost}", rows=buttons(TO_HOME))
    return Screen(
        text="Непогашенных займов нет.",
        rows=buttons(
            Button(text="Взять займ", data=Go(to="start").pack(), style="primary"), TO_HOME
        ),
    )


def given_up(contract: str, on: date, amount: Money) -> Screen:
    """The claim was written off: neither repaid nor owed to us any more."""
    return Screen(
        text=f"<b>Долг по займу № {contract} списан {day(on)}: {rub(amount)}</b>\n\n"
        "Больше ничего не начисляется, и платить по этому займу мы не просим. Погашенным он не "
        "считается: в кредитной истории будет, что долг списан.\n\n"
        "Что передано в бюро и как это оспорить: /credit",
        rows=buttons(TO_HOME),
        content=Content.PAYMENT,
    )


def written_off(contract: str, on: date) -> str:
    """One line, wherever it would else be said that nothing is owed."""
    return f"Займ № {contract} не погашен: долг мы списали {day(on)}, платить его не нужно."


def help_(phone: str, email: str) -> Screen:
    """What somebody with an account may need."""
    return Screen(
        text="Это ваш личный кабинет: здесь берут и гасят займы, весь или частью, продлевают их "
        "и видят, из чего складывается долг.\n\n"
        "/start — личный кабинет\n"
        "/loan — займ: сколько сегодня, оплатить, продлить\n"
        "/cards — ваши карты\n"
        "/settings — ваши данные, согласия, пароль и устройства\n"
        "/credit — что передано о вас в бюро кредитных историй и как это оспорить\n"
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
