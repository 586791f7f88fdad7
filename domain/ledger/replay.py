"""From what has happened to a loan to what its ledger must say.

`book` is a pure function of the contract and the events, so late news needs no care: the events are
sorted by the day to which they belong, and `ledger.corrections` appends the difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.dates import add_days
from domain.ledger.debt import Debt, LoanAccount
from domain.ledger.loan_events import (
    Agreed,
    Holidays,
    LoanEvent,
    Paid,
    PaymentPurpose,
    Refunded,
    WrittenOff,
)
from domain.ledger.postings import Part, Posting, PostingKind
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from domain.rules.allocation import allocate
from domain.rules.plan import Plan, extended, on_holidays, prepaid

PARTS = (
    (Part.INTEREST, ("overdue_interest", "current_interest")),
    (Part.PRINCIPAL, ("overdue_principal", "current_principal")),
    (Part.PENALTY, ("penalty",)),
)


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What the ledger must say; `terms` with the plans that followed the contract's."""

    terms: Terms
    postings: tuple[Posting, ...]
    closed_on: date | None
    written_off_on: date | None = None
    worst_delay: int = 0  # days past due at most


def replay(contract: Terms, loan_events: Sequence[LoanEvent], through: date) -> Replayed:
    """The postings of a loan: accruals on the days of events, at the end of each due day, and on
    every day of delay up to `through`. ValueError for a deed before the issue, or of no money."""
    ledger = _Ledger(contract)
    for loan_event in sorted(loan_events, key=lambda one: (one.day, one.at)):
        if loan_event.day < contract.issued:
            raise ValueError("nothing can happen to a loan before it is given")
        if isinstance(loan_event, Paid | Refunded) and loan_event.amount <= ZERO:
            raise ValueError("a payment is a positive sum")
        ledger.accrue(loan_event.day)
        ledger.note_delay()
        ledger.post_accruals()
        match loan_event:
            case Paid():
                ledger.pay(loan_event)
            case Agreed():
                ledger.extend(loan_event.extends_to, loan_event.law)
            case Holidays():
                ledger.rest(loan_event)
            case Refunded():
                ledger.settle(
                    Part.OVERPAID, loan_event.amount, PostingKind.REFUND, loan_event.cause
                )
            case WrittenOff():
                ledger.write_off(loan_event)
    ledger.accrue(through)
    ledger.note_delay()
    return ledger.replay()


