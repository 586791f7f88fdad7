"""What a payment will do: told before the money moves."""

from domain.ledger.ahead import Preview
from domain.money import ZERO, Money
from handlers.engine.words import day, rub


def effect(seen: Preview) -> str:
    """Where the money will go, what is left of the debt, and what becomes easier."""
    lines = [went_to(seen.interest, seen.principal, seen.penalty)]
    if not seen.left:
        forgiven = f" Остаток {rub(seen.forgiven)} простим." if seen.forgiven else ""
        lines.append(f"Он закроет займ полностью.{forgiven}")
        return "\n".join(lines)
    lines.append(f"После него останется {rub(seen.left)}.")
    lines += _lower_payments(seen)
    if seen.saves:
        lines.append(f"Сэкономите {rub(seen.saves)} на процентах.")
    return "\n".join(lines)


def _lower_payments(seen: Preview) -> list[str]:
    """Old → new, when the schedule changes."""
    if seen.plans is None:
        return []
    old, new = (plan.lines for plan in seen.plans)
    first = new[0]
    if len(old) == 1:
        return [f"К {day(first.day)} вернуть {rub(first.amount)} вместо {rub(old[0].amount)}."]
    if first.day in (line.day for line in old) and first.amount < old[0].amount:
        return [
            f"Платежи станут меньше: {rub(first.amount)} вместо {rub(old[0].amount)}, "
            f"ближайший {day(first.day)}."
        ]
    return [f"Ближайший платёж: {rub(first.amount)}, {day(first.day)}."]


def went_to(interest: Money, principal: Money, penalty: Money) -> str:
    """«Из них проценты 880 ₽, основной долг 2 120 ₽.», «Вся сумма идёт на проценты.»"""
    if [interest, principal, penalty].count(ZERO) < 2:
        return f"Из них {parts(interest, principal, penalty)}."
    what = "проценты" if interest else "неустойку" if penalty else "основной долг"
    return f"Вся сумма идёт на {what}."


def parts(interest: Money, principal: Money, penalty: Money) -> str:
    """«проценты 880 ₽, основной долг 2 120 ₽»"""
    named = (("проценты", interest), ("основной долг", principal), ("неустойка", penalty))
    return ", ".join(f"{word} {rub(amount)}" for word, amount in named if amount)
