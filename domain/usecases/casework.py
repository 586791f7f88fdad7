"""Cases: opening them in front of the staff, and what their buttons do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.cases import Case, Kind
from domain.dates import Clock
from domain.ids import CaseId, new_id
from domain.notices import CaseOpened, CaseSolved
from domain.ports import Cases, Notices


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    cases: Cases
    notices: Notices
    clock: Clock

    async def __call__(self, *, kind: Kind, subject: str, facts: dict[str, str]) -> Case:
        """Open a case in the staff group; the same trouble isn't told twice while it is open."""
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
        await self.cases.save(case)
        await self.notices.tell_staff(
            CaseOpened(case=case.id, number=case.number, kind=kind, facts=facts)
        )
        return case


@dataclass(frozen=True, kw_only=True)
class SolveCase:
    """What the case was about has ended by itself."""

    cases: Cases
    notices: Notices
    clock: Clock

    async def __call__(self, *, kind: Kind, subject: str) -> None:
        case = await self.cases.open_about(kind, subject)
        if case is not None:
            await self.cases.save(replace(case, closed_at=self.clock.now()))
            await self.notices.tell_staff(CaseSolved(number=case.number, kind=kind))


@dataclass(frozen=True, kw_only=True)
class ListCases:
    cases: Cases

    async def __call__(self, most: int = 10) -> Sequence[Case]:
        """Open ones, the oldest first."""
        return await self.cases.open(most)
