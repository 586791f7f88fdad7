"""A bank that keeps books, for tests of repayment: idempotent, and as unreliable as it is told."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.dates import Clock
from domain.gateways import GatewayRefused, GatewayUnclear, Payment, Refund
from domain.money import ZERO, Money


@dataclass
class Till:
    """`faults` are taken one by one by the calls that move money: «lost» does what was asked and
    loses the answer, «timeout» does nothing, «declined» refuses the payment, «refused» the request,
    «forbidden» the lender, "" is well."""

    clock: Clock
    faults: list[str] = field(default_factory=list)
    payments: dict[str, Payment] = field(default_factory=dict)  # by key
    refunds: dict[str, Refund] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)  # of our moves, by key

    @property
    def received(self) -> Money:
        """Captured and not given back."""
        came = [one.amount for one in self.payments.values() if one.status == "succeeded"]
        went = [one.amount for one in self.refunds.values() if one.status == "succeeded"]
        return sum(came, ZERO) - sum(went, ZERO)

    async def charge(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        del method_id, description
        return self._pay(key, amount, reference, self._end())

    async def open_payment(
        self, *, key: str, amount: Money, reference: str, description: str, return_url: str
    ) -> Payment:
        del description, return_url
        return self._pay(key, amount, reference, "pending")

    def pay_page(self, key: str, at: datetime | None = None) -> None:
        """The borrower pays on a page, whether or not we come to know of it."""
        if self.payments[key].status == "pending":
            captured = at or self.clock.now()
            self.payments[key] = replace(
                self.payments[key], status="succeeded", captured_at=captured, page=None
            )

    async def payment(self, payment_id: str) -> Payment:
        return next(one for one in self.payments.values() if one.id == payment_id)

    async def find_payments(self, *, reference: str, since: datetime) -> list[Payment]:
        return [
            one
            for key, one in self.payments.items()
            if self.references[key] == reference and one.created_at >= since
        ]

    async def refund(
        self, *, key: str, payment_id: str, amount: Money, reference: str, description: str
    ) -> Refund:
        del description
        fault = self._fault()
        if fault == "timeout":
            raise GatewayUnclear("till: timeout")
        if key not in self.refunds:
            self.references[key] = reference
            self.refunds[key] = Refund(
                id=f"refund-{len(self.refunds)}",
                payment_id=payment_id,
                status="succeeded",
                amount=amount,
                created_at=self.clock.now(),
                cancel_reason=None,
                reference=reference,
            )
        if fault == "lost":
            raise GatewayUnclear("till: lost")
        return self.refunds[key]

    def returns(
        self,
        payment_id: str,
        amount: Money,
        *,
        status: str = "succeeded",
        reference: str = "",
        foreign: str | None = None,
    ) -> None:
        """An employee gives money back in the bank's cabinet; with `reference` it is ours."""
        key = f"cabinet-{len(self.refunds)}"
        self.references[key] = reference
        self.refunds[key] = Refund(
            id=f"refund-{len(self.refunds)}",
            payment_id=payment_id,
            status=status,
            amount=amount,
            created_at=self.clock.now(),
            cancel_reason=None,
            reference=reference or None,
            foreign=foreign,
        )

    async def all_refunds(self, *, since: datetime) -> list[Refund]:
        return [one for one in self.refunds.values() if one.created_at >= since]

    async def refunds_of(self, payment_id: str) -> list[Refund]:
        return [one for one in self.refunds.values() if one.payment_id == payment_id]

    async def refund_of(self, refund_id: str) -> Refund:
        return next(one for one in self.refunds.values() if one.id == refund_id)

    async def find_refunds(self, *, reference: str, since: datetime) -> list[Refund]:
        return [
            one
            for key, one in self.refunds.items()
            if self.references[key] == reference and one.created_at >= since
        ]

    def _fault(self) -> str:
        return self.faults.pop(0) if self.faults else ""

    def _end(self) -> str:
        return "canceled" if self.faults[:1] == ["declined"] else "succeeded"

    def _pay(self, key: str, amount: Money, reference: str, status: str) -> Payment:
        fault = self._fault()
        if fault == "timeout":
            raise GatewayUnclear("till: timeout")
        if fault in ("refused", "forbidden"):
            raise GatewayRefused("invalid_request" if fault == "refused" else fault)
        if key not in self.payments:
            now = self.clock.now()
            self.references[key] = reference
            self.payments[key] = Payment(
                id=f"payment-{len(self.payments)}",
                status=status,
                amount=amount,
                created_at=now,
                captured_at=now if status == "succeeded" else None,
                cancel_reason="insufficient_funds" if status == "canceled" else None,
                page="https://bank.example/page" if status == "pending" else None,
            )
        if fault == "lost":
            raise GatewayUnclear("till: lost")
        return self.payments[key]
