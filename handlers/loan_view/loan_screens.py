"""Money on its way, and the loan itself."""

from datetime import date

from domain.model.bank_operation import OTHER_SUM, BankOperation
from domain.model.card_binding import Binding
from domain.model.credit_holidays import HolidaysStatus
from domain.model.repayment import PaymentWay, Repayment
from domain.money import ZERO, Money
from domain.notifications import Content
from domain.usecases.credit_holidays.ending import NOTICE_DAYS
from domain.usecases.loan_view.looking import LoanView
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import clock, day, days, rub
from handlers.loan_view.loan_buttons import (
    AUTOPAY,
    CARDS,
    CLOSE,
    HARDSHIP,
    MISSING,
    MY_LOAN,
    NAME_SUM,
    PAUSED,
    PAY_PROLONGATION,
    PROLONG,
    PROMISE,
    REPAY,
    RETURN,
    TO_HOME,
    WHY,
)
from handlers.signing import refusing_screens as refusing


def paying() -> Screen:
    return Screen(
        text="Отправляем деньги на вашу карту. Обычно это мгновенно; напишем, как дойдут."
    )


def delayed(amount: Money) -> Screen:
    return Screen(
        text=f"Перевод {rub(amount)} задерживается на нашей стороне. Договор в силе, проценты "
        "начнутся только с получения денег. Пробуем снова сами — делать ничего не нужно.",
        rows=buttons(refusing.REFUSE),
        content=Content.PAYMENT,
    )


def differs(amount: Money) -> Screen:
    return Screen(
        text=f"Банк провёл выплату не на {rub(amount)}, как в договоре. Сотрудник разбирается с "
        "банком. Пока сумму не исправят, займа нет и проценты не идут. Чем закончится, напишем "
        "сюда.",
        content=Content.PAYMENT,
    )


def lost(amount: Money) -> Screen:
    return Screen(
        text=f"Банк не подтвердил перевод {rub(amount)}. Сотрудник выясняет, что с ним. Проценты "
        "начнутся только с получения денег. Чем закончится, напишем сюда.",
        content=Content.PAYMENT,
    )


def stuck(payout: BankOperation) -> Screen:
    """Staff find out what became of it."""
    return differs(payout.amount) if payout.reason == OTHER_SUM else lost(payout.amount)


def waits() -> Screen:
    """Signed; the money isn't on its way yet, or not any more."""
    return Screen(
        text="Договор подписан, деньги ещё не ушли: отправим их сами и напишем. Проценты до этого "
        "не идут, и от займа можно отказаться.",
        rows=buttons(refusing.REFUSE),
    )


def checked(amount: Money, *, refund: bool) -> Screen:
    """Which check it is isn't told."""
    if refund:
        return Screen(
            text=f"Возврат {rub(amount)} задерживается: проверяем перевод. Деньги за вами, делать "
            "ничего не нужно. Если есть вопросы — позвоните нам.",
            content=Content.PAYMENT,
        )
    return Screen(
        text=f"Перевод {rub(amount)} задерживается: проверяем его. Проценты начнутся только с "
        "получения денег. Делать ничего не нужно: напишем, чем закончится.",
        rows=buttons(refusing.REFUSE),
        content=Content.PAYMENT,
    )


def undone(amount: Money, *, came_back: bool) -> Screen:
    if came_back:
        return Screen(
            text=f"Банк вернул нам выплату, поэтому договор на {rub(amount)} расторгнут. Вы ничего "
            "не должны. Деньги ещё нужны — подайте заявку заново.",
            rows=buttons(Button(text="Новая заявка", data=Go(to="start").pack())),
        )
    return Screen(
        text=f"Перевести {rub(amount)} не сможем, поэтому договор расторгнут. Вы ничего не должны. "
        "Если считаете это ошибкой, позвоните или напишите нам.",
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
        rows=buttons(MY_LOAN),
        content=Content.PAYMENT,
    )


def card(view: LoanView, waits: Binding | None = None) -> Screen:
    """The loan today: what is owed and of what it consists, what comes next, what can be done.
    `waits`: a card whose sum is asked for."""
    debt, loan = view.loan_state.debt, view.loan_state.loan
    lines = [f"<b>Ваш займ</b> № {loan.contract}", ""]
    if debt.days_overdue:
        late = f": {rub(debt.overdue)}" if debt.overdue < debt.total else ""
        lines.append(f"⚠️ <b>Просрочка {days(debt.days_overdue)}{late}</b>")
    lines.append(f"Закрыть сегодня: <b>{rub(debt.total)}</b>")
    lines.append(f"· основной долг {rub(debt.principal)}")
    daily = f" (+{rub(debt.daily)} за завтра)" if debt.daily else ""
    lines.append(f"· проценты {rub(debt.interest)}{daily}")
    if debt.penalty:
        lines.append(f"· неустойка {rub(debt.penalty)}")
    if view.coming is not None:
        what = "Вернуть" if len(loan.schedule()) == 1 else "Следующий платёж"
        lines += ["", *_coming(what, view)]
    if debt.cap_room is not None:
        lines.append(
            f"Начислить сверху можем ещё не больше {rub(debt.cap_room)} — это предел закона"
            if debt.cap_room
            else "\nДолг больше не растёт: начислено столько, сколько разрешает закон"
        )
    lines += _besides(view, waits)
    rows = _actions(view) if waits is None else ((NAME_SUM,), *_actions(view))
    return Screen(text="\n".join(lines), rows=rows, content=Content.PAYMENT)


