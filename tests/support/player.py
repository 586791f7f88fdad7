"""Playing a transcript on a stage, step by step."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.sandbox.advance import duration, moment
from bot.sandbox.bank.office import SENDER
from bot.sandbox.idle import NotIdleError
from bot.sandbox.people import STAFF_GROUP
from bot.sandbox.telegram import markup
from bot.sandbox.telegram.callbacks import Tap
from tests.support.chat import ChatError, Person, Step, Transcript, read
from tests.support.matching import Captures, Heard, difference, paired
from tests.support.overheard import Deed, plain
from tests.support.stage import MONDAY, Stage, stage

IVAN = Person("Иван Петров", "+79161234567")
OLGA = 900001
FILES = {"photo": "photo.jpg", "sticker": "sticker.webp", "voice": "voice.ogg", "document": ""}

Judge = Callable[[Transcript, Step, list[Heard], Captures], None]


def chain(transcript: Transcript) -> list[Transcript]:
    """What was given, from the very beginning, and the transcript itself."""
    before = chain(read(transcript.given)) if transcript.given else []
    return [*before, transcript]


async def play(path: Path, directory: Path, database: Path) -> None:
    """Play a file and what it is given, on a stage of its own; ChatError where they differ."""
    async with on_stage(path, directory, database) as (player, parts):
        for part in parts:
            await player.play(part, judge)


@asynccontextmanager
async def on_stage(
    path: Path, directory: Path, database: Path
) -> AsyncIterator[tuple["Player", list[Transcript]]]:
    """A player for a file, and all that is to be played. The last head that names people or a
    beginning is the one that counts."""
    parts = chain(read(path))
    begins = next((p.starts for p in reversed(parts) if p.starts), MONDAY)
    people = next((p.people for p in reversed(parts) if p.people), [IVAN])
    async with stage(directory, database, begins=begins) as opened:
        yield Player(opened, people), parts


def judge(script: Transcript, step: Step, heard: list[Heard], captures: Captures) -> None:
    pairs = paired(step.expected(), heard, captures)
    if told := difference(pairs, captures):
        line = next((e.line for e, h in pairs if e is not None and h is None), step.line)
        raise ChatError(script.path, line, f"after «{step.source}»\n{told}")


class Player:
    """Does what the steps say, and tells after each what was heard."""

    def __init__(self, opened: Stage, people: list[Person]) -> None:
        self._stage = opened
        self._telegram = opened.world.telegram
        self._captures = Captures()
        self._names: dict[int, str] = {}
        for one in people:
            person = opened.world.people.add(name=one.name, phone=one.phone, kind=one.kind)
            self._names[person.id] = one.name.split()[0]
        self._first = next(iter(self._names))
        self._phone = people[0].phone
        self._deeds = self._texts = 0  # heard so far

    async def play(self, script: Transcript, judged: Judge) -> None:
        for step in script.steps:
            try:
                page = await self._act(step)
                await self._stage.idle()
            except (ValueError, KeyError, NotIdleError) as error:
                raise ChatError(script.path, step.line, f"«{step.source}»: {error}") from error
            judged(script, step, [*self._news(), *page], self._captures)
            if self._stage.errors:
                raise ChatError(script.path, step.line, "\n".join(self._stage.errors))

    async def _act(self, step: Step) -> list[Heard]:
        """Do it; what the bank's page said, if that was it."""
        what = self._captures.fill(step.what)
        if step.who == "@":
            await self._move(what)
        elif step.who == "bank":
            return await self._on_page(what)
        else:
            await self._in_chat(*self._place(step.who), what)
        return []

    def _place(self, who: str) -> tuple[int, int]:
        """The chat and the person."""
        if who.partition(" ")[0] == "staff":
            name = who.partition(" ")[2]
            staff = self._stage.world.people.staff()
            return STAFF_GROUP, next((p.id for p in staff if p.name.startswith(name)), OLGA)
        found = next((ident for ident, name in self._names.items() if who in ("", name)), None)
        if found is None:
            raise ValueError(f"there is no person «{who}» in the head")
        return found, found

    async def _move(self, what: str) -> None:
        if what.startswith("+"):
            steps = [duration(part) for part in what[1:].split()]
            await self._stage.wait(sum(steps, timedelta()))
        else:
            await self._stage.move_to(moment(what))

    async def _on_page(self, what: str) -> list[Heard]:
        card, *code = what.split()
        chat = self._telegram.state.chats.get(self._first)
        keyboards = [markup.inline_rows(message.markup) for message in chat.newest_first()]
        links = [markup.link(button) for rows in keyboards for row in rows for button in row]
        url = next((link for link in links if link), None)
        if url is None:
            raise ValueError("nothing on the screen leads to a page")
        answer = await self._stage.world.bank.confirm(url, card, code[0] if code else None)
        if answer["status"] == "ok":
            return []
        return [Heard("page", f"{answer['status']}, {answer['reason']}")]

    async def _in_chat(self, chat: int, who: int, what: str) -> None:
        telegram = self._telegram
        word, _, more = what.partition(" ")
        if tapped := re.fullmatch(r"\[(.+)\]( twice)?", what):
            taps = [self._tap(chat, who, tapped[1]) for _ in range(2 if tapped[2] else 1)]
            await asyncio.gather(*taps)
        elif what == "contact":
            telegram.send_contact(chat, who)
        elif contact := re.fullmatch(r"contact (\+\d+)", what):
            telegram.send_contact(chat, who, phone=contact[1])
        elif word == "edits:":
            mine = telegram.state.chats.get(chat).newest_first()
            last = next(m.message_id for m in mine if m.sender == who)
            telegram.edit_text(chat, who, last, more)
        elif what in ("blocks", "unblocks"):
            telegram.block(chat, who, what == "blocks")
        elif word in FILES and (more or FILES[word]):
            telegram.send_file(chat, who, word, more or FILES[word], b"content")
        elif repeated := re.fullmatch(r"(.+) × (\d+)", what):
            telegram.send_text(chat, who, repeated[1] * int(repeated[2]))
        else:
            telegram.send_text(chat, who, what)

    async def _tap(self, chat: int, who: int, button: str) -> None:
        keyboard = self._telegram.state.chats.get(chat).keyboard
        tap: Tap = await self._telegram.tap(chat, who, button)
        shown = markup.texts(markup.reply_rows(keyboard.markup if keyboard else None))
        if not (tap.answered or tap.url or any(button in row for row in shown)):
            raise ValueError("the bot has not answered the tap")

    def _news(self) -> list[Heard]:
        deeds, texts = self._stage.heard.deeds, self._stage.world.sms.messages()
        new = [self._label(deed) for deed in deeds[self._deeds :]]
        for text in texts[self._texts :]:
            label = "bank sms" if text["from"] == SENDER else "sms"
            if text["phone"] != self._phone:
                label += f" to {text['phone']}"
            new.append(Heard(label, plain(text["text"])))
        self._deeds, self._texts = len(deeds), len(texts)
        return new

    def _label(self, deed: Deed) -> Heard:
        if deed.chat_id is None:
            return Heard(deed.what, deed.text)
        name = "staff" if deed.chat_id == STAFF_GROUP else "Bot"
        verb = "" if deed.what == "says" else f" {deed.what}"
        to = (
            "" if deed.chat_id in (STAFF_GROUP, self._first) else f" to {self._names[deed.chat_id]}"
        )
        return Heard(name + verb + to, deed.text)
