"""Repaying: the way, the code, and then the money moves."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, RepaymentId
from domain.model.cards import Card
from domain.model.codes import Check, CodePurpose
from domain.model.loan import Loan
from domain.model.repayment import PaymentWay, Repayment, RepaymentStatus
from domain.notifications import PaymentCodeSms
from domain.ports import Applications, Cards, Jobs, Repayments
from domain.refusals import NothingToDo
from domain.usecases.accounts.opening import PhoneOf
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.payments.reserve import ReservePayment
from domain.usecases.repayment.repayment_sum import AskRepayment
from domain.usecases.whose import own


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A repayment whose code is on its way."""

    repayment: Repayment
    card: Card
    sent: CodeSent


@dataclass(frozen=True, kw_only=True)
class OpenRepayment:
    """«Оплатить»: a bound card is charged after a code; the bank's page asks for its own."""

    applications: Applications
    repayments: Repayments
    cards: Cards
    reserve_payment: ReservePayment
    jobs: Jobs
    ask_repayment: AskRepayment
    send_code: SendCode
    phone_of: PhoneOf
    clock: Clock

    async def by_card(
        self,
        *,
        borrower_id: BorrowerId,
        repayment_id: RepaymentId,
        number: int | None = None,
        by_call: bool = False,
    ) -> Opened:
        """Send the code. `number`: which of the bound cards; None: the one chosen before.
        QuoteOld, PaymentUnderWay, NothingToDo, and what codes refuse."""
        repayment, loan = await self._mine(borrower_id, repayment_id)
        card = await self._card(repayment, number)
        opened = replace(
            repayment,
            state=RepaymentStatus.OPENED,
            way=PaymentWay.CARD,
            card_id=card.id,
            opened_at=repayment.opened_at or self.clock.now(),
        )
        await self.repayments.save(opened)
        application = await self.applications.get(loan.application_id)
        code, digits = await self.send_code(
            borrower_id=borrower_id,
            phone=await self.phone_of(application),
            purpose=CodePurpose.PAY,
            subject=repayment.id,
            by_call=by_call,
        )
        sms = PaymentCodeSms(
            digits=digits, amount=repayment.amount, last4=card.last4, by_call=by_call
        )
        await self.send_code.text(code, sms)
        sent = await self.send_code.sent(code, by_call=by_call)
        return Opened(repayment=opened, card=card, sent=sent)

    async def _card(self, repayment: Repayment, number: int | None) -> Card:
        cards = await self.cards.of(repayment.borrower_id)
        for place, card in enumerate(cards):
            if place == number or (number is None and card.id == repayment.card_id):
                return card
        raise NothingToDo

    async def by_page(self, *, borrower_id: BorrowerId, repayment_id: RepaymentId) -> Repayment:
        """The bank is asked for a page; the method isn't forced."""
        repayment, loan = await self._mine(borrower_id, repayment_id)
        opened = replace(repayment, way=PaymentWay.PAGE, card_id=None, opened_at=self.clock.now())
        return await self.reserve_payment(opened, loan)

    async def _mine(
        self, borrower_id: BorrowerId, repayment_id: RepaymentId
    ) -> tuple[Repayment, Loan]:
        repayment = await own(self.repayments.get(repayment_id), borrower_id)
        if repayment.state not in (RepaymentStatus.ASKED, RepaymentStatus.OPENED):
            raise NothingToDo
        return repayment, await self.ask_repayment.may_go_on(repayment)


@dataclass(frozen=True, kw_only=True)
class ConfirmRepayment:
    """The code is right: the charge is reserved, once."""

    repayments: Repayments
    reserve_payment: ReservePayment
    ask_repayment: AskRepayment
    check_code: CheckCode

    async def __call__(
        self, *, borrower_id: BorrowerId, repayment_id: RepaymentId, digits: str
    ) -> tuple[Check, int, Repayment]:
        """The verdict, the tries that are left, and the repayment. A wrong try is a value.
        NothingToDo, QuoteOld, PaymentUnderWay."""
        repayment = await own(self.repayments.get(repayment_id), borrower_id)
        if repayment.state is not RepaymentStatus.OPENED:
            raise NothingToDo
        loan = await self.ask_repayment.may_go_on(repayment)
        verdict, code = await self.check_code(
            borrower_id=borrower_id, purpose=CodePurpose.PAY, subject=repayment_id, digits=digits
        )
        if verdict is not Check.RIGHT:
            return verdict, code.tries_left if code else 0, repayment
        moving = await self.reserve_payment(repayment, loan)
        return verdict, 0, moving
