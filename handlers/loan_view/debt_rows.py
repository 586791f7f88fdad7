"""One line for each row of a debt's history, with its arithmetic, and one for each rule."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from domain.ledger import debt_history as rows
from domain.ledger.debt_history import Ground, Row
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from domain.rules.plan import Cause
from handlers.engine.words import NBSP, day, days, rub, short_day, stretch

GROUNDS = {
    Ground.INTEREST: "Проценты: {rate} в день на остаток основного долга, за прошедшие дни "
    "(договор; ГК, ст. 809).",
    Ground.DAY_OFF: "Срок в выходной переносится на рабочий день без неустойки (ГК, ст. 193).",
    Ground.PENALTY: "Неустойка: {penalty} годовых и только на просроченный основной долг "
    "(353-ФЗ, ст. 5 ч. 21; 151-ФЗ, ст. 12.1).",
    Ground.CAP: "Предел: проценты и неустойка вместе не больше {cap} суммы займа "
    "(353-ФЗ, ст. 5 ч. 24).",
    Ground.ORDER: "Платёж делится в порядке закона (353-ФЗ, ст. 5 ч. 20).",
    Ground.PREPAID: "После досрочной части платежи меньше, дни те же (353-ФЗ, ст. 11).",
    Ground.HOLIDAYS: "Кредитные каникулы: 353-ФЗ, ст. 6.1-2.",
    Ground.AGREED: "Продление: соглашение, которое вы подписали.",
}


def line(row: Row) -> str:
    return WORDS[type(row)](row) + _numbers(row.seqs)


def _numbers(seqs: Sequence[int]) -> str:
    """« № 3–18, 20»: records of the loan's ledger."""
    if not seqs:
        return ""
    runs = []
    for _, some in groupby(enumerate(seqs), key=lambda pair: pair[1] - pair[0]):
        run = [seq for _, seq in some]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}")
    told = ", ".join(runs[:3]) + (f" … {seqs[-1]}" if len(runs) > 3 else "")
    return f" <i>№{NBSP}{told}</i>"


def _given(row: rows.Given) -> str:
    return f"{short_day(row.day)} · получили на карту <b>{rub(row.change.principal)}</b>"


def _accrued(row: rows.Accrued) -> str:
    """«24 ноя – 3 дек · 10 дней × 80 ₽ = 800 ₽»"""
    begins = f"{stretch(row.first, row.day)} · {days(row.days)}"
    interest, penalty = rub(row.change.interest), rub(row.change.penalty)
    daily = Fraction(row.principal.kopecks) * Fraction(row.daily_rate) / 100
    if row.cut:
        both = row.change.interest + row.change.penalty
        return f"{begins}: <b>{rub(both)}</b>, сколько оставалось до предела"
    if daily.denominator == 1:
        text = f"{begins} × {rub(Money(int(daily)))} = <b>{interest}</b>"
    else:
        of = f"{rub(row.principal)} × {_percent(row.daily_rate)}"
        text = f"{begins} × {of} = <b>{interest}</b>"
    if row.overdue:
        yearly = f"{_percent(row.penalty_rate)} годовых : {row.year}"
        text += f"\n    неустойка: {rub(row.overdue)} × {yearly} × {days(row.days)}"
        text += f" = <b>{penalty}</b>"
    return text + (", срок выпал на выходной" if row.moved else "")


def _percent(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",") + f"{NBSP}%"


def _stopped(row: rows.Stopped) -> str:
    return f"{short_day(row.day)} · начислено {rub(row.cap)}: это предел, дальше долг не растёт"


def _paid(row: rows.PaidIn) -> str:
    parts = [
        f"{word} {rub(ZERO - amount)}"
        for word, amount in (
            ("проценты", row.change.interest),
            ("основной долг", row.change.principal),
            ("неустойка", row.change.penalty),
            ("лишние", row.change.overpaid),
        )
        if amount
    ]
    whole = f"{short_day(row.day)} · платёж <b>−{rub(row.amount)}</b>"
    return f"{whole}: {', '.join(parts)}"


def _forgiven(row: rows.Forgiven) -> str:
    return f"{short_day(row.day)} · простили остаток <b>−{rub(ZERO - row.change.total)}</b>"


def _given_up(row: rows.GivenUp) -> str:
    return f"{short_day(row.day)} · списали долг <b>−{rub(ZERO - row.change.total)}</b>"


def _restored(row: rows.Restored) -> str:
    return f"{short_day(row.day)} · из списанного пришла оплата {rub(row.change.total)}"


def _given_back(row: rows.GivenBack) -> str:
    return f"{short_day(row.day)} · вернули вам лишние {rub(row.amount)}"


def _replanned(row: rows.Replanned) -> str:
    plan = row.plan
    begins = f"{short_day(row.day)} · "
    if plan.cause is Cause.PROLONGATION:
        return f"{begins}займ продлён до {day(plan.due)}"
    if plan.cause is Cause.HOLIDAYS and plan.holiday_until is not None:
        rate = f", {_percent(plan.holiday_rate)} в день" if plan.holiday_rate is not None else ""
        return f"{begins}каникулы до {day(plan.holiday_until)}{rate}"
    first = plan.lines[0]
    if len(plan.lines) == 1:
        return f"{begins}теперь вернуть до {day(plan.due)}: {rub(first.amount)}"
    return f"{begins}новый график: платежи по {rub(first.amount)}, последний {day(plan.due)}"


def _recounted(row: rows.Recounted) -> str:
    return (
        f"{short_day(row.day)} · об этом узнали позже, поэтому отменили лишние {rub(row.less)}, "
        f"начисленные по {short_day(row.until)}"
    )


WORDS: dict[type[Row], Callable[..., str]] = {
    rows.Given: _given,
    rows.Accrued: _accrued,
    rows.Stopped: _stopped,
    rows.PaidIn: _paid,
    rows.Forgiven: _forgiven,
    rows.GivenUp: _given_up,
    rows.Restored: _restored,
    rows.GivenBack: _given_back,
    rows.Replanned: _replanned,
    rows.Recounted: _recounted,
}


def ground_line(ground: Ground, terms: Terms) -> str:
    return GROUNDS[ground].format(
        rate=_percent(terms.daily_rate),
        penalty=_percent(terms.edition.rule("penalty.max_with_interest", terms.issued).number),
        cap=_percent(terms.edition.rule("overpay.cap", terms.issued).number),
    )


def carries(row: Row) -> bool:
    """Isn't the sum of a line exactly what its arithmetic tells?"""
    if not isinstance(row, rows.Accrued) or row.cut:
        return False
    interest = Fraction(row.principal.kopecks) * Fraction(row.daily_rate) / 100 * row.days
    penalty = Fraction(row.overdue.kopecks) * Fraction(row.penalty_rate) / 100 * row.days / row.year
    return interest != row.change.interest.kopecks or penalty != row.change.penalty.kopecks
