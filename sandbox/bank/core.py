"""The bank put together."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.bank.bindings import Bindings
from sandbox.bank.checkout import Checkout, OnPage
from sandbox.bank.counter import Counter
from sandbox.bank.idempotence import Keys
from sandbox.bank.ledger import Ledger
from sandbox.bank.listing import Lists
from sandbox.bank.methods import Method
from sandbox.bank.notify import Notifier
from sandbox.bank.office import Office
from sandbox.bank.payments import Payments
from sandbox.bank.payouts import Payouts
from sandbox.bank.refunds import Refunds
from sandbox.bank.server import BankServer, Read, Write
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.sms import SmsOperator
from sandbox.faults import Faults
from sandbox.people.people import People


class Bank:
    """A bank that speaks YooKassa v3 under /bank/v3 and shows its pages under /bank/pay.

    `shop` and `gateway` are the two credential pairs (id, key): the first for payment methods,
    payments and refunds, the second for payouts. `base_url` is the address of the sandbox;
    `payer_of` tells who was shown the link to a page, so that the bank knows whom to text.
    """

    def __init__(
        self,
        *,
        clock: WorldClock,
        people: People,
        sms: SmsOperator,
        faults: Faults,
        calls: CallLog,
        shop: tuple[str, str],
        gateway: tuple[str, str],
        base_url: Callable[[], str],
        payer_of: Callable[[str], int | None],
    ) -> None:
        self._ledger = Ledger()
        self._notifier = Notifier(clock, calls)
        self._keys = Keys(clock)
        office = Office(clock, sms, self._ledger, self._notifier, shop[0], base_url)
        self._bindings = Bindings(office)
        self._payments = Payments(office, self._bindings)
        self._refunds = Refunds(office)
        self._payouts = Payouts(office, self._bindings)
        self._checkout = Checkout(office, self._bindings, self._payments, people, payer_of)
        self._counter = Counter(self._checkout)
        self._server = BankServer(
            self._endpoints(Lists(self._ledger)),
            accounts={"shop": shop, "gateway": gateway},
            keys=self._keys,
            clock=clock,
            faults=faults,
            calls=calls,
        )

    def keep(self, method: Method) -> None:
        """A card that was bound before the story begins."""
        self._ledger.methods[method.id] = method

    @property
    def notify_url(self) -> str | None:
        """Where the bot hears notifications; None: nowhere yet."""
        return self._notifier.url

    @notify_url.setter
    def notify_url(self, url: str | None) -> None:
        self._notifier.url = url

    @property
    def notifications(self) -> str:
        """How they are delivered, see Notifier.how."""
        return self._notifier.how

    @notifications.setter
    def notifications(self, how: str) -> None:
        self._notifier.how = how

    @property
    def on_page(self) -> OnPage:
        """Hears of each use of a test card: payer, card, code, answer."""
        return self._checkout.told

    @on_page.setter
    def on_page(self, told: OnPage) -> None:
        self._checkout.told = told

    @property
    def empty(self) -> bool:
        """While true, the gateway's balance counts as empty and every payout is refused so."""
        return self._ledger.empty

    @empty.setter
    def empty(self, empty: bool) -> None:
        self._ledger.empty = empty

    def routes(self) -> list[web.RouteDef]:
        return [*self._server.routes(), *self._counter.routes()]

    async def confirm(self, url: str, card: str, code: str | None = None) -> dict[str, Any]:
        """What a person does on the hosted page, see Checkout.confirm."""
        return self._checkout.confirm(url, card, code)

    def give_back(self, kopecks: int) -> dict[str, Any]:
        """A refund made in the bank's cabinet, see Refunds.in_cabinet."""
        return self._refunds.in_cabinet(kopecks).view()

    def state(self) -> dict[str, Any]:
        """All operations and sums, see Ledger.state."""
        return self._ledger.state()

    def in_motion(self) -> int:
        """Notifications being sent and calls being answered at this moment."""
        return self._notifier.under_way() + self._server.under_way()

    def reset(self) -> None:
        """Forget everything but `notify_url`; notifications are sent at once again."""
        self._ledger.reset()
        self._keys.reset()
        self._payouts.reset()
        self._notifier.reset()

    def _endpoints(self, lists: Lists) -> list[Read | Write]:
        return [
            Write("payment_methods.create", "/payment_methods", "shop", self._bindings.create),
            Read("payment_methods.get", "/payment_methods/{id}", "shop", self._bindings.get),
            Write("payments.create", "/payments", "shop", self._payments.create),
            Read("payments.list", "/payments", "shop", lists.payments),
            Read("payments.get", "/payments/{id}", "shop", self._payments.get),
            Write("payments.capture", "/payments/{id}/capture", "shop", self._payments.capture),
            Write("payments.cancel", "/payments/{id}/cancel", "shop", self._payments.cancel),
            Write("refunds.create", "/refunds", "shop", self._refunds.create),
            Read("refunds.list", "/refunds", "shop", lists.refunds),
            Read("refunds.get", "/refunds/{id}", "shop", self._refunds.get),
            Write("payouts.create", "/payouts", "gateway", self._payouts.create),
            Read("payouts.list", "/payouts", "gateway", lists.payouts),
            Read("payouts.search", "/payouts/search", "gateway", lists.search),
            Read("payouts.get", "/payouts/{id}", "gateway", self._payouts.get),
        ]
