"""What closing costs on a later day, and the law's return within 14 days."""

from domain.dates import add_days
from domain.ledger.ahead import Closing
from domain.ledger.loan_events import PaymentPurpose
from domain.money import ZERO, Money
from domain.notifications import Content
from domain.rules.early import no_notice_until
from domain.usecases.loan_view.explaining import Ahead
from domain.usecases.loan_view.looking import LoanView
from handlers.engine.callbacks import PaySum
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, day, rub
from handlers.loan_view.loan_buttons import REPAY, TO_LOAN
from handlers.repayment.effect import parts


def close_now(text: str, amount: Money) -> Button:
    """The whole debt, on to the way of paying."""
    return Button(
        text=f"{text} — {rub(amount)}".replace(NBSP, " "),
        data=PaySum(purpose=PaymentPurpose.FULL).pack(),
        style="primary",
    )


def calendar(ahead: Ahead) -> Screen:
    """The sums of the days that matter; any other day may be typed."""
    lines = ["<b>Сколько стоит закрыть займ</b>", ""]
    lines += [f"Сегодня: <b>{rub(ahead.today.total)}</b>{_saving(ahead.today)}"]
    later = [("В день зарплаты", ahead.payday), ("В день платежа", ahead.due)]
    named = [(f"{name}, {day(one.day)}", one) for name, one in later if one is not None]
    named.sort(key=lambda pair: pair[1].day)
    for name, one in (("Завтра", ahead.tomorrow), *named):
        lines.append(f"{name}: {rub(one.total)}{_difference(ahead, one)}")
    example = f"{add_days(ahead.loan_state.today, 10):%d.%m}"
    lines += ["", _remark(ahead), f"Другой день? Напишите его: <code>{example}</code>."]
    return Screen(text="\n".join(lines), rows=_rows(ahead), content=Content.PAYMENT)


def on_day(ahead: Ahead, one: Closing) -> Screen:
    """A day that was typed."""
    text = f"<b>{day(one.day)}: {rub(one.total)}</b>"
    more = one.total - ahead.today.total
    if one.day == ahead.loan_state.today:
        text = f"<b>Сегодня: {rub(one.total)}</b>{_saving(one)}"
    elif more > ZERO:
        text += f"\nЭто на {rub(more)} больше, чем закрыть сегодня."
    else:
        text += "\nСтолько же, сколько сегодня: долг больше не растёт."
    if one.saves and not one.late and one.day != ahead.loan_state.today:
        text += f"\nПо сравнению с графиком сэкономите {rub(one.saves)}."
    if one.late and not ahead.today.late:
        text += f"\nЭто уже просрочка: без неустойки можно до {day(ahead.last_day)}."
    text += "\n\nМожно написать ещё один день."
    return Screen(text=text, rows=_rows(ahead), content=Content.PAYMENT)


def _saving(one: Closing) -> str:
    return f", сэкономите {rub(one.saves)}" if one.saves else ""


def _difference(ahead: Ahead, one: Closing) -> str:
    if not one.late:
        return _saving(one)
    more = one.total - ahead.today.total
    return f", на {rub(more)} больше" if more > ZERO else ""


def _remark(ahead: Ahead) -> str:
    if ahead.tomorrow.total == ahead.today.total:
        return "Долг больше не растёт: начислено столько, сколько разрешает закон."
    if ahead.today.late:
        return "Идёт просрочка: каждый день добавляет проценты и неустойку."
    return "Экономия — проценты, которые не придётся платить. Комиссии нет."


def _rows(ahead: Ahead) -> tuple[tuple[Button, ...], ...]:
    return buttons(close_now("Закрыть сегодня", ahead.today.total), TO_LOAN)


def give_back(view: LoanView) -> Screen:
    """353-FZ art. 11 p. 2"""
    debt, loan = view.loan_state.debt, view.loan_state.loan
    last = day(no_notice_until(loan.issued_on, loan.edition))
    if view.returns_until is None:
        return Screen(
            text=f"14 дней прошли {last}. Закрыть займ всё равно можно в любой день: "
            "предупреждать не нужно, комиссии нет, проценты только за прошедшие дни.",
            rows=buttons(REPAY, TO_LOAN),
        )
    owed = parts(debt.interest, debt.principal, debt.penalty)
    cost = owed if debt.interest else f"{owed}, процентов ещё нет"
    return Screen(
        text=f"<b>Вернуть займ: до {last}</b>\n\n"
        "14 дней после получения денег закон разрешает вернуть весь займ без предупреждения "
        "и без объяснений (353-ФЗ, статья 11). Комиссии нет, проценты только за прошедшие дни.\n\n"
        f"Сегодня вернуть <b>{rub(debt.total)}</b>: {cost}.",
        rows=buttons(close_now("Вернуть сегодня", debt.total), TO_LOAN),
        content=Content.PAYMENT,
    )
