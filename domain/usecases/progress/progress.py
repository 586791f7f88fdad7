"""The status screen: one message that edits itself as the application moves on."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import Application, ApplicationStatus, ProgressStep
from domain.model.bank_operation import stuck
from domain.notifications import Progress
from domain.ports import Applications, BankOperations, Notices, ProgressSteps

REACHED = {
    ApplicationStatus.CHECKING: ProgressStep.RECEIVED,
    ApplicationStatus.COUNTER: ProgressStep.DECIDED,
    ApplicationStatus.APPROVED: ProgressStep.DECIDED,
    ApplicationStatus.REJECTED: ProgressStep.DECIDED,
    ApplicationStatus.OFFERED: ProgressStep.CARD,
    ApplicationStatus.COOLING: ProgressStep.SIGNED,
    ApplicationStatus.SIGNED: ProgressStep.SIGNED,
    ApplicationStatus.ISSUED: ProgressStep.PAID_OUT,
}


@dataclass(frozen=True, kw_only=True)
class ShowProgress:
    progress_steps: ProgressSteps
    operations: BankOperations
    notices: Notices
    clock: Clock

    async def __call__(self, application: Application) -> None:
        """Note when this stage was reached, and show all of them; a new application gets
        a message of its own."""
        stage = REACHED.get(application.status)
        if stage is not None:
            await self.progress_steps.reached(application.id, stage, self.clock.now())
        begins = application.status is ApplicationStatus.CHECKING
        screen = await self.screen(application)
        await self.notices.tell(application.borrower_id, screen, anew=begins)

    async def again(self, application: Application) -> None:
        """Show it anew at the end of the chat."""
        screen = await self.screen(application)
        await self.notices.tell(application.borrower_id, screen, anew=True)

    async def screen(self, application: Application) -> Progress:
        return Progress(
            status=application.status,
            amount=application.approved or application.amount,
            days=application.days,
            times=dict(await self.progress_steps.of(application.id)),
            stuck=await self._stuck(application),
        )

    async def _stuck(self, application: Application) -> bool:
        signed = application.status is ApplicationStatus.SIGNED
        return signed and stuck(await self.operations.live_payout(application.id))


@dataclass(frozen=True, kw_only=True)
class ShowStatus:
    """/status: the progress of the last application, at the end of the chat."""

    applications: Applications
    show_progress: ShowProgress

    async def __call__(self, *, borrower_id: BorrowerId) -> Application | None:
        """None when nothing was ever applied for."""
        application = await self.applications.last(borrower_id)
        if application is not None:
            await self.show_progress.again(application)
        return application