class _Ledger:
    def __init__(self, contract: Terms) -> None:
        self._terms = contract
        self._account = LoanAccount(contract)
        self._plans: list[Plan] = list(contract.plans)
        self._postings: list[Posting] = []
        self._accrued = {Part.INTEREST: 0, Part.PENALTY: 0}
        self._closed_on: date | None = None
        self._written_off_on: date | None = None
        self._worst_delay = 0
        self._given_up: dict[str, Money] = {}  # what is left of it, by the names of the law's order
        self._post(Part.PRINCIPAL, contract.principal, PostingKind.ISSUED, "")

    def accrue(self, to: date) -> None:
        """Follow the days to `to`, and post where the ledger always does."""
        calculator = self._account.calculator
        while calculator.day < to:
            ends = [last for last in calculator.plan.last_days if calculator.day < last < to]
            stop = min(ends, default=to)
            late = self._is_late(add_days(calculator.day, 1))
            if late:
                stop = add_days(calculator.day, 1)
            self._account.advance(stop)
            if stop in calculator.plan.last_days or late:
                self.post_accruals()

    def note_delay(self) -> None:
        """Of what has to be paid until the next event it only grows: looked at before each."""
        self._worst_delay = max(self._worst_delay, self._account.debt().days_overdue)

    def _is_late(self, day: date) -> bool:
        """Is something overdue on that day, and still growing?"""
        calculator = self._account.calculator
        if calculator.capped or not calculator.principal:
            return False
        return calculator.plan.passed(day) > 0 and (
            calculator.principal
            > calculator.plan.lines[calculator.plan.passed(day) - 1].balance.kopecks
        )

    def post_accruals(self) -> None:
        calculator = self._account.calculator
        for part, entry, accrued in (
            (Part.INTEREST, PostingKind.INTEREST, calculator.interest),
            (Part.PENALTY, PostingKind.PENALTY, calculator.penalty),
        ):
            if accrued > self._accrued[part]:
                self._post(part, Money(accrued - self._accrued[part]), entry, "")
                self._accrued[part] = accrued

    def pay(self, paid: Paid) -> None:
        if self._written_off_on is not None:
            self._pay_given_up(paid)
            return
        debt = self._account.debt()
        price = debt.interest + debt.penalty
        extends = paid.extends_to is not None and debt.principal and paid.amount >= price
        left = paid.amount
        if extends:  # the parties agreed on it: nothing else is due any more (decision 14)
            self.settle(Part.INTEREST, ZERO - debt.interest, PostingKind.PAYMENT, paid.cause)
            self.settle(Part.PENALTY, ZERO - debt.penalty, PostingKind.PAYMENT, paid.cause)
            left -= price
        divided = allocate(
            left, self._account.debt().parts, self._terms.issued, self._terms.edition
        )
        for part, names in PARTS:
            taken = sum((divided[name] for name in names), ZERO)
            self.settle(part, ZERO - taken, PostingKind.PAYMENT, paid.cause)
        self.settle(Part.OVERPAID, ZERO - divided.left, PostingKind.PAYMENT, paid.cause)
        self._forgive_tail(paid.cause)
        if extends and paid.extends_to is not None:
            self.extend(paid.extends_to, paid.law)
        elif divided["current_principal"]:
            self._lower_payments(paid)
        self._note_closing(debt)

    def write_off(self, loan_event: WrittenOff) -> None:
        """Every part of the debt, whatever stands; of a loan that is paid nothing is left."""
        debt = self._account.debt()
        if not debt.total:
            return
        self._given_up = debt.parts
        for part, names in PARTS:
            amount = sum((debt.parts[name] for name in names), ZERO)
            self.settle(part, ZERO - amount, PostingKind.WRITTEN_OFF, loan_event.cause)
        self._closed_on = self._written_off_on = self._account.calculator.day

    def _pay_given_up(self, paid: Paid) -> None:
        """Money for what was written off: so much of the claim stands again, and is paid."""
        divided = allocate(paid.amount, self._given_up, self._terms.issued, self._terms.edition)
        for part, names in PARTS:
            taken = sum((divided[name] for name in names), ZERO)
            self.settle(part, taken, PostingKind.RESTORED, paid.cause)
        for part, names in PARTS:
            taken = sum((divided[name] for name in names), ZERO)
            self.settle(part, ZERO - taken, PostingKind.PAYMENT, paid.cause)
        for name in self._given_up:
            self._given_up[name] -= divided[name]
        self.settle(Part.OVERPAID, ZERO - divided.left, PostingKind.PAYMENT, paid.cause)

    def _forgive_tail(self, cause: str) -> None:
        debt = self._account.debt()
        if ZERO < debt.total <= self._terms.edition.tail:
            for part, amount in (
                (Part.INTEREST, debt.interest),
                (Part.PRINCIPAL, debt.principal),
                (Part.PENALTY, debt.penalty),
            ):
                self.settle(part, ZERO - amount, PostingKind.WAIVED, cause)

    def extend(self, due: date, law: str) -> None:
        calculator, rate = self._account.calculator, self._terms.daily_rate
        if calculator.principal:
            made = law or self._terms.law
            self._take_up(extended(Money(calculator.principal), rate, calculator.day, due, made))

    def _lower_payments(self, paid: Paid) -> None:
        """Less principal than planned: the same days, lower payments."""
        calculator = self._account.calculator
        coming = calculator.plan.next_line(calculator.day)
        as_planned = coming is not None and calculator.principal == coming.balance.kopecks
        if not calculator.principal or self._account.debt().overdue or as_planned:
            return
        plan = prepaid(
            calculator.plan,
            Money(calculator.principal),
            self._terms.daily_rate,
            calculator.day,
            covers_next=paid.purpose is PaymentPurpose.NEXT,
        )
        if plan is not calculator.plan:
            self._take_up(plan)

    def rest(self, holidays: Holidays) -> None:
        calculator, debt = self._account.calculator, self._account.debt()
        if not calculator.principal:
            return
        plan = on_holidays(
            calculator.plan,
            debt.principal,
            self._terms.daily_rate,
            unpaid_interest=debt.interest,
            on=calculator.day,
            until=holidays.until,
            holiday_rate=holidays.daily_rate,
            law=holidays.law or self._terms.law,
        )
        if plan is not calculator.plan:
            self._take_up(plan)

    def settle(self, part: Part, amount: Money, entry: PostingKind, cause: str) -> None:
        if amount:
            self._post(part, amount, entry, cause)
            self._account.settle(part, amount)

    def _take_up(self, plan: Plan) -> None:
        self._plans.append(plan)
        self._account.calculator.follow(plan)

    def _note_closing(self, before: Debt) -> None:
        if before.total and not self._account.debt().total:
            self._closed_on = self._account.calculator.day

    def _post(self, part: Part, amount: Money, entry: PostingKind, cause: str) -> None:
        day = self._account.calculator.day
        self._postings.append(Posting(day=day, entry=entry, part=part, amount=amount, cause=cause))

    def replay(self) -> Replayed:
        terms = replace(self._terms, plans=tuple(self._plans))
        return Replayed(
            terms=terms,
            postings=tuple(self._postings),
            closed_on=self._closed_on,
            written_off_on=self._written_off_on,
            worst_delay=self._worst_delay,
        )
