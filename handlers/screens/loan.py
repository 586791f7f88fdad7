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


def issued(
    contract: str,
    amount: Money,
    last4: str,
    due_on: date,
    payment: Money,
    payments: int,
    total: Money,
) -> Screen:
    back = f"Вернуть <b>{rub(total)}</b> до {day(due_on)}."
    if payments > 1:
        back = f"Первый платёж <b>{rub(payment)}</b> до {day(due_on)}, всего {rub(total)}."
    return Screen(
        text=f"<b>Деньги на карте •{last4}: {rub(amount)}</b>\n\n"
        f"Договор № {contract}\n{back}\n\n"
        "Вернёте раньше — проценты только за прошедшие дни.",
        content=Content.PAYMENT,
    )


def card(loan: Loan, interest_today: Money, today: date) -> Screen:
    lines = loan.schedule()
    coming = next((line for line in lines if line.day >= today), lines[-1])
    back = f"Вернуть до {day(coming.day)}: <b>{rub(coming.amount)}</b>"
    if len(lines) > 1:
        back = f"Платёж до {day(coming.day)}: <b>{rub(coming.amount)}</b>"
    return Screen(
        text=f"<b>Ваш займ</b> по договору № {loan.contract}\n\n"
        f"Получено {day(loan.issued_on)}: {rub(loan.principal)}\n"
        f"Проценты на сегодня: {rub(interest_today)}\n"
        f"Долг на сегодня: <b>{rub(loan.principal + interest_today)}</b>\n\n{back}",
        content=Content.PAYMENT,
    )
