"""Once, at the first start that knows persons: who of the borrowers already stored is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock
from domain.ids import ApplicationId, PersonId, new_id
from domain.model.application import Application, ApplicationStatus
from domain.model.cases import Action, CaseKind
from domain.model.person import STRONG, Judgement, Likeness, MarkKind, likeness, marks, shared
from domain.ports import Applications, Loans, Persons, Scans
from domain.usecases.applications.deciding_identity import JoinPersons
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.cases.opening import OpenCase
from domain.usecases.identity.comparing import facts, told

SCAN = "persons"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two borrowers with one passport, ИНН or СНИЛС, by an application of each. `open_loans`:
    contracts that either of them has to repay."""

    one: Application
    other: Application
    kinds: frozenset[MarkKind]
    open_loans: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScanPersons:
    """A page at a time; where it stands is kept, so that it may be killed and goes on. Everything
    that came to a contract or is under way gets its person."""

    applications: Applications
    persons: Persons
    loans: Loans
    scans: Scans
    open_case: OpenCase
    clock: Clock

    async def __call__(self, most: int = 200) -> Sequence[Pair] | None:
        """None while there is more. At the end all pairs, and a case of each with an open loan;
        nothing of that at any later start."""
        after = await self.scans.after(SCAN)
        if after is None:
            return []
        page = await self.applications.page(after, most)
        for one in page:
            await self._place(one)
        if page:
            await self.scans.save(SCAN, page[-1].id)
            return None
        found = [await self._with_loans(pair) for pair in await self._pairs()]
        for pair in found:
            if pair.open_loans or pair.one.live or pair.other.live:
                await self._tell(pair)
        await self.scans.save(SCAN, "", done_at=self.clock.now())
        return found

    async def _place(self, one: Application) -> None:
        await self.persons.mark(one)
        if one.person_id is not None or not (one.live or one.status is ApplicationStatus.ISSUED):
            return
        mine = marks(one.form)
        kinds = dict[PersonId, frozenset[MarkKind]]()
        for other in await self.persons.sharing(mine, but=one.id):
            assert other.person_id is not None
            equal = shared(mine, marks(other.form))
            kinds[other.person_id] = kinds.get(other.person_id, frozenset()) | equal
            if equal & STRONG and other.borrower_id != one.borrower_id:
                await self.persons.note_shared(one.id, other.id)
        same = [who for who, equal in kinds.items() if likeness(equal) is Likeness.SAME]
        for gone in same[1:]:
            await self.persons.join(same[0], gone)
        await self._give(one, same[0] if same else None)

    async def _give(self, one: Application, person_id: PersonId | None) -> None:
        """Of two under way the second gets a person of its own, since one can't have both."""
        if person_id is not None and one.live:
            theirs = await self.applications.of_person(person_id)
            if any(other.live for other in theirs):
                person_id = None
        if person_id is None:
            person_id = PersonId(new_id())
            await self.persons.add(person_id, self.clock.now())
        await self.persons.move(one.id, person_id)

    async def _pairs(self) -> list[Pair]:
        """Each two borrowers once."""
        found = dict[frozenset[int], Pair]()
        for first, second in await self.persons.shared():
            one, other = await self.applications.get(first), await self.applications.get(second)
            whose = frozenset({int(one.borrower_id), int(other.borrower_id)})
            equal = shared(marks(one.form), marks(other.form))
            found.setdefault(whose, Pair(one=one, other=other, kinds=equal))
        return list(found.values())

    async def _with_loans(self, pair: Pair) -> Pair:
        loans = [
            loan
            for borrower_id in (pair.one.borrower_id, pair.other.borrower_id)
            for loan in await self.loans.under(borrower_id)
        ]
        open_ = tuple(loan.contract for loan in loans if loan.closed_on is None)
        return replace(pair, open_loans=open_)

    async def _tell(self, pair: Pair) -> None:
        subject = f"{pair.one.id}:{pair.other.id}"
        told_facts = {
            **facts([pair.one.form], [pair.other.form]),
            "first": told(pair.one.form),
            "second": told(pair.other.form),
            "open_loans": ", ".join(pair.open_loans),
        }
        await self.open_case(kind=CaseKind.SHARED, subject=subject, facts=told_facts)


@dataclass(frozen=True, kw_only=True)
class DecideSharedCase:
    """Staff have compared two borrowers that were stored before persons were known."""

    decides: ClassVar[Decides] = {CaseKind.SHARED: (Action.SAME, Action.APART)}

    applications: Applications
    persons: Persons
    join_persons: JoinPersons
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        first, _, second = decision.case.subject.partition(":")
        one = await self.applications.get(ApplicationId(first))
        other = await self.applications.get(ApplicationId(second))
        if one.person_id is None or other.person_id is None:
            return
        same = decision.action is Action.SAME
        if same and one.person_id != other.person_id:
            await self.join_persons(one.person_id, other.person_id)
        elif not same and one.person_id == other.person_id:
            await self._part(other)
        about = other if not same else one
        said = Judgement(
            application_id=about.id,
            person_id=one.person_id,
            same=same,
            by=decision.by,
            at=self.clock.now(),
        )
        await self.persons.judge(said)

    async def _part(self, other: Application) -> None:
        """All that is under the other account is somebody else's."""
        new = PersonId(new_id())
        await self.persons.add(new, self.clock.now())
        for theirs in await self.applications.of(other.borrower_id):
            if theirs.person_id == other.person_id:
                await self.persons.move(theirs.id, new)
