"""That a payment has come, and how it was divided (not a fiscal receipt: 54-FZ)."""

from datetime import datetime

from domain.money import Money
from domain.rules.papers.opening import Heading, capital, instant
from domain.rules.papers.wording import money_words, rub, tied


def confirmation_facts(
    heading: Heading,
    *,
    paid_at: datetime,
    amount: Money,
    interest: Money,
    principal: Money,
    penalty: Money,
    overpaid: Money,
    left: Money,
    way: str,
) -> dict[str, object]:
    """«Подтверждение платежа»: how `amount` was divided, and the whole debt that is `left`."""
    parts = [("Проценты", interest), ("Основной долг", principal), ("Неустойка", penalty)]
    if overpaid:
        parts.append(("Уплачено сверх долга", overpaid))
    return {
        **heading.facts(),
        "paid_at": instant(paid_at),
        "amount": rub(amount),
        "amount_words": money_words(amount),
        "parts": [{"title": title, "sum": rub(sum_)} for title, sum_ in parts],
        "left": rub(left),
        "way": tied(capital(way)),
    }
