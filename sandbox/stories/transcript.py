"""A chat of the sandbox as a `.chat` file, which can be played as a test."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.clock.advance import MOSCOW
from sandbox.people.people import STAFF_GROUP, Person
from sandbox.stories.captures import Captures, Heard, of_sms
from sandbox.stories.chat_file import written
from sandbox.stories.journal import Entry
from sandbox.world import World

TWICE = timedelta(seconds=0.5)  # two taps within it are one deed, «twice»
PAUSE = timedelta(seconds=30)  # a shorter one is not worth a line «@ +…»


@dataclass(frozen=True)
class _Line:
    at: datetime
    label: str  # of what is heard; "" when `text` is a person's deed
    text: str


def exported(world: World, chat: int) -> str:
    """Everything in the chat of a borrower, on their phone, and in the staff group meanwhile; for
    the staff group itself, what was said there. Codes and the like get names, waiting gets «@»."""
    person = world.people.get(chat)
    lines = _with_twice(sorted(_lines(world, chat, person), key=lambda line: line.at))
    begins = (lines[0].at if lines else world.clock.now()).astimezone(MOSCOW)
    head = [f"title: Выгрузка из песочницы: {person.name if person else 'группа сотрудников'}"]
    if person is not None:
        head.append(f"person: {person.name}, {person.phone}, kind {person.kind}")
    head.append(f"starts: {begins:%Y-%m-%d %H:%M}")
    return "\n".join([*head, *_told(lines)]) + "\n"


def _told(lines: list[_Line]) -> Iterator[str]:
    captures = Captures()
    last = lines[0].at if lines else None
    for line in lines:
        if last is not None and line.at - last >= PAUSE:
            yield f"\n@ +{_spoken(line.at - last)}"
        last = line.at
        if line.label:
            found = captures.templated(Heard(line.label, line.text))
            yield from written(found.label, found.text)
        else:
            yield "\n" + _named(line.text, captures)


def _with_twice(lines: list[_Line]) -> list[_Line]:
    found: list[_Line] = []
    for line in lines:
        last = found[-1] if found else None
        same = last is not None and line.text == last.text and line.text.endswith("]")
        if last and same and not line.label and line.at - last.at < TWICE:
            found[-1] = replace(last, text=f"{last.text} twice")
        else:
            found.append(line)
    return found


def _named(deed: str, captures: Captures) -> str:
    """A deed with names in the place of what an SMS brought."""
    before, _, last = deed.rpartition(" ")
    known = {value: name for name, value in captures.values.items()}
    return f"{before} {{{known[last]}}}" if last in known else deed


def _spoken(pause: timedelta) -> str:
    """«1d 2h 3m 4s», rounded up to seconds, so that what was due then is due."""
    left = math.ceil(pause.total_seconds())
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        if count := left // size:
            parts.append(f"{count}{unit}")
        left %= size
    return " ".join(parts)


def _lines(world: World, chat: int, person: Person | None) -> Iterator[_Line]:
    for entry in world.journal.entries:
        if entry.chat in (chat, STAFF_GROUP):
            yield _line(world, entry)
    for text in world.sms.messages():
        if person is not None and text["phone"] in person.phones:
            heard = of_sms(text, person.phone)
            yield _Line(datetime.fromisoformat(text["at"]), heard.label, heard.text)


def _line(world: World, entry: Entry) -> _Line:
    staff = entry.chat == STAFF_GROUP
    if entry.what in ("toast", "alert") or (entry.what == "page" and entry.who is None):
        return _Line(entry.at, entry.what, entry.text)
    if entry.who is None:
        verb = "" if entry.what == "says" else f" {entry.what}"
        return _Line(entry.at, f"{'staff' if staff else 'Bot'}{verb}", entry.text)
    if entry.what == "page":
        return _Line(entry.at, "", f"bank: {entry.text}")
    name = ""
    if staff and (found := world.people.get(entry.who)):
        name = f"staff {found.name.split()[0]} "
    done = {
        "taps": f"[{entry.text}]",
        "edits": f"edits: {entry.text}",
        "new number": f"new number {entry.text}",
        "listed": f"listed {entry.text}",
        "account": f"account {entry.text}",
        "face": f"face {entry.text}",
        "removes": f"removes {entry.text}",
        "lets in": f"lets in {entry.text}",
    }.get(entry.what)
    if done is None:
        done = entry.text if entry.what == "says" else entry.what
    return _Line(entry.at, "", f"{name}> {done}")
