"""The agreement to prolong: asked for, looked at again, dropped; unpaid, it lapses at midnight."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import AgreementId, BorrowerId, new_id
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import end_of
from domain.notifications import ProlongationLapsed, WhyLapsed
from domain.ports import Agreements, Cards, Jobs, Loans, Notices, Repayments
from domain.refusals import AgreementOld, NothingToDo, PaymentUnderWay
from domain.rules.contact_hours import notice_time
from domain.usecases.consents.consenting import NeedConsents
from domain.usecases.prolongation.prolongation_terms import Conditions, QuoteProlongation
from domain.usecases.prolongation.prolonging import open_loan, paying_for
from domain.usecases.repayment.repayment_sum import AskRepayment
from domain.usecases.servicing.dropping import DropAgreement
from domain.usecases.whose import own


@dataclass(frozen=True, kw_only=True)
class AskAgreement:
    """The days and the way of paying are chosen: the paper is made."""

    loans: Loans
    agreements: Agreements
    repayments: Repayments
    cards: Cards
    jobs: Jobs
    need_consents: NeedConsents
    ask_repayment: AskRepayment
    quote_prolongation: QuoteProlongation
    drop_agreement: DropAgreement
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, days: int, number: int | None = None
    ) -> Agreement:
        """`number`: which of the bound cards is charged; None: paid on the bank's page. One
        agreement at a time: an earlier one that isn't being paid for is dropped. NothingToDo,
        ConsentMissing, PaymentUnderWay, ProlongationRefused, TermOutOfRange."""
        loan = await open_loan(self.loans, borrower_id)
        await self.need_consents(borrower_id, "signature")
        await self.ask_repayment.none_under_way(loan)
        made = await self._agreement(loan, days, number)
        last = await self.agreements.last(loan.id)
        if last is not None and last.live:
            if (moving := await paying_for(self.repayments, last)) is not None:
                raise PaymentUnderWay(moving.amount)
            if last.state is AgreementStatus.ASKED and _same(last, made):  # tapped twice
                return last
            await self.drop_agreement(last)
        await self.agreements.save(made)
        await self.jobs.plan(JobKind.AGREEMENT_PAPER, made.id)
        await self.jobs.plan(JobKind.AGREEMENT_LAPSE, made.id, end_of(made.on))
        return made

    async def _agreement(self, loan: Loan, days: int, number: int | None) -> Agreement:
        conditions = await self.quote_prolongation(loan, days)
        cards = await self.cards.of(loan.borrower_id)
        if number is not None and not 0 <= number < len(cards):
            raise NothingToDo
        if not conditions.extension.price:
            number = None
        return Agreement(
            id=AgreementId(new_id()),
            loan_id=loan.id,
            borrower_id=loan.borrower_id,
            state=AgreementStatus.ASKED,
            on=conditions.loan_state.today,
            asked_at=self.clock.now(),
            days=days,
            due=conditions.extension.due,
            price=conditions.extension.price,
            psk=conditions.cost.psk,
            card_id=None if number is None else cards[number].id,
        )


def _same(one: Agreement, other: Agreement) -> bool:
    def terms(agreement: Agreement) -> tuple[object, ...]:
        return agreement.on, agreement.due, agreement.price, agreement.card_id

    return terms(one) == terms(other)


@dataclass(frozen=True, kw_only=True)
class CheckAgreement:
    """Is it still what would be agreed on now?"""

    agreements: Agreements
    loans: Loans
    cards: Cards
    ask_repayment: AskRepayment
    quote_prolongation: QuoteProlongation

    async def __call__(self, agreement: Agreement) -> tuple[Loan, Conditions]:
        """AgreementOld when its day is over, the debt has changed, or its card is unbound;
        PaymentUnderWay; ProlongationRefused."""
        loan = await self.loans.get(agreement.loan_id)
        if loan.closed_on is not None:
            raise AgreementOld
        await self.ask_repayment.none_under_way(loan)
        if agreement.card_id and (await self.cards.get(agreement.card_id)).method_id is None:
            raise AgreementOld
        conditions = await self.quote_prolongation(loan, agreement.days)
        extension = conditions.extension
        offered = (agreement.on, agreement.due, agreement.price)
        if offered != (conditions.loan_state.today, extension.due, extension.price):
            raise AgreementOld
        return loan, conditions

    async def offered(
        self, borrower_id: BorrowerId, agreement_id: AgreementId
    ) -> tuple[Agreement, Loan, Conditions]:
        """One that waits for the signature of this chat."""
        agreement = await own(self.agreements.get(agreement_id), borrower_id)
        if agreement.state in (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE):
            raise NothingToDo
        if agreement.state is not AgreementStatus.OFFERED:
            raise AgreementOld
        return agreement, *await self(agreement)


@dataclass(frozen=True, kw_only=True)
class LapseAgreement:
    """Its day is over. A payment that was opened before midnight keeps it until the bank tells
    how it ended: then this is planned again."""

    agreements: Agreements
    repayments: Repayments
    drop_agreement: DropAgreement
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, agreement_id: AgreementId) -> None:
        agreement = await self.agreements.get(agreement_id)
        if not agreement.live or self.clock.today() <= agreement.on:
            return
        if await paying_for(self.repayments, agreement) is not None:
            return
        await self.drop_agreement(agreement)
        if agreement.state is AgreementStatus.SIGNED:  # an unsigned one was only an offer
            at = notice_time(self.clock.now())
            await self.jobs.plan(JobKind.AGREEMENT_LAPSED, agreement.id, at)


@dataclass(frozen=True, kw_only=True)
class TellLapsed:
    """A signed agreement has not been paid: told by day, not at midnight."""

    agreements: Agreements
    loans: Loans
    notices: Notices

    async def __call__(self, *, agreement_id: AgreementId) -> None:
        agreement = await self.agreements.get(agreement_id)
        last = await self.agreements.last(agreement.loan_id)
        loan = await self.loans.get(agreement.loan_id)
        if loan.closed_on is None and last is not None and last.id == agreement.id:
            notice = ProlongationLapsed(why=WhyLapsed.UNPAID, due=loan.due_on)
            await self.notices.tell(agreement.borrower_id, notice)
