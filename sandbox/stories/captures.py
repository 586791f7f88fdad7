"""What a transcript calls by name, «{code}», and what really stood there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.bank.office import SENDER
from sandbox.stories.chat_file import Expected
from sandbox.stories.journal import plain

REST = "…"  # in a transcript: whatever stands here
NAME = re.compile(r"\{(\w+)\}")
# What is made up anew in every run, by the label of what it stands in: names to capture it.
MADE_UP: Mapping[str, Sequence[tuple[str, str]]] = {
    "sms": (
        (r"(?<=Код )\d{6}\b", "code"),
        (r"(?<=: )\d(?:, \d){5}\b", "call"),
        (r"(?<=документ )[0-9a-f]{8}\b", "document"),
        (r"(?<=«Умные наличные»: )\S+", "password"),
    ),
    "Bot": ((r"(?<=файлу: )[0-9a-f]{8}\b", "document"),),
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


def of_sms(text: Mapping[str, Any], own: str) -> Heard:
    """An SMS, one of `SmsOperator.messages`, as it is heard by whose first number is `own`."""
    label = "bank sms" if text["from"] == SENDER else "sms"
    label += "" if text["phone"] == own else f" to {text['phone']}"
    return Heard(label, plain(text["text"]))


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
        self.values.update({name: typed(value) for name, value in found.groupdict().items()})
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
                pattern += rf"(?P<{name[1]}>\d(?:, \d)+|\S+?)"
        return pattern

    def fill(self, text: str) -> str:
        """`text` with values for names; KeyError for a name that nothing has brought."""
        return NAME.sub(lambda name: self.values[name[1]], text)

    def templated(self, heard: Heard) -> Heard:
        """As a new line of a transcript shows it: made-up values get names."""
        text = heard.text
        if "deletes" in heard.label.split():
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
        self.values[tried] = typed(value)
        return tried


def typed(value: str) -> str:
    """«1, 2, 3», as a robot dictates it, is typed «123»."""
    return value.replace(", ", "")


def tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))
