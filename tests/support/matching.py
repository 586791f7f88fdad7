"""Comparing what was heard with what a transcript expects."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.chat import Expected, written

REST = "…"  # in a transcript: whatever stands here
NAME = re.compile(r"\{(\w+)\}")
# What is made up anew in every run, by the label of what it stands in: names to capture it.
MADE_UP: Mapping[str, Sequence[tuple[str, str]]] = {
    "sms": (
        (r"(?<=Код )\d{6}\b", "code"),
        (r"(?<=документ )[0-9a-f]{8}\b", "document"),
        (r"(?<=«Умные наличные»: )\S+", "password"),
    ),
    "bank sms": ((r"(?<=Код )\d{6}\b", "code"), (r"(?<=окупк[аи] )\d+,\d\d\b", "sum")),
    "staff": ((r"(?<=Дел[оа] )[0-9A-F]{6}\b", "case"),),
}


@dataclass(frozen=True)
class Heard:
    """Something that was really heard."""

    label: str
    text: str

    @property
    def channel(self) -> str:
        """A chat, a phone: within a chat the order is certain."""
        return channel(self.label)


def channel(label: str) -> str:
    words = label.split()
    if words[0] in ("toast", "alert"):
        return "over the chat"
    return " ".join(word for word in words if word not in ("edits", "deletes"))


@dataclass
class Captures:
    """Values by name: «{code}». An SMS brings new ones, elsewhere a known one must be repeated."""

    values: dict[str, str] = field(default_factory=dict)

    def fit(self, expected: Expected, heard: Heard) -> bool:
        """Do they match? If so, what the expectation names is remembered."""
        if expected.label != heard.label:
            return False
        pattern = self._pattern(expected.text, fresh="sms" in expected.label)
        found = re.fullmatch(pattern, tidy(heard.text), re.DOTALL)
        if found is None:
            return False
        self.values.update(found.groupdict())
        return True

    def _pattern(self, text: str, fresh: bool) -> str:
        pattern, named = "", set[str]()
        for part in re.split(r"(\{\w+\}|…)", tidy(text)):
            name = NAME.fullmatch(part)
            if part == REST:
                pattern += ".*?"
            elif name is None:
                pattern += re.escape(part)
            elif name[1] in named:
                pattern += f"(?P={name[1]})"
            elif not fresh and name[1] in self.values:
                pattern += re.escape(self.values[name[1]])
            else:
                named.add(name[1])
                pattern += rf"(?P<{name[1]}>\S+?)"
        return pattern

    def fill(self, text: str) -> str:
        """`text` with values for names; KeyError for a name that nothing has brought."""
        return NAME.sub(lambda name: self.values[name[1]], text)

    def templated(self, heard: Heard) -> Heard:
        """As a new line of a transcript shows it: made-up values get names."""
        text = heard.text
        if heard.label.endswith("deletes"):
            known = {value: name for name, value in self.values.items()}
            return Heard(heard.label, f"{{{known[text]}}}" if text in known else text)
        kind = channel(heard.label).partition(" to ")[0]
        for pattern, name in MADE_UP.get(kind, ()):
            for value in dict.fromkeys(re.findall(pattern, text)):
                text = text.replace(value, f"{{{self._name(name, value, fresh='sms' in kind)}}}")
        return Heard(heard.label, text)

    def _name(self, name: str, value: str, fresh: bool) -> str:
        """«case», or «case2» for a second one."""
        tried, number = name, 1
        while not fresh and self.values.get(tried, value) != value:
            number += 1
            tried = f"{name}{number}"
        self.values[tried] = value
        return tried


def tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


Pair = tuple[Expected | None, Heard | None]


def paired(expected: Sequence[Expected], heard: Sequence[Heard], captures: Captures) -> list[Pair]:
    """Each expectation with what fits it, channel by channel; None where the other is missing."""
    pairs: list[Pair] = []
    channels = dict.fromkeys([*map(_channel, expected), *map(_channel, heard)])
    for one in sorted(channels, key=lambda name: "sms" not in name):  # they bring the captures
        waiting = [e for e in expected if _channel(e) == one]
        for deed in (h for h in heard if h.channel == one):
            at = next((i for i, e in enumerate(waiting) if captures.fit(e, deed)), None)
            if at is None:
                pairs.append((None, deed))
                continue
            if "sms" not in one:  # SMS of different operations overtake one another
                pairs += [(missed, None) for missed in waiting[:at]]
                waiting = waiting[at:]
                at = 0
            pairs.append((waiting.pop(at), deed))
        pairs += [(missed, None) for missed in waiting]
    return pairs


def _channel(one: Expected | Heard) -> str:
    return channel(one.label)


def difference(pairs: Iterable[Pair], captures: Captures) -> str:
    """What was expected (-) and what was heard (+); "" when all fits."""
    if all(expected and heard for expected, heard in pairs):
        return ""
    wanted: list[str] = []
    real: list[str] = []
    for expected, heard in pairs:
        if expected is not None:
            wanted += expected.lines
        if heard is not None:
            new = captures.templated(heard)
            real += expected.lines if expected is not None else written(new.label, new.text)
    lines = difflib.ndiff([line.rstrip() for line in wanted], [line.rstrip() for line in real])
    return "\n".join(line.rstrip() for line in lines if not line.startswith("?"))
