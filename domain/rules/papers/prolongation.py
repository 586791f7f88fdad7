"""The supplementary agreement that extends a loan (basic standard art. 13)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.dates import lender_day
from domain.money import Money
from domain.rules.papers.opening import capital, framed, opening
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


def prolongation_facts(
    *,
    number: str,
    contract: str,
    contract_date: date,
    made_at: datetime,
    lender: dict[str, str],
    borrower: dict[str, str],
    principal: Money,
    daily_rate: Decimal,
    old_due: date,
    new_due: date,
    days: int,
    price: Money,
    price_interest: Money,
    price_penalty: Money,
    way: str,
    next_interest: Money,
    next_total: Money,
    psk: Decimal,
    psk_money: Money,
    count: int,
    most: int,
    cap_percent: int,
    signature: dict[str, str] | None = None,
) -> dict[str, object]:
    """The agreement that extends a loan by `days`, up to `new_due`; the `count`-th of `most`.

    `price` is paid on the day of `made_at`, in the `way` named («карта •4444»), and consists of
    `price_interest` and `price_penalty`. `next_interest` is that of the days after it up to
    `new_due`. `daily_rate` is in per cent a day.
    """
    today = lender_day(made_at)
    in_force = IN_FORCE if price else IN_FORCE_AT_ONCE
    begins = new_due - timedelta(days=days - 1)
    rows = [
        (
            "Что изменяется",
            f"Срок возврата займа (строка 2 индивидуальных условий): вместо {day(old_due)} — "
            f"{day(new_due)}. Срок продлевается на {in_days(days)}: с {day(begins)} по "
            f"{day(new_due)} включительно.",
        ),
        (
            "Сумма, которая уплачивается при продлении",
            f"{rub(price)}: {_price(price_interest, price_penalty, today)}. Отдельной платы за "
            "продление нет.",
        ),
        ("Способ уплаты этой суммы", f"{capital(way)}."),
        ("Сумма основного долга", f"{rub(principal)}. Не изменяется."),
        ("Процентная ставка", f"{rates(daily_rate)}. Не изменяется."),
        (
            "Проценты после продления",
            f"{rub(next_interest)} за {in_days((new_due - today).days)} после "
            f"{day(today)}. При возврате раньше срока — только за фактические дни.",
        ),
        (
            "Сумма, которую нужно вернуть в новый срок",
            f"{rub(next_total)} одним платежом {day(new_due)}: основной долг {rub(principal)} и "
            f"проценты {rub(next_interest)}.",
        ),
        *_rules(in_force.format(today=day(today)), count, most, cap_percent),
    ]
    return {
        **opening(number, contract, contract_date, made_at, lender, borrower),
        **framed(psk, psk_money),
        "cap_notice": tied(CAP_NOTICE.format(cap=cap_percent)),
        "rows": [
            {"number": str(at), "title": tied(title), "value": tied(value)}
            for at, (title, value) in enumerate(rows, 1)
        ],
        "signature": signature,
    }


def _rules(in_force: str, count: int, most: int, cap_percent: int) -> list[tuple[str, str]]:
    return [
        ("Вступление в силу", in_force),
        ("Какое по счёту продление", f"{count}-е из {most} возможных за год."),
        ("Проценты и основной долг", NOTHING_ADDED),
        ("Предел начислений", CAP_GOES_ON.format(cap=cap_percent)),
        ("Ответственность, размер неустойки", f"Не изменяется: {PENALTY}"),
        ("Остальные условия договора", "Не изменяются."),
    ]


def _price(interest: Money, penalty: Money, today: date) -> str:
    accrued = f"проценты, начисленные по {day(today)} включительно, — {rub(interest)}"
    return f"{accrued}, неустойка — {rub(penalty)}" if penalty else f"{accrued}; неустойки нет"
