"""Reading `.chat` files, conversations as plain text: tests/chats/README.md tells the grammar.

A transcript is a head, then steps: one deed of a person and what is heard after it. The same files
are tests and the stories that the page plays.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sandbox.clock.advance import MOSCOW

INDENT = "    "
STORIES = Path(__file__).parent  # what the page plays; tests are given them too
HEAD = re.compile(r"(title|given|instead|person|starts|repaid|idle|receipts|sms): *(.+)")
DEED = re.compile(r"(?:(?P<who>\w+(?: \w+)?) )?> (?P<says>.+)")
WORLD = re.compile(r"(?P<who>@) (?P<time>.+)|(?P<bank>bank): (?P<card>.+)")
HEARD = re.compile(
    r"(?P<label>(?:Bot|staff)(?: edits| deletes)?(?: to \w+)?"
    r"|(?:bank )?sms(?: to \+\d+)?|page|toast|alert):(?: (?P<text>.*))?"
)
GIVEN = re.compile(r"(?P<file>(?:\w+/)?\w+\.chat)(?:, until (?P<line>.+))?")
INSTEAD = re.compile(r"(?:\w+/)?(?P<of>\w+\.chat), (?P<this>(?:\w+/)?\w+\.chat)")
REPAID = re.compile(r"(?P<loans>\d+)(?:, the last (?P<days>\d+)d ago)?")
PERSON = re.compile(r"(?P<name>[^,]+), *(?P<phone>\+\d+)(?:, *kind (?P<kind>\w+))?")


class ChatError(Exception):
    """What is wrong, with the file and the line: «first_loan.chat:12: …»."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path.name}:{line}: {why}")


@dataclass(frozen=True)
class Person:
    name: str
    phone: str
    kind: str = "good"


IVAN = Person("Иван Петров", "+79161234567")  # the borrower unless the head names others


@dataclass(frozen=True)
class Repaid:
    """So many loans that the first borrower has had and repaid."""

    loans: int
    days_ago: int = 30  # the last one


@dataclass(frozen=True)
class Expected:
    """Something to be heard: `label` stands before the colon, `lines` are the file's own."""

    line: int
    label: str
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Aside:
    """Comments and blank lines, kept when a file is rewritten."""

    lines: tuple[str, ...]


@dataclass
class Step:
    """`who` is "" for the first borrower, a first name, «staff», «@» or «bank»."""

    line: int
    source: str
    who: str
    what: str
    after: list[Expected | Aside] = field(default_factory=list)

    def expected(self) -> list[Expected]:
        return [one for one in self.after if isinstance(one, Expected)]


@dataclass
class Transcript:
    path: Path
    title: str = ""
    given: Path | None = None
    until: str | None = None  # the line of the given file that is not played any more
    instead: dict[str, Path] = field(default_factory=dict)  # what is played in a file's place
    people: list[Person] = field(default_factory=list)
    starts: datetime | None = None
    repaid: Repaid | None = None
    receipts: bool = False  # fiscal ones are made
    idle: float | None = None  # minutes after which money asks for the password; None: never
    sms: int | None = None  # from so many an hour on strangers wait; None: as the settings say
    head: list[str] = field(default_factory=list)  # the lines before the first step
    steps: list[Step] = field(default_factory=list)

    def text(self) -> str:
        """The file again."""
        lines = list(self.head)
        for step in self.steps:
            lines.append(step.source)
            for one in step.after:
                lines += one.lines
        return "\n".join(lines).rstrip("\n") + "\n"


