"""The borrower changes their mind before signing; nothing is owed."""

from dataclasses import dataclass, replace

from domain.application import Status
from domain.cards import IN_WORK, State
from domain.ids import ChatId
from domain.ports import Applications, Bindings, Drafts, Jobs, Moves
from domain.usecases.binding import give_up


@dataclass(frozen=True, kw_only=True)
class Withdraw:
    drafts: Drafts
    applications: Applications
    bindings: Bindings
    moves: Moves
    jobs: Jobs

    async def __call__(self, *, chat_id: ChatId) -> bool:
        """Drop the draft or cancel the application; False when money is already on its way."""
        await self.drafts.drop(chat_id)
        application = await self.applications.last(chat_id)
        if application is None or not application.live:
            return True
        if application.status is Status.SIGNED:
            return False
        await self.applications.save(replace(application, status=Status.CANCELLED))
        binding = await self.bindings.last(application.id)
        if binding is not None and binding.state in IN_WORK:
            await give_up(self.bindings, self.moves, self.jobs, binding, State.EXPIRED)
        return True
