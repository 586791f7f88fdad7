"""Whose an application is."""

from dataclasses import dataclass

from domain.ids import PersonId
from domain.model.application import Application, ApplicationStatus
from domain.model.person import Likeness, MarkKind, likeness, marks, shared
from domain.ports import Applications, Loans, Persons


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """`person`: whose it is; None is somebody new. `doubts`: whom staff have to compare first."""

    person: PersonId | None
    doubts: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recognise:
    """Only known people are asked about: those with a contract, with an application under way, or
    of whom staff have said who they are. So nobody is barred by what a stranger once typed."""

    applications: Applications
    loans: Loans
    persons: Persons

    async def __call__(self, application: Application, proven: PersonId | None) -> Recognised:
        """`proven`: whom the applicant has shown to be. Who only seems to be somebody that has
        something with us isn't taken for them: staff are asked."""
        known = await self._like(application)
        said = {one.person_id: one.same for one in await self.persons.judgements(application.id)}
        theirs = await self.loans.person_of(application.borrower_id)
        if theirs is not None and theirs not in known:
            known[theirs] = (Likeness.DOUBTFUL, True)  # another person's data in this account
        same = [one for one, yes in said.items() if yes]
        same += [
            one
            for one, (like, weighs) in known.items()
            if one not in said and like is Likeness.SAME and (one == proven or not weighs)
        ]
        others = set[PersonId]()
        for one in same:
            others |= await self.persons.apart(one)
        doubts = [one for one in known if one not in said and one not in same and one not in others]
        doubts += same[1:]  # two people that this application makes one
        doubts.sort(key=lambda one: known[one][0] is not Likeness.SAME if one in known else False)
        return Recognised(person=same[0] if same else None, doubts=tuple(doubts))

    async def _like(self, application: Application) -> dict[PersonId, tuple[Likeness, bool]]:
        """Each known person with one of these marks: how like, and whether there is anything of
        theirs that a stranger could learn."""
        mine = marks(application.form)
        kinds = dict[PersonId, frozenset[MarkKind]]()
        for one in await self.persons.sharing(mine, but=application.id):
            assert one.person_id is not None
            equal = shared(mine, marks(one.form))
            kinds[one.person_id] = kinds.get(one.person_id, frozenset()) | equal
        return {one: (likeness(equal), await self._weighs(one)) for one, equal in kinds.items()}

    async def _weighs(self, person_id: PersonId) -> bool:
        theirs = await self.applications.of_person(person_id)
        return any(one.live or one.status is ApplicationStatus.ISSUED for one in theirs)
