"""YooKassa's objects after its OpenAPI description, and the calls that move money."""

from datetime import UTC, datetime

from domain.gateways import Bank, Payment, Payout, Refund
from domain.money import Money

SINCE = datetime(2026, 7, 1, 9, 0, 0, 123456, tzinfo=UTC)
PAYMENT_ID = "22d6d597-000f-5000-9000-145f6df21d6f"
REFUND_ID = "216749f7-0016-50be-b000-078d43a63ae4"
PAYOUT_ID = "po-285c0ab7-0003-5000-9000-0e1166498fda"
PAYMENT: dict[str, object] = {
    "id": PAYMENT_ID,
    "status": "waiting_for_capture",
    "amount": {"value": "3.47", "currency": "RUB"},
    "created_at": "2026-07-01T09:00:00.000Z",
    "metadata": {"reference": "hold-1"},
    "paid": True,
    "refundable": False,
    "test": False,
}
ON_PAGE = {
    **PAYMENT,
    "status": "pending",
    "amount": {"value": "10800.00", "currency": "RUB"},
    "metadata": {"reference": "repayment-1"},
    "paid": False,
    "confirmation": {
        "type": "redirect",
        "confirmation_url": "https://bank.example/pay/2",
        "return_url": "https://t.me/bot",
    },
}
REFUND: dict[str, object] = {
    "id": REFUND_ID,
    "payment_id": PAYMENT_ID,
    "status": "succeeded",
    "amount": {"value": "800.00", "currency": "RUB"},
    "created_at": "2026-07-01T09:00:00.000Z",
    "metadata": {"reference": "refund-1"},
}
PAYOUT: dict[str, object] = {
    "id": PAYOUT_ID,
    "status": "pending",
    "amount": {"value": "10000.00", "currency": "RUB"},
    "created_at": "2026-07-01T09:00:00.000Z",
    "payout_destination": {"type": "bank_card"},
    "metadata": {"reference": "payout-1"},
    "test": False,
}
METHOD = {
    "id": "2b1cd0d4-000f-5000-8000-1a2b3c4d5e6f",
    "type": "bank_card",
    "saved": False,
    "status": "pending",
    "holder": {"account_id": "100500"},
    "confirmation": {"type": "redirect", "confirmation_url": "https://bank.example/pay/1"},
}
CARD = {
    "first6": "220220",
    "last4": "4477",
    "expiry_year": "2030",
    "expiry_month": "07",
    "card_type": "Mir",
    "issuer_name": "Sberbank",
}


async def hold(bank: Bank, method: str = "m-1", key: str = "k-1") -> Payment:
    return await bank.hold(
        key=key,
        method_id=method,
        amount=Money.rubles("3.47"),
        reference="hold-1",
        description="Проверка карты",
    )


async def pay_out(bank: Bank, method: str = "m-1", key: str = "k-2") -> Payout:
    return await bank.pay_out(
        key=key,
        method_id=method,
        amount=Money.rubles(10000),
        reference="payout-1",
        description="Заём",
    )


async def charge(bank: Bank, method: str = "m-1", key: str = "k-4") -> Payment:
    return await bank.charge(
        key=key,
        method_id=method,
        amount=Money.rubles(10800),
        reference="repayment-1",
        description="Погашение займа",
    )


async def open_payment(bank: Bank, key: str = "k-5") -> Payment:
    return await bank.open_payment(
        key=key,
        amount=Money.rubles(10800),
        reference="repayment-1",
        description="Погашение займа",
        return_url="https://t.me/bot",
    )


async def give_back(bank: Bank, payment: str, key: str = "k-6") -> Refund:
    return await bank.refund(
        key=key,
        payment_id=payment,
        amount=Money.rubles(800),
        reference="refund-1",
        description="Возврат лишнего",
    )
