"""Secrets are never printed: whatever goes to a terminal or a log passes through `Hiding`."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, SecretStr

LEAST = 6  # letters: what is shorter is no secret, and would stand in ordinary words
INSTEAD = "***"


@dataclass(frozen=True)
class Hiding:
    """Puts *** in the place of each secret, as it is and as JSON, Python and URLs write it."""

    secrets: tuple[str, ...]

    @classmethod
    def of(cls, settings: BaseModel) -> "Hiding":
        """Every secret of the settings and of what stands in them, and passwords in addresses."""
        found = {part for secret in _secrets(settings) for part in _parts(secret)}
        written = {way for one in found for way in _ways(one)}
        return cls(tuple(sorted(written, key=len, reverse=True)))

    def __call__(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, INSTEAD)
        return text


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, str):
        yield from _password_of(value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _secrets(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _secrets(one)


def _password_of(address: str) -> Iterable[str]:
    try:
        return filter(None, (urlsplit(address).password,))
    except ValueError:  # no address
        return ()


def _parts(secret: str) -> Iterator[str]:
    """A token without its number, and each of several keys, are as secret as the whole."""
    for part in (secret, *re.split(r"[:,]", secret)):
        if len(part.strip()) >= LEAST and not (part != secret and part.isdecimal()):
            yield part.strip()


def _ways(secret: str) -> Iterator[str]:
    yield from (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1])
    yield from (quote(secret), quote(secret, safe=""))
