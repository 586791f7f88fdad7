"""Where it is kept who is who."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import ApplicationId, PersonId
from domain.model.application import Application
from domain.model.person import Judgement, Mark


class Persons(Protocol):
    async def add(self, person_id: PersonId, at: datetime) -> None: ...
    async def sharing(
        self, marks: Collection[Mark], but: ApplicationId | None = None
    ) -> Sequence[Application]:
        """Known people's applications with one of these marks, the oldest first: those that came
        to a contract, are under way, or were judged by staff. Others bar nobody."""

    async def mark(self, application: Application) -> None:
        """Keep its marks, if they aren't kept yet."""

    async def note_shared(self, one: ApplicationId, other: ApplicationId) -> None:
        """Two borrowers with one passport, ИНН or СНИЛС, by an application of each."""

    async def shared(self) -> Sequence[tuple[ApplicationId, ApplicationId]]: ...
    async def rounds(self, mark: Mark, since: datetime, but: ApplicationId) -> int:
        """For how many other applications with this mark the bureaus were asked since then."""

    async def judge(self, judgement: Judgement) -> None: ...
    async def judgements(self, application_id: ApplicationId) -> Sequence[Judgement]: ...
    async def apart(self, person_id: PersonId) -> frozenset[PersonId]:
        """Of whom staff have said that they are somebody else."""

    async def join(self, kept: PersonId, gone: PersonId) -> None:
        """Two that were written down are one: applications and loans of `gone` are `kept`'s."""

    async def move(self, application_id: ApplicationId, to: PersonId) -> None:
        """An application, and the loan that came of it, are this person's."""


class Scans(Protocol):
    """How far a look at everything that is stored has come."""

    async def after(self, name: str) -> str | None:
        """The last one that was looked at; "" before the first, None when all were."""

    async def save(self, name: str, after: str, done_at: datetime | None = None) -> None: ...
