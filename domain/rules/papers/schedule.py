"""The payment schedule that stands instead of an earlier one."""

from collections.abc import Sequence
from decimal import Decimal

from domain.money import ZERO, Money
from domain.rules.papers.opening import Heading, capital, framed
from domain.rules.papers.wording import day, rub, tied
from domain.rules.schedule import Payment


def schedule_facts(
    heading: Heading,
    *,
    reason: str,
    lines: Sequence[Payment],
    psk: Decimal,
    psk_money: Money,
    penalty: Money = ZERO,
) -> dict[str, object]:
    """The schedule that stands instead of the earlier one since `reason` («кредитные каникулы»).
    A penalty accrued before is paid with the first payment.

    ValueError without lines.
    """
    if not lines:
        raise ValueError("a schedule has at least one payment")
    interest = sum((line.interest for line in lines), ZERO)
    principal = sum((line.principal for line in lines), ZERO)
    return {
        **heading.facts(),
        **framed(psk, psk_money),
        "penalty": rub(penalty) if penalty else "",
        "reason": tied(capital(reason)),
        "lines": [
            {
                "number": str(at),
                "day": day(line.day),
                "amount": rub(line.amount + penalty if at == 1 else line.amount),
                "interest": rub(line.interest),
                "principal": rub(line.principal),
                "balance": rub(line.balance),
            }
            for at, line in enumerate(lines, 1)
        ],
        "total": {
            "amount": rub(interest + principal + penalty),
            "interest": rub(interest),
            "principal": rub(principal),
        },
    }
