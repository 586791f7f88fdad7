"""Money in motion: reserved, sent with an idempotency key, recorded; asked about until it ends."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.gateways import Payout, Refund
from domain.ids import ApplicationId, BindingId, LoanId, OperationId, RepaymentId
from domain.money import Money

# The bank remembers a key for 24 hours of its clock; an hour is left for clocks that differ.
KEY_LIVES = timedelta(hours=23)


class OperationKind(StrEnum):
    HOLD = "hold"
    PAYOUT = "payout"
    CHARGE = "charge"  # a repayment from a bound card
    PAGE = "page"  # a repayment on the bank's page
    REFUND = "refund"  # an overpayment given back


OTHER_SUM = "other_sum"  # our own word: the bank moved another sum than it was asked for
REPAYMENTS = frozenset({OperationKind.CHARGE, OperationKind.PAGE})
OUTGOING = frozenset({OperationKind.PAYOUT, OperationKind.REFUND})  # money that leaves the lender


class OperationStatus(StrEnum):
    RESERVED = "reserved"  # committed, not yet sent
    SENT = "sent"  # sent, and no answer is known
    PENDING = "pending"  # the bank has it and hasn't finished
    DONE = "done"  # a hold stands, the money has arrived
    RELEASING = "releasing"  # a hold is to be cancelled
    RELEASED = "released"
    FAILED = "failed"  # certainly did not happen
    LOST = "lost"  # nobody can tell: a person looks


UNDER_WAY = frozenset({OperationStatus.SENT, OperationStatus.PENDING})


class NextStep(StrEnum):
    CHECK = "check"  # the receiver is to be looked up first
    SEND = "send"  # for the first time
    REPEAT = "repeat"  # with the same key: whether the first time arrived isn't known
    ASK = "ask"  # the bank's object is known
    FIND = "find"  # the key is forgotten: look by reference and date, never send again
    RELEASE = "release"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class BankOperation:
    """One movement of money. Its id is the reference kept in the bank's metadata."""

    id: OperationId
    kind: OperationKind
    application_id: ApplicationId
    binding_id: BindingId | None = None  # of a hold or payout
    repayment_id: RepaymentId | None = None  # of a charge, page or refund
    loan_id: LoanId | None = None
    amount: Money
    key: str  # Idempotence-Key
    state: OperationStatus
    reserved_at: datetime
    sent_at: datetime | None = None  # first time
    bank_id: str | None = None
    reason: str | None = None  # the bank's word, when it failed
    settled_at: datetime | None = None  # by the bank's clock
    bank_at: datetime | None = None  # the newest settled_at when this was sent: surely before it

    @property
    def binding(self) -> BindingId:
        """Of a hold or payout."""
        assert self.binding_id is not None
        return self.binding_id

    def key_lives(self, now: datetime) -> bool:
        """Does the bank still know the key, so that the same call is the same operation?"""
        return self.sent_at is not None and now < self.sent_at + KEY_LIVES

    def sent_before(self, now: datetime) -> "BankOperation":
        """A clock that was ahead when it was sent would let the key live too long: it was sent
        now at the latest."""
        if self.sent_at is None or self.sent_at <= now:
            return self
        return replace(self, sent_at=now)

    def told(self, found: Payout | Refund, *, settled_at: datetime) -> "BankOperation":
        """As the bank tells it: pending, failed, or done at that moment."""
        known = replace(self, bank_id=found.id)
        if found.status == "pending":
            return replace(known, state=OperationStatus.PENDING)
        if found.status == "canceled":
            return replace(known, state=OperationStatus.FAILED, reason=found.cancel_reason)
        return replace(known, state=OperationStatus.DONE, settled_at=settled_at)

    def next_step(self, now: datetime) -> NextStep:
        """What may be done to bring this movement to a known end."""
        if self.state in (OperationStatus.FAILED, OperationStatus.RELEASED, OperationStatus.LOST):
            return NextStep.NOTHING
        if self.state is OperationStatus.RELEASING:
            return NextStep.RELEASE
        if self.state is OperationStatus.DONE:
            return NextStep.NOTHING
        if self.bank_id is not None:
            return NextStep.ASK
        if self.sent_at is None:
            return NextStep.SEND
        return NextStep.REPEAT if self.key_lives(now) else NextStep.FIND


def stuck(payout: BankOperation | None) -> bool:
    """Do staff have to find out at the bank what became of it?"""
    return payout is not None and payout.state is OperationStatus.LOST
