"""The supplementary agreement that extends a loan (basic standard art. 13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.dates import lender_day
from domain.money import Money
from domain.rules.papers.opening import Heading, capital, framed
from domain.rules.papers.wording import CAP_NOTICE, PENALTY, day, in_days, rates, rub, tied

IN_FORCE = (
    "Соглашение вступает в силу, если оно подписано и сумма строки 2 уплачена полностью до конца "
    "дня {today} (время московское). Иначе оно не действует, и договор исполняется на прежних "
    "условиях."
)
IN_FORCE_AT_ONCE = (
    "Соглашение вступает в силу, когда оно подписано, если это сделано до конца дня {today} (время "
    "московское): проценты и неустойка по этот день уже уплачены."
)
NOTHING_ADDED = (
    "Проценты и неустойка не прибавляются к сумме основного долга. Соглашение не является "
    "новацией: обязательство по договору остаётся прежним."
)
CAP_GOES_ON = (
    "{cap} % суммы займа. Всё, что начислено до продления, входит в этот предел; продление не "
    "начинает его заново."
)


@dataclass(frozen=True, kw_only=True)
class ExtensionTerms:
    """The loan goes on by `days`, up to `new_due`, for the `count`-th of `most` times a year.

    `price` is paid on the day of the agreement, in the `way` named («карта •4444»), and consists of
    `price_interest` and `price_penalty`. `next_interest` is that of the days after it up to
    `new_due`, `next_total` what is to be returned then. `daily_rate` and `psk` are in per cent.
    """

    principal: Money
    daily_rate: Decimal
    old_due: date
    new_due: date
    days: int
    price: Money
    price_interest: Money
    price_penalty: Money
    way: str
    next_interest: Money
    next_total: Money
    psk: Decimal
    psk_money: Money
    count: int
    most: int
    cap_percent: int


def prolongation_facts(
    heading: Heading, terms: ExtensionTerms, *, signature: dict[str, str] | None = None
) -> dict[str, object]:
    """The agreement of the day of `heading.made_at`."""
    today = lender_day(heading.made_at)
    rows = [*_changes(terms, today), *_rules(terms, today)]
    return {
        **heading.facts(),
        **framed(terms.psk, terms.psk_money),
        "cap_notice": tied(CAP_NOTICE.format(cap=terms.cap_percent)),
        "rows": [
            {"number": str(at), "title": tied(title), "value": tied(value)}
            for at, (title, value) in enumerate(rows, 1)
        ],
        "signature": signature,
    }


def _changes(terms: ExtensionTerms, today: date) -> list[tuple[str, str]]:
    begins = terms.new_due - timedelta(days=terms.days - 1)
    left = in_days((terms.new_due - today).days)
    return [
        (
            "Что изменяется",
            f"Срок возврата займа (строка 2 индивидуальных условий): вместо {day(terms.old_due)} — "
            f"{day(terms.new_due)}. Срок продлевается на {in_days(terms.days)}: с {day(begins)} по "
            f"{day(terms.new_due)} включительно.",
        ),
        (
            "Сумма, которая уплачивается при продлении",
            f"{rub(terms.price)}: {_price(terms, today)}. Отдельной платы за продление нет.",
        ),
        ("Способ уплаты этой суммы", f"{capital(terms.way)}."),
        ("Сумма основного долга", f"{rub(terms.principal)}. Не изменяется."),
        ("Процентная ставка", f"{rates(terms.daily_rate)}. Не изменяется."),
        (
            "Проценты после продления",
            f"{rub(terms.next_interest)} за {left} после {day(today)}. При возврате раньше срока — "
            "только за фактические дни.",
        ),
        (
            "Сумма, которую нужно вернуть в новый срок",
            f"{rub(terms.next_total)} одним платежом {day(terms.new_due)}: основной долг "
            f"{rub(terms.principal)} и проценты {rub(terms.next_interest)}.",
        ),
    ]


def _rules(terms: ExtensionTerms, today: date) -> list[tuple[str, str]]:
    in_force = IN_FORCE if terms.price else IN_FORCE_AT_ONCE
    return [
        ("Вступление в силу", in_force.format(today=day(today))),
        ("Какое по счёту продление", f"{terms.count}-е из {terms.most} возможных за год."),
        ("Проценты и основной долг", NOTHING_ADDED),
        ("Предел начислений", CAP_GOES_ON.format(cap=terms.cap_percent)),
        ("Ответственность, размер неустойки", f"Не изменяется: {PENALTY}"),
        ("Остальные условия договора", "Не изменяются."),
    ]


def _price(terms: ExtensionTerms, today: date) -> str:
    accrued = f"проценты, начисленные по {day(today)} включительно, — {rub(terms.price_interest)}"
    if terms.price_penalty:
        return f"{accrued}, неустойка — {rub(terms.price_penalty)}"
    return f"{accrued}; неустойки нет"
