"""Cases: opening them in front of the staff, and what their buttons do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import CaseId, new_id
from domain.model.cases import ALARMS, Case, CaseKind
from domain.notifications import Solved
from domain.ports import Cases, Chats
from domain.usecases.cases.case_photos import EndCase, ShowCase


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    cases: Cases
    show_case: ShowCase
    clock: Clock

    async def __call__(self, *, kind: CaseKind, subject: str, facts: dict[str, str]) -> Case:
        """Open a case in the staff group; the same trouble isn't told twice while it is open, and
        of a kind of alarm the group hears once: `/cases` says how many there are."""
        known = await self.cases.open_about(kind, subject)
        if known is not None:
            return known
        case = Case(
            id=CaseId(new_id()),
            kind=kind,
            subject=subject,
            facts=facts,
            opened_at=self.clock.now(),
        )
        told = kind in ALARMS and (await self.cases.alarms(kind))[1] > 0
        await self.cases.save(case)
        if not told:
            await self.show_case(case)
        return case


@dataclass(frozen=True, kw_only=True)
class TellCase:
    """Once more to the staff, if it is open: the messenger refused it."""

    cases: Cases
    show_case: ShowCase

    async def __call__(self, *, case_id: CaseId) -> None:
        case = await self.cases.get(case_id)
        if case is not None and case.closed_at is None:
            await self.show_case(case)


@dataclass(frozen=True, kw_only=True)
class SolveCase:
    """What the case was about has ended by itself."""

    cases: Cases
    end_case: EndCase
    clock: Clock

    async def __call__(self, *, kind: CaseKind, subject: str, why: Solved | None = None) -> None:
        case = await self.cases.open_about(kind, subject)
        if case is not None:
            case = replace(case, closed_at=self.clock.now())
            await self.cases.save(case)
            await self.end_case(case, why=why, photo=why is Solved.NOT_ME)


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """The oldest open alarm of a kind, and how many there are with it."""

    case: Case
    count: int


@dataclass(frozen=True, kw_only=True)
class ListAlarms:
    """One of each kind."""

    cases: Cases

    async def __call__(self) -> Sequence[Alarm]:
        found = [await self.cases.alarms(kind) for kind in ALARMS]
        return [Alarm(case=case, count=count) for case, count in found if case is not None]


@dataclass(frozen=True, kw_only=True)
class ListCases:
    cases: Cases
    chats: Chats
    show_case: ShowCase

    async def __call__(self, most: int = 10) -> Sequence[Case]:
        """Open ones but for alarms, the oldest first. Those with a photo are shown by a notice:
        their message moves to the end, so that there is never a second one with the photo."""
        found = await self.cases.open(most)
        for case in found:
            if case.photo:
                await self.show_case(case)
        return [await self._of_today(case) for case in found]

    async def _of_today(self, case: Case) -> Case:
        """How much wasn't said in a chat that is gone grows while the case is open."""
        if case.kind is not CaseKind.UNREACHABLE:
            return case
        missed = await self.chats.missed_in(int(case.subject))
        return replace(case, facts={**case.facts, "missed": str(missed)})
