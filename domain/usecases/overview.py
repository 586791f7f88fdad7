"""Where a chat stands: read at once, for /start, /status and lost people."""

from dataclasses import dataclass
from datetime import date

from domain.application import Application, Draft
from domain.cards import Binding
from domain.dates import Clock
from domain.ids import ChatId
from domain.loan import Loan
from domain.money import Money
from domain.ports import Applications, Bindings, Drafts, Loans
from domain.usecases.pricing import Price


@dataclass(frozen=True, kw_only=True)
class Overview:
    draft: Draft | None
    application: Application | None
    binding: Binding | None  # of that application
    loan: Loan | None
    interest_today: Money | None  # of that loan
    today: date
    limit: Money  # what may be borrowed at most


@dataclass(frozen=True, kw_only=True)
class LookAround:
    drafts: Drafts
    applications: Applications
    bindings: Bindings
    loans: Loans
    price: Price
    clock: Clock

    async def __call__(self, *, chat_id: ChatId) -> Overview:
        application = await self.applications.last(chat_id)
        loan = await self.loans.open_in(chat_id)
        return Overview(
            draft=await self.drafts.get(chat_id),
            application=application,
            binding=await self.bindings.last(application.id) if application else None,
            loan=loan,
            interest_today=loan.interest_on(self.clock.today()) if loan else None,
            today=self.clock.today(),
            limit=(await self.price.offered(chat_id)).limit,
        )
