"""Money on its way, and the loan itself."""

from datetime import date

from domain.loan import Loan
from domain.money import Money
from domain.notices import Content
from handlers.screens.screen import Screen
from handlers.screens.words import day, rub


def paying() -> Screen:
    return Screen(text="Деньги в пути на вашу карту. Обычно это мгновенно; напишем, как дойдут.")


def delayed(amount: Money) -> Screen:
    return Screen(
        text=f"Перевод {rub(amount)} задерживается на нашей стороне. Договор в силе, проценты "
        "начнутся только с получения денег. Пробуем снова сами — делать ничего не нужно.",
        content=Content.PAYMENT,
    )


def issued(contract: str, amount: Money, last4: str, due_on: date, total: Money) -> Screen:
    return Screen(
        text=f"<b>Деньги на карте •{last4}: {rub(amount)}</b>\n\n"
        f"Договор № {contract}\n"
        f"Вернуть <b>{rub(total)}</b> до {day(due_on)}.\n\n"
        "Вернёте раньше — проценты только за прошедшие дни.",
        content=Content.PAYMENT,
    )


def card(loan: Loan, interest_today: Money) -> Screen:
    (payment,) = loan.schedule()
    return Screen(
        text=f"<b>Ваш заём</b> по договору № {loan.contract}\n\n"
        f"Получено {day(loan.issued_on)}: {rub(loan.principal)}\n"
        f"Проценты на сегодня: {rub(interest_today)}\n"
        f"Долг на сегодня: <b>{rub(loan.principal + interest_today)}</b>\n\n"
        f"Вернуть до {day(loan.due_on)}: <b>{rub(payment.amount)}</b>",
        content=Content.PAYMENT,
    )
