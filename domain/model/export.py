"""The copy of everything that is kept about a borrower: one JSON file, without any secret."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from domain.model.questionnaire import UNSHOWN
from domain.money import Money

Record = Mapping[str, object]
# The file is sent to a chat, where whoever holds the phone reads it.
KEPT_BACK = (
    "есть у нас, но в чат не отправляем: по этому ответу узнаём вас, если номер потерян; "
    "напишите нам, ответим письменно"
)


@dataclass(frozen=True, kw_only=True)
class Everything:
    """In the order of the file. Records are told by those who keep them: names are the file's."""

    account: Record | None
    devices: Sequence[Record]
    profile_changes: Sequence[Record]
    unfinished_application: Record | None
    applications: Sequence[Record]
    consents: Sequence[Record]
    cards: Sequence[Record]
    loans: Sequence[Record]
    documents: Sequence[Record]
    signatures: Sequence[Record]
    notification_choices: Sequence[Record]
    export_requests: Sequence[Record]
    deletion_requests: Sequence[Record]
    messages_sent: Sequence[Record]


def document(everything: Everything, profile: Mapping[str, str], made_at: datetime) -> bytes:
    """The file. `profile`: the questionnaire as it stands, in canonical texts."""
    whole = {"made_at": made_at, "profile": readable(profile), **told(everything)}
    return json.dumps(plain(whole), ensure_ascii=False, indent=2).encode()


def readable(answers: Mapping[str, str]) -> dict[str, object]:
    """Canonical texts of a form, with money as everywhere in the file. What is never shown in a
    chat is told to be there, and no more."""
    said: dict[str, object] = {name: text or None for name, text in answers.items()}
    said |= {name: KEPT_BACK for name in UNSHOWN if said.get(name)}
    if answers.get("income"):
        said["income"] = Money(int(answers["income"]))
    return said


def told(value: object, *without: str) -> dict[str, object]:
    """A dataclass by its own names; `without`: what is secret, or of no meaning outside."""
    return {
        one.name: getattr(value, one.name)
        for one in fields(value)  # type: ignore[arg-type]
        if one.name not in without
    }


def plain(value: object) -> Any:
    """What JSON has of its own: money as «123.45» roubles, moments and days in ISO."""
    match value:
        case Money():
            return str(value)
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    return plain(told(value)) if is_dataclass(value) else value
