"""Playing a transcript on a stage, step by step."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.clock.idle import NotIdleError
from sandbox.people.people import STAFF_GROUP
from sandbox.stories.captures import Captures, Heard, of_sms
from sandbox.stories.chat_file import ChatError, Person, Step, Transcript, chain, last_head, read
from sandbox.stories.deeds import Hands
from tests.support.playing.history import remember
from tests.support.playing.matching import difference, paired
from tests.support.playing.overheard import Deed
from tests.support.playing.stage import MONDAY, Stage, stage

Judge = Callable[[Transcript, Step, list[Heard], Captures], None]


async def play(path: Path, directory: Path, database: Path) -> None:
    """Play a file and what it is given, on a stage of its own; ChatError where they differ."""
    async with on_stage(path, directory, database) as (player, parts):
        for part in parts:
            await player.play(part, judge)


@asynccontextmanager
async def on_stage(
    path: Path, directory: Path, database: Path
) -> AsyncIterator[tuple["Player", list[Transcript]]]:
    """A player for a file, and all that is to be played."""
    parts = chain(read(path))
    head = last_head(parts)
    async with stage(
        directory,
        database,
        begins=head.starts or MONDAY,
        idle_minutes=head.idle or 0,
        receipts=head.receipts,
        sms_an_hour=head.sms,
    ) as opened:
        player = Player(opened, head.people)
        if head.repaid is not None:
            await remember(opened, head.people[0].phone, head.repaid)
        yield player, parts


def judge(script: Transcript, step: Step, heard: list[Heard], captures: Captures) -> None:
    pairs = paired(step.expected(), heard, captures)
    if told := difference(pairs, captures):
        line = next((e.line for e, h in pairs if e is not None and h is None), step.line)
        raise ChatError(script.path, line, f"after «{step.source}»\n{told}")


class Player:
    """Does what the steps say, and tells after each what was heard."""

    def __init__(self, opened: Stage, people: list[Person]) -> None:
        self.stage = opened
        self._captures = Captures()
        self._hands = Hands(opened.world, people, self._captures, opened.move_to)
        self._phone = people[0].phone
        self._deeds = self._texts = 0  # heard so far

    async def play(self, script: Transcript, judged: Judge) -> None:
        for step in script.steps:
            try:
                answer = await self._hands.act(step)
                await self.stage.idle()
            except (ValueError, KeyError, NotIdleError) as error:
                raise ChatError(script.path, step.line, f"«{step.source}»: {error}") from error
            page = []
            if answer is not None and answer["status"] != "ok":
                page = [Heard("page", f"{answer['status']}, {answer['reason']}")]
            judged(script, step, [*self._news(), *page], self._captures)
            if loose := self.stage.heard.loose:
                raise ChatError(script.path, step.line, "plain spaces: " + "\n".join(loose))
            if self.stage.errors:
                raise ChatError(script.path, step.line, "\n".join(self.stage.errors))

    def _news(self) -> list[Heard]:
        deeds, texts = self.stage.heard.deeds, self.stage.world.sms.messages()
        new = [self._label(deed) for deed in deeds[self._deeds :]]
        new += [of_sms(text, self._phone) for text in texts[self._texts :]]
        self._deeds, self._texts = len(deeds), len(texts)
        return new

    def _label(self, deed: Deed) -> Heard:
        if deed.chat_id is None:
            return Heard(deed.what, deed.text)
        names, first = self._hands.names, self._hands.first
        name = "staff" if deed.chat_id == STAFF_GROUP else "Bot"
        verb = "" if deed.what == "says" else f" {deed.what}"
        to = "" if deed.chat_id in (STAFF_GROUP, first) else f" to {names[deed.chat_id]}"
        return Heard(name + verb + to, deed.text)
