"""How the bank is asked to carry out, look at, find or cancel each kind of movement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.gateways import Bank, GatewayRefused, Payment
from domain.model.payments import Kind, Move
from domain.ports import Bindings, Cards, Loans, Moves, Repayments
from domain.usecases.payments.outcomes import Found

CLOCKS_DIFFER = timedelta(days=1)  # ours may have been ahead when it was sent: a wrong zone
NO_CARD = "card_unbound"  # our own word: the token was erased before the charge was sent


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Every call raises GatewayUnclear or GatewayRefused."""

    bank: Bank
    bindings: Bindings
    moves: Moves
    loans: Loans
    repayments: Repayments
    cards: Cards
    return_url: str

    async def send(self, move: Move) -> Found:
        match move.kind:
            case Kind.HOLD:
                return await self.bank.hold(
                    key=move.key,
                    method_id=await self._bound(move),
                    amount=move.amount,
                    reference=move.id,
                    description="Проверка карты, сумма вернётся",
                )
            case Kind.PAYOUT:
                return await self.bank.pay_out(
                    key=move.key,
                    method_id=await self._bound(move),
                    amount=move.amount,
                    reference=move.id,
                    description="Выдача займа",
                )
            case Kind.CHARGE:
                return await self.bank.charge(
                    key=move.key,
                    method_id=await self._card(move),
                    amount=move.amount,
                    reference=move.id,
                    description=await self._contract(move),
                )
            case Kind.PAGE:
                return await self.bank.open_payment(
                    key=move.key,
                    amount=move.amount,
                    reference=move.id,
                    description=await self._contract(move),
                    return_url=self.return_url,
                )
            case Kind.REFUND:
                return await self.bank.refund(
                    key=move.key,
                    payment_id=await self._payment(move),
                    amount=move.amount,
                    reference=move.id,
                    description="Возврат переплаты",
                )

    async def ask(self, move: Move) -> Found:
        assert move.bank_id is not None
        if move.kind is Kind.PAYOUT:
            return await self.bank.payout(move.bank_id)
        if move.kind is Kind.REFUND:
            return await self.bank.refund_of(move.bank_id)
        return await self.bank.payment(move.bank_id)

    async def find(self, move: Move) -> Found | None:
        """By our reference and the day: the bank may have it though its answer was lost. However
        wrong our clock was when it was sent, the bank had told of `bank_at` by then."""
        assert move.sent_at is not None
        since = min(move.sent_at, move.bank_at or move.sent_at) - CLOCKS_DIFFER
        found: Sequence[Found]
        if move.kind is Kind.PAYOUT:
            found = await self.bank.find_payouts(reference=move.id, since=since)
        elif move.kind is Kind.REFUND:
            found = await self.bank.find_refunds(reference=move.id, since=since)
        else:
            found = await self.bank.find_payments(reference=move.id, since=since)
        return found[0] if found else None

    async def release(self, move: Move) -> Payment:
        """Cancel a hold. A lost cancel is found by looking: the hold itself knows."""
        assert move.bank_id is not None
        payment = await self.bank.payment(move.bank_id)
        if payment.status != "waiting_for_capture":
            return payment
        return await self.bank.cancel(move.bank_id, key=f"{move.key}-cancel")

    async def _bound(self, move: Move) -> str:
        method = (await self.bindings.get(move.binding)).method_id
        if method is None:
            raise GatewayRefused(NO_CARD)
        return method

    async def _card(self, move: Move) -> str:
        assert move.repayment_id is not None
        repayment = await self.repayments.get(move.repayment_id)
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        if card is None or card.method_id is None:
            raise GatewayRefused(NO_CARD)
        return card.method_id

    async def _contract(self, move: Move) -> str:
        assert move.loan_id is not None
        return f"Оплата по договору займа {(await self.loans.get(move.loan_id)).contract}"

    async def _payment(self, move: Move) -> str:
        """The bank's id of the payment that is given back."""
        assert move.repayment_id is not None
        repayment = await self.repayments.get(move.repayment_id)
        assert repayment.move_id is not None
        paid = await self.moves.get(repayment.move_id)
        assert paid.bank_id is not None
        return paid.bank_id
