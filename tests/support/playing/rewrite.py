"""Rewrites the expected lines of all transcripts from what really happens, for review by diff.

`make chats`, or `make chats ARGS="first_loan silent_bureau"` for some. Lines that still match stay
as they are, with their captures, their «…» and their comments.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from sandbox.stories.captures import Captures, Heard
from sandbox.stories.chat_file import (
    STORIES,
    Aside,
    ChatError,
    Expected,
    Step,
    Transcript,
    chain,
    read,
    written,
)
from storage.migrate import migrate
from tests.support.playing.matching import paired
from tests.support.playing.player import judge, on_stage

CHATS = Path(__file__).parents[2] / "chats"


def record(_: Transcript, step: Step, heard: list[Heard], captures: Captures) -> None:
    """Put what was heard in the place of what was expected."""
    pairs = paired(step.expected(), heard, captures)
    if all(expected and deed for expected, deed in pairs):
        return
    kept = {id(deed): expected for expected, deed in pairs if deed is not None}
    above: dict[int, list[Aside]] = {}
    asides: list[Aside] = []
    for one in step.after:
        if isinstance(one, Aside):
            asides.append(one)
        elif one in kept.values():
            above[id(one)], asides = asides, []
    after: list[Expected | Aside] = []
    for deed in heard:
        expected = kept[id(deed)]
        if expected is None:
            new = captures.templated(deed)
            expected = Expected(0, new.label, new.text, written(new.label, new.text))
        after += [*above.get(id(expected), []), expected]
    step.after = [*after, *(asides or [Aside(("",))])]


async def rewritten(path: Path, database: Path) -> str:
    """The file as it should be; from a step that can't be played on it stays as it was."""
    with tempfile.TemporaryDirectory() as directory:
        async with on_stage(path, Path(directory), database) as (player, parts):
            try:
                for part in parts:
                    await player.play(part, record if part is parts[-1] else judge)
            except ChatError as error:
                sys.stderr.write(f"{error}\n")
    return parts[-1].text()


def order(paths: list[Path]) -> list[Path]:
    """What is given to others comes before them."""
    done: list[Path] = []
    for path in paths:
        done += [part.path for part in chain(read(path)) if part.path not in done]
    return done


def main(names: list[str]) -> None:
    everything = sorted([*CHATS.rglob("*.chat"), *STORIES.glob("*.chat")])
    wanted = {name.removesuffix(".chat") for name in names}
    paths = [path for path in everything if path.stem in wanted]
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "empty.sqlite3"
        migrate(database)
        for path in paths or order(everything):
            before = path.read_text(encoding="utf-8")
            after = asyncio.run(rewritten(path, database))
            path.write_text(after, encoding="utf-8")
            if after != before:
                sys.stdout.write(f"{path.name} has changed\n")


if __name__ == "__main__":
    main(sys.argv[1:])
