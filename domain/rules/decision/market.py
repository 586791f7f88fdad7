"""What all bureaus together know of somebody's loans: each contract once."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from domain.gateways import BureauReport, ClosedLoan, OpenLoan

L = TypeVar("L", OpenLoan, ClosedLoan)
Key = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Market:
    """Loans of other lenders; `unknown` are contracts among them that a bureau holds for ours: we
    don't know them, or another bureau names another lender."""

    open: tuple[OpenLoan, ...]
    closed: tuple[ClosedLoan, ...]
    unknown: tuple[str, ...] = ()


def unite(reports: Sequence[BureauReport], *, ours: str, contracts: Collection[str]) -> Market:
    """Every contract that any bureau knows, once, by its id; the law looks at the whole market
    (545-FZ), and no bureau has to know it all.

    Where bureaus tell different things the stricter counts: the higher full cost, balance and
    payment, the later closing; and what one calls open is open, though its closing counts for
    the pause. Loans of our own (`ours`: our ИНН) with one of `contracts` are left out, since our
    own books are better; others under our name count as anybody's, and are told apart.
    """
    known = {_name(one) for one in contracts}

    def elsewhere(loan: OpenLoan | ClosedLoan) -> bool:
        return loan.lender != ours or _name(loan.id) not in known

    told: list[OpenLoan | ClosedLoan] = []
    for report in reports:
        told += [*report.open_loans, *report.closed_loans]
    called_ours = {_name(one.id): one.id for one in told if one.lender == ours}
    opened = _once([one.open_loans for one in reports], _stricter_open)
    closed = _once([one.closed_loans for one in reports], _stricter_closed)
    found: list[OpenLoan | ClosedLoan] = [*opened, *closed]
    counted = {_name(one.id) for one in found if elsewhere(one)}
    return Market(
        open=tuple(filter(elsewhere, opened)),
        closed=tuple(filter(elsewhere, closed)),
        unknown=tuple(sorted(called_ours[name] for name in counted & called_ours.keys())),
    )


def _once(lists: Sequence[Sequence[L]], stricter: Callable[[L, L], L]) -> list[L]:
    """A loan without an id, of a report of before they were told, is the same as one with the
    same figures in another report, never as one in the same report."""
    found: dict[Key, L] = {}
    for loans in lists:
        seen: dict[Key, int] = {}
        for loan in loans:
            key: Key = (_name(loan.id),)
            if not loan.id:
                seen[(loan,)] = seen.get((loan,), 0) + 1
                key = (loan, seen[(loan,)])
            found[key] = stricter(found[key], loan) if key in found else loan
    return list(found.values())


def _stricter_open(one: OpenLoan, other: OpenLoan) -> OpenLoan:
    return replace(
        one,
        lender=_lender(one, other),
        psk=max(one.psk, other.psk),
        balance=max(one.balance, other.balance),
        monthly_payment=max(one.monthly_payment, other.monthly_payment),
    )


def _stricter_closed(one: ClosedLoan, other: ClosedLoan) -> ClosedLoan:
    return replace(
        one,
        lender=_lender(one, other),
        psk=max(one.psk, other.psk),
        closed_on=max(one.closed_on, other.closed_on),
    )


def _lender(one: OpenLoan | ClosedLoan, other: OpenLoan | ClosedLoan) -> str:
    """A loan that is ours by one bureau only isn't left out."""
    return one.lender if one.lender == other.lender else ""


def _name(contract: str) -> str:
    """Ids are compared without regard to case, spaces, and kinds of dashes."""
    plain = unicodedata.normalize("NFKC", contract).casefold()
    return re.sub(r"\s", "", re.sub(r"[\u2010-\u2015\u2212]", "-", plain))