def _coming(what: str, view: LoanView) -> list[str]:
    """By which day, and until when it isn't late though that day is past (GK art. 193)."""
    coming, debt = view.coming, view.loan_state.debt
    assert coming is not None
    if coming.day < view.loan_state.today:
        return [f"{what} без просрочки можно до {day(coming.last_day)}"]
    late = " вместе с просрочкой" if debt.days_overdue else ""
    lines = [f"{what} до {day(coming.day)}{late}: <b>{rub(coming.amount)}</b>"]
    if coming.last_day > coming.day:
        lines.append(f"Это нерабочий день: без просрочки можно и {day(coming.last_day)}")
    return lines


def waiting(card: Binding) -> str:
    """«Карта •1010 ждёт сумму из СМС банка»"""
    last4 = f" •{card.card.last4}" if card.card else ""
    return f"Карта{last4} ждёт сумму из СМС банка"


def _besides(view: LoanView, waits: Binding | None) -> list[str]:
    """What is under way."""
    lines = [waiting(waits)] if waits is not None else []
    lines += [
        motion(one) for one in view.motion if one.page is None and not view.pays_to_prolong(one)
    ]
    promised = view.promise is not None and view.promise.kept is None
    if view.promise is not None and promised and view.loan_state.debt.days_overdue:
        lines.append(f"Вы обещали заплатить до {day(view.promise.day)}")
    if view.autopay is not None:
        late = view.loan_state.debt.days_overdue > 0
        lines.append(PAUSED if late else "Автоплатёж включён")
    lines += _agreed(view)
    return ["", *lines] if lines else []


def _agreed(view: LoanView) -> list[str]:
    """A signed extension that isn't paid yet; credit holidays asked for, or going on."""
    lines, credit_holidays = [], view.credit_holidays
    if view.agreement is not None:
        lines.append(f"Продление подписано: {rub(view.agreement.price)}{_price_waits(view)}")
    if credit_holidays is not None and credit_holidays.state is HolidaysStatus.ASKED:
        lines.append("Заявление на кредитные каникулы смотрит сотрудник")
    if view.rests and credit_holidays is not None and credit_holidays.until is not None:
        lines.append(
            f"Кредитные каникулы до {day(credit_holidays.until)}: просрочки и неустойки нет"
        )
        lines.append(_rest_ends(credit_holidays.until, view.loan_state.today))
    return lines


def _price_waits(view: LoanView) -> str:
    """For a person, or for the bank?"""
    assert view.agreement is not None
    if (paying := view.prolonging_charge()) is not None:
        by = paying.settles_by()
        return ", платёж в пути" + (f", ответ до {clock(by)} (МСК)" if by else "")
    if view.loan_state.today > view.agreement.on:
        return " можно успеть заплатить на открытой странице банка"
    return " нужно заплатить до полуночи по Москве"


def _rest_ends(until: date, today: date) -> str:
    if (until - today).days <= NOTICE_DAYS:
        return "После них нужно платить и проценты идут по ставке договора"
    return f"За {days(NOTICE_DAYS)} до их конца напомним"


def motion(one: Repayment) -> str:
    """«Платёж в пути: 1 120 ₽, банк ответит до 12:40»"""
    who = "на странице банка" if one.way is PaymentWay.PAGE else "у банка"
    by = one.settles_by()
    until = f", ответ до {clock(by)} (МСК)" if by else ""
    return f"Платёж в пути: {rub(one.amount)}, {who}{until}"


def _actions(view: LoanView) -> tuple[tuple[Button, ...], ...]:
    rows: list[Button | tuple[Button, ...]] = [REPAY]
    debt = view.loan_state.debt
    if view.agreement is not None:
        if view.prolonging_charge() is None:
            rows.insert(0, PAY_PROLONGATION)
    elif _may_prolong(view):
        rows.append(PROLONG)
    if debt.days_overdue:
        rows.append((PROMISE, HARDSHIP))
    rows.append((WHY, CLOSE))
    rows.append((CARDS, AUTOPAY))
    rows.append(MISSING if debt.days_overdue or view.rests else (MISSING, HARDSHIP))
    if view.returns_until is not None and not debt.days_overdue:
        rows.append(RETURN)
    rows.append(TO_HOME)
    return buttons(*rows)


def _may_prolong(view: LoanView) -> bool:
    possible = view.loan_state.loan.prolongable and view.extensions_left > 0
    return possible and view.loan_state.debt.cap_room != ZERO and not view.rests
