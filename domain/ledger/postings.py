"""The ledger: append-only postings of a loan, from which its debt on any date follows.

A posting raises (+) or lowers (−) one part of what the borrower owes. Nothing is ever changed:
what turned out otherwise is reversed by a posting of the opposite sign, on the same day, and
posted anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from domain.money import ZERO, Money


class PostingKind(StrEnum):
    """Why something was posted."""

    ISSUED = "issued"
    INTEREST = "interest"
    PENALTY = "penalty"
    PAYMENT = "payment"
    WAIVED = "forgiven"  # a tail of kopecks that isn't worth a payment
    REFUND = "refund"
    WRITTEN_OFF = "written_off"  # the claim was given up, unpaid
    RESTORED = "restored"  # of what was written off, so much was paid after all
    REVERSAL = "reversal"


class Part(StrEnum):
    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    OVERPAID = "overpaid"  # owed by the lender: never above zero


@dataclass(frozen=True, kw_only=True)
class Posting:
    """`day` is the lender's day to which it belongs, `booked_at` when it was written.

    `cause` is the id of the movement of money, if there is one; `seq` the place in the ledger,
    None before it is saved.
    """

    day: date
    entry: PostingKind
    part: Part
    amount: Money
    cause: str = ""
    seq: int | None = None
    reverses: int | None = None
    booked_at: datetime | None = None

    @property
    def essence(self) -> tuple[object, ...]:
        return self.day, self.entry, self.part, self.amount, self.cause


def standing(postings: Iterable[Posting]) -> list[Posting]:
    """Those that were not reversed, without the reversals, in their order."""
    ordered = sorted(postings, key=lambda one: one.seq or 0)
    gone = {one.reverses for one in ordered if one.reverses is not None}
    return [one for one in ordered if one.seq not in gone and one.reverses is None]


def corrections(posted: Iterable[Posting], wanted: Sequence[Posting]) -> list[Posting]:
    """What to append so that `wanted` stands: from the first difference on, reversals of what
    stands, the last first, and then what is wanted. Nothing, when they agree."""
    stands = standing(posted)
    same = 0
    while same < min(len(stands), len(wanted)) and stands[same].essence == wanted[same].essence:
        same += 1
    back = [
        replace(
            one, entry=PostingKind.REVERSAL, amount=ZERO - one.amount, seq=None, reverses=one.seq
        )
        for one in reversed(stands[same:])
    ]
    return [*back, *wanted[same:]]


def by_day(postings: Iterable[Posting]) -> Iterable[tuple[date, list[Posting]]]:
    """The days on which something was posted, in order, with what stands of it."""
    ordered = sorted(standing(postings), key=lambda one: one.day)
    return [(day, list(some)) for day, some in groupby(ordered, key=lambda one: one.day)]


def balance(postings: Iterable[Posting], part: Part) -> Money:
    """The posted balance of a part: what accrued after the last posting is not in it."""
    return sum((one.amount for one in postings if one.part is part), ZERO)