def read(path: Path) -> Transcript:
    """Parse a file; ChatError names the line that can't be understood."""
    found = Transcript(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    at = 0
    while at < len(lines):
        begin, line = at, lines[at]
        at += 1
        if not line.strip() or line.startswith("#"):
            if found.steps:
                found.steps[-1].after.append(Aside((line,)))
            else:
                found.head.append(line)
        elif not found.steps and (head := HEAD.fullmatch(line)):
            _head(found, begin + 1, head[1], head[2].strip())
            found.head.append(line)
        elif step := _step(begin + 1, line):
            found.steps.append(step)
        elif found.steps and (heard := HEARD.fullmatch(line)):
            at = _end(lines, at)
            found.steps[-1].after.append(_expected(begin + 1, heard, lines[begin:at]))
        else:
            raise ChatError(path, begin + 1, f"can't read «{line}»")
    return found


def chain(transcript: Transcript, instead: Mapping[str, Path] | None = None) -> list[Transcript]:
    """What was given, from the very beginning, and the transcript itself."""
    if transcript.given is None:
        return [transcript]
    swaps = {**transcript.instead, **(instead or {})}
    given = read(swaps.get(transcript.given.name, transcript.given))
    if transcript.until is not None:
        lines = [step.source for step in given.steps]
        if transcript.until not in lines:
            why = f"{given.path.name} has no line «{transcript.until}»"
            raise ChatError(transcript.path, 1, why)
        del given.steps[lines.index(transcript.until) :]
    return [*chain(given, swaps), transcript]


def last_head(parts: Sequence[Transcript]) -> Transcript:
    """One head of a whole chain: of people, a beginning and repaid loans the last file that
    names them counts."""
    head = Transcript(parts[-1].path, parts[-1].title)
    for part in parts:
        head.people = part.people or head.people
        head.starts = part.starts or head.starts
        head.repaid = part.repaid or head.repaid
        head.idle = part.idle or head.idle
        head.receipts = part.receipts or head.receipts
        head.sms = part.sms or head.sms
    head.people = head.people or [IVAN]
    return head


def _head(found: Transcript, line: int, key: str, value: str) -> None:
    if key == "title":
        found.title = value
    elif key == "given":
        given = GIVEN.fullmatch(value)
        if given is None:
            raise ChatError(found.path, line, "given is «other.chat» or «other.chat, until > [Да]»")
        found.given, found.until = _beside(found, line, given["file"]), given["line"]
    elif key == "instead":
        instead = INSTEAD.fullmatch(value)
        if instead is None:
            raise ChatError(found.path, line, "instead takes two files: «short.chat, long.chat»")
        found.instead[instead["of"]] = _beside(found, line, instead["this"])
    elif key == "starts":
        found.starts = datetime.fromisoformat(value).replace(tzinfo=MOSCOW)
    elif key == "receipts":
        found.receipts = value == "on"
    elif key == "sms":
        found.sms = int(value)
    elif key == "idle":
        found.idle = float(value)
    elif key == "repaid":
        repaid = REPAID.fullmatch(value)
        if repaid is None:
            raise ChatError(found.path, line, "repaid loans are «3» or «3, the last 2d ago»")
        found.repaid = Repaid(int(repaid["loans"]), int(repaid["days"] or Repaid.days_ago))
    else:
        person = PERSON.fullmatch(value)
        if person is None:
            raise ChatError(found.path, line, "a person is «Иван Петров, +79161234567, kind good»")
        found.people.append(Person(person["name"], person["phone"], person["kind"] or "good"))


def _beside(found: Transcript, line: int, name: str) -> Path:
    here = found.path.parent
    for path in (here / name, here.parent / name, STORIES / name):
        if path.exists():
            return path
    raise ChatError(found.path, line, f"there is no {name} beside it")


def _step(line: int, source: str) -> Step | None:
    if world := WORLD.fullmatch(source):
        who = world["who"] or world["bank"]
        return Step(line, source, who, (world["time"] or world["card"]).strip())
    if deed := DEED.fullmatch(source):
        return Step(line, source, deed["who"] or "", deed["says"].strip())
    return None


def _end(lines: list[str], at: int) -> int:
    """Where an indented block ends; blank lines inside it belong to it."""
    end = at
    while at < len(lines) and (not lines[at].strip() or lines[at][0].isspace()):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _expected(line: int, heard: re.Match[str], lines: list[str]) -> Expected:
    text = [heard["text"] or "", *(one.strip() for one in lines[1:])]
    return Expected(line, heard["label"], "\n".join(text).lstrip("\n").rstrip(), tuple(lines))


def written(label: str, text: str) -> tuple[str, ...]:
    """The lines of a file for something that was heard."""
    first, *rest = text.split("\n")
    return (f"{label}: {first}".rstrip(), *(f"{INDENT}{line}".rstrip() for line in rest))
