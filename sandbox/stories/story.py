"""«Пройти за меня»: a story plays by itself on the page, from a `.chat` file that is a test too."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sandbox.clock.idle import NotIdleError
from sandbox.people.people import People
from sandbox.stories.captures import Captures, of_sms
from sandbox.stories.chat_file import STORIES, Person, Step, Transcript, chain, last_head, read
from sandbox.stories.deeds import Deed, Hands
from sandbox.world import World

NAMES = ("first_loan", "self_ban", "review_approved")  # in the order of the page
READING = 1 / 30  # seconds for a character
SHORTEST, LONGEST = 0.7, 7.0  # seconds that an answer is left to be read
ABOUT = {"@": 1.5, "bank": 2.5}  # seconds to see what is about to be done
HASTE = 4.0  # what the story is given goes so much faster

StartOver = Callable[[Callable[[People], None]], Awaitable[None]]


@dataclass(frozen=True)
class Told:
    """Where a story stands. `phase` is about (the line is going to be done, in `seconds`) or
    done; `state` is playing, ended, stopped or failed, and then `note` says why."""

    title: str = ""  # "" when none has been played
    state: str = "ended"
    at: int = 0
    of: int = 0
    source: str = ""
    note: str = ""
    pace: float = 1.0
    phase: str = ""
    seconds: float = 0.0
    chat: int | None = None
    text: str | None = None
    button: str | None = None
    url: str | None = None
    card: str | None = None


class Storyteller:
    """Plays one story at a time, in a world begun anew. `start_over` empties the world and lets
    people be added, `rest` waits until nothing is left to do, `move_to` moves the clock."""

    def __init__(
        self,
        world: World,
        *,
        start_over: StartOver,
        rest: Callable[[], Awaitable[Any]],
        move_to: Callable[[datetime], Awaitable[Any]],
    ) -> None:
        self._world = world
        self._start_over = start_over
        self._rest = rest
        self._move_to = move_to
        self._task: asyncio.Task[None] | None = None
        self._told = Told()

    def told(self) -> dict[str, Any]:
        return asdict(self._told)

    @staticmethod
    def stories() -> list[dict[str, str]]:
        return [{"name": name, "title": _script(name).title} for name in NAMES]

    def hurry(self, pace: float) -> None:
        """`pace` 1 is for reading, 2 twice as fast."""
        if not 0.1 <= pace <= 1000:
            raise ValueError("pace must be between 0.1 and 1000")
        self._told = replace(self._told, pace=pace)

    async def play(self, name: str, pace: float = 1.0) -> None:
        """Begin a story; it goes on by itself. ValueError when there is no such story."""
        if name not in NAMES:
            raise ValueError(f"there is no story «{name}», use one of: {', '.join(NAMES)}")
        parts = chain(_script(name))
        await self.stop()
        self._told = Told(title=parts[-1].title, state="playing", note="Мир начинается заново…")
        self.hurry(pace)
        self._task = asyncio.create_task(self._tell(parts))

    async def stop(self) -> None:
        task, self._task = self._task, None
        if task is not None and not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._end("stopped", "Остановлено. Дальше можно самому.")

    async def _tell(self, parts: Sequence[Transcript]) -> None:
        step: Step | None = None
        try:
            people, captures, hands = last_head(parts).people, Captures(), list[Hands]()

            def enter(_: People) -> None:
                hands.append(Hands(self._world, people, captures, self._move_to))

            await self._start_over(enter)
            epoch = self._world.epoch
            await self._rest()
            steps = [(step, part is not parts[-1]) for part in parts for step in part.steps]
            for at, (step, hasty) in enumerate(steps, 1):
                self._told = replace(self._told, at=at, of=len(steps))
                await self._do(step, hands[0], captures, people[0], HASTE if hasty else 1.0)
                if self._world.epoch != epoch:
                    return self._end("stopped", "Мир начат заново.")
            self._end("ended", "История пройдена. Дальше можно самому.")
        except (ValueError, KeyError, NotIdleError) as error:
            self._end("failed", f"Не вышло{f' на «{step.source}»' if step else ''}: {error}")

    async def _do(
        self, step: Step, hands: Hands, captures: Captures, first: Person, haste: float
    ) -> None:
        deed = hands.planned(step)
        seconds = _about(step, deed) / haste
        self._show(step, deed, "about", seconds / self._told.pace)
        await asyncio.sleep(seconds / self._told.pace)
        heard, texts = len(self._world.journal.entries), len(self._world.sms.messages())
        await hands.act(step)
        await self._rest()
        new = self._world.sms.messages()[texts:]
        for text in new:
            any(captures.fit(expected, of_sms(text, first.phone)) for expected in step.expected())
        said = [e.text for e in self._world.journal.entries[heard:] if e.who is None]
        said += [text["text"] for text in new]
        self._show(step, deed, "done", 0.0)
        reading = min(max(sum(map(len, said)) * READING, SHORTEST), LONGEST) / haste
        await asyncio.sleep(reading / self._told.pace)

    def _show(self, step: Step, deed: Deed, phase: str, seconds: float) -> None:
        written = deed.chat is not None and deed.url is None and deed.button is None
        self._told = replace(
            self._told,
            source=step.source,
            note="",
            phase=phase,
            seconds=round(seconds, 3),
            chat=deed.chat,
            text=deed.what if written else None,
            button=deed.button,
            url=deed.url,
            card=deed.what.split()[0] if deed.url else None,
        )

    def _end(self, state: str, note: str) -> None:
        told = self._told
        self._told = Told(
            title=told.title, state=state, at=told.at, of=told.of, note=note, pace=told.pace
        )


def _script(name: str) -> Transcript:
    return read(STORIES / f"{name}.chat")


def _about(step: Step, deed: Deed) -> float:
    if step.who in ABOUT:
        return ABOUT[step.who]
    return 1.0 if deed.button else min(0.6 + 0.06 * len(deed.what), 2.5)
