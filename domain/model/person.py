"""Who is who: what an application says of who applies, and when two of them are one person.

The law counts loans a borrower (545-FZ; basic standard of MFO operations, art. 10), so a person is
told by what they are, never by the chat or the phone from which they write. An ИНН alone
proves nothing: anybody may type it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.ids import ApplicationId, PersonId
from domain.model.application import Form


class MarkKind(StrEnum):
    PASSPORT = "passport"
    INN = "inn"
    SNILS = "snils"
    NAME_BIRTH = "name_birth"


STRONG = frozenset({MarkKind.PASSPORT, MarkKind.INN, MarkKind.SNILS})
COUNTED = frozenset({MarkKind.PASSPORT, MarkKind.INN})  # whose rounds of bureaus are counted


class Mark(NamedTuple):
    """Personal data: kept as a blind index only."""

    kind: MarkKind
    value: str


class Likeness(StrEnum):
    SAME = "same"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Staff have said whether an application is that person's; they aren't asked again."""

    application_id: ApplicationId
    person_id: PersonId
    same: bool
    by: str
    at: datetime


def marks(form: Form) -> frozenset[Mark]:
    found = {
        Mark(MarkKind.PASSPORT, form.passport),
        Mark(MarkKind.INN, form.inn),
        Mark(MarkKind.NAME_BIRTH, f"{plain_name(form.name)}|{form.birth_date.isoformat()}"),
    }
    if form.snils:
        found.add(Mark(MarkKind.SNILS, form.snils))
    return frozenset(found)


def plain_name(name: str) -> str:
    """As names are compared: «  Семёнова-Ким  Анна» and «семенова-ким анна» are one."""
    return " ".join(name.casefold().replace("ё", "е").split())


def shared(one: Iterable[Mark], other: Iterable[Mark]) -> frozenset[MarkKind]:
    """The kinds of marks that are equal."""
    return frozenset(mark.kind for mark in set(one) & set(other))


def likeness(kinds: frozenset[MarkKind]) -> Likeness:
    """Passport (earlier ones too), ИНН or СНИЛС together with name and birth date: one person.
    One side of that without the other: doubtful. `kinds` are those that two people share."""
    if kinds & STRONG and MarkKind.NAME_BIRTH in kinds:
        return Likeness.SAME
    return Likeness.DOUBTFUL if kinds else Likeness.NONE
