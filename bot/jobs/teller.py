"""How the bank is asked to carry out, look at, find or cancel each kind of movement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.gateways import Bank, GatewayRefused, Payment
from domain.model.bank_operation import BankOperation, OperationKind
from domain.ports import BankOperations, Bindings, Cards, Loans, Repayments
from domain.usecases.payments.outcomes import Found

CLOCKS_DIFFER = timedelta(days=1)  # ours may have been ahead when it was sent: a wrong zone
NO_CARD = "card_unbound"  # our own word: the token was erased before the charge was sent


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Every call raises GatewayUnclear or GatewayRefused."""

    bank: Bank
    bindings: Bindings
    operations: BankOperations
    loans: Loans
    repayments: Repayments
    cards: Cards
    return_url: str

    async def send(self, operation: BankOperation) -> Found:
        match operation.kind:
            case OperationKind.HOLD:
                return await self.bank.hold(
                    key=operation.key,
                    method_id=await self._bound(operation),
                    amount=operation.amount,
                    reference=operation.id,
                    description="Проверка карты, сумма вернётся",
                )
            case OperationKind.PAYOUT:
                return await self.bank.pay_out(
                    key=operation.key,
                    method_id=await self._bound(operation),
                    amount=operation.amount,
                    reference=operation.id,
                    description="Выдача займа",
                )
            case OperationKind.CHARGE:
                return await self.bank.charge(
                    key=operation.key,
                    method_id=await self._card(operation),
                    amount=operation.amount,
                    reference=operation.id,
                    description=await self._contract(operation),
                )
            case OperationKind.PAGE:
                return await self.bank.open_payment(
                    key=operation.key,
                    amount=operation.amount,
                    reference=operation.id,
                    description=await self._contract(operation),
                    return_url=self.return_url,
                )
            case OperationKind.REFUND:
                return await self.bank.refund(
                    key=operation.key,
                    payment_id=await self._payment(operation),
                    amount=operation.amount,
                    reference=operation.id,
                    description="Возврат переплаты",
                )

    async def ask(self, operation: BankOperation) -> Found:
        assert operation.bank_id is not None
        if operation.kind is OperationKind.PAYOUT:
            return await self.bank.payout(operation.bank_id)
        if operation.kind is OperationKind.REFUND:
            return await self.bank.refund_of(operation.bank_id)
        return await self.bank.payment(operation.bank_id)

    async def find(self, operation: BankOperation) -> Found | None:
        """By our reference and the day: the bank may have it though its answer was lost. However
        wrong our clock was when it was sent, the bank had told of `bank_at` by then."""
        assert operation.sent_at is not None
        since = min(operation.sent_at, operation.bank_at or operation.sent_at) - CLOCKS_DIFFER
        found: Sequence[Found]
        if operation.kind is OperationKind.PAYOUT:
            found = await self.bank.find_payouts(reference=operation.id, since=since)
        elif operation.kind is OperationKind.REFUND:
            found = await self.bank.find_refunds(reference=operation.id, since=since)
        else:
            found = await self.bank.find_payments(reference=operation.id, since=since)
        return found[0] if found else None

    async def release(self, operation: BankOperation) -> Payment:
        """Cancel a hold. A lost cancel is found by looking: the hold itself knows."""
        assert operation.bank_id is not None
        payment = await self.bank.payment(operation.bank_id)
        if payment.status != "waiting_for_capture":
            return payment
        return await self.bank.cancel(operation.bank_id, key=f"{operation.key}-cancel")

    async def _bound(self, operation: BankOperation) -> str:
        method = (await self.bindings.get(operation.binding)).method_id
        if method is None:
            raise GatewayRefused(NO_CARD)
        return method

    async def _card(self, operation: BankOperation) -> str:
        assert operation.repayment_id is not None
        repayment = await self.repayments.get(operation.repayment_id)
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        if card is None or card.method_id is None:
            raise GatewayRefused(NO_CARD)
        return card.method_id

    async def _contract(self, operation: BankOperation) -> str:
        assert operation.loan_id is not None
        return f"Оплата по договору займа {(await self.loans.get(operation.loan_id)).contract}"

    async def _payment(self, operation: BankOperation) -> str:
        """The bank's id of the payment that is given back."""
        assert operation.repayment_id is not None
        repayment = await self.repayments.get(operation.repayment_id)
        assert repayment.operation_id is not None
        paid = await self.operations.get(repayment.operation_id)
        assert paid.bank_id is not None
        return paid.bank_id
