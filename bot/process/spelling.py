"""Settings that nobody reads since their names are misspelt, and the nearest right ones."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

NEAR = 0.85  # nearer than DATABASE_URL, which others set, is to DATABASE
PARTS = ("API", "KEY", "TITLE")
BUREAU = re.compile(r"BUREAUX?S?_+([A-Z0-9_-]+?)_+([A-Z]+)")


def misspelt(names: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Of `names` those that are nearly one of `known` and aren't: by name the nearest one. What
    is like nothing is somebody else's."""
    known = {one.upper() for one in known}
    found = {}
    for name in sorted({one.upper() for one in names} - known):
        bureau = BUREAU.fullmatch(name)
        right = {f"BUREAUS__{bureau[1].strip('_')}__{part}" for part in PARTS} if bureau else set()
        near = get_close_matches(name, known | right, 1, NEAR)
        if name not in right and near:
            found[name] = near[0]
    return found


def corrections(known: Iterable[str], file: Path | None = Path(".env")) -> Mapping[str, str]:
    """The same of the environment and the file `.env`, as far as it can be read."""
    return misspelt([*os.environ, *names_in(file)], known)


def names_in(file: Path | None) -> list[str]:
    if file is None or not file.is_file():
        return []
    return list(dotenv_values(file, interpolate=False))
