"""Doing what the lines of a transcript say: through the same functions as the control API."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.bank.money import kopecks_of
from sandbox.clock.advance import duration, moment
from sandbox.people.people import STAFF_GROUP
from sandbox.people.picture import PICTURE
from sandbox.stories.captures import Captures
from sandbox.stories.chat_file import Person, Step
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.content import markup
from sandbox.world import World

OLGA = 900001
FILES = {"photo": "photo.jpg", "sticker": "sticker.webp", "voice": "voice.ogg", "document": ""}
TAPPED = re.compile(r"\[(.+)\]( twice)?")
MEMBER = re.compile(r"leaves|comes back|(?P<what>removes|lets in|silences) (?P<name>\w+)")
BECOMES = {
    "leaves": "left",
    "comes back": "member",
    "removes": "kicked",
    "lets in": "member",
    "silences": "silenced",
}
GIVES_BACK = "gives back "


@dataclass(frozen=True)
class Deed:
    """What a line asks for, its captures filled in. `chat` is None for «@»; `url` is the bank's
    page for «bank:», `button` what is tapped."""

    what: str
    chat: int | None = None
    who: int | None = None
    button: str | None = None
    url: str | None = None
    returns: int | None = None  # kopecks that an employee gives back in the bank's cabinet


class Hands:
    """The people of one transcript, new in the world. `names` are theirs by id, the first
    borrower's id is `first`; `move_to` moves the clock."""

    def __init__(
        self,
        world: World,
        people: Sequence[Person],
        captures: Captures,
        move_to: Callable[[datetime], Awaitable[Any]],
    ) -> None:
        self._world = world
        self._telegram = world.telegram
        self._captures = captures
        self._move_to = move_to
        self.names: dict[int, str] = {}
        for one in people:
            person = world.people.add(name=one.name, phone=one.phone, kind=one.kind)
            self.names[person.id] = one.name.split()[0]
        self.first = next(iter(self.names))

    def planned(self, step: Step) -> Deed:
        """What the step is about to do; ValueError or KeyError when it can't be done."""
        what = self._captures.fill(step.what)
        if step.who == "@":
            return Deed(what)
        if step.who == "bank" and what.startswith(GIVES_BACK):
            return Deed(what, returns=kopecks_of(what.removeprefix(GIVES_BACK)))
        if step.who == "bank":
            return Deed(what, self.first, self.first, url=self._page())
        chat, who = self._place(step.who)
        tapped = TAPPED.fullmatch(what)
        return Deed(what, chat, who, button=tapped[1] if tapped else None)

    async def act(self, step: Step) -> dict[str, Any] | None:
        """Do it; the bank's answer if it was done on the bank's page."""
        deed = self.planned(step)
        if deed.returns is not None:
            self._world.bank.give_back(deed.returns)
            return None
        if deed.url is not None:
            card, *code = deed.what.split()
            return await self._world.bank.confirm(deed.url, card, code[0] if code else None)
        if deed.chat is None or deed.who is None:
            await self._move(deed.what)
        else:
            await self._in_chat(deed.chat, deed.who, deed.what)
        return None

    def _place(self, who: str) -> tuple[int, int]:
        """The chat and the person."""
        if who.partition(" ")[0] == "staff":
            name = who.partition(" ")[2]
            if not name:
                return STAFF_GROUP, OLGA
            return STAFF_GROUP, self._known(name)
        found = next((ident for ident, name in self.names.items() if who in ("", name)), None)
        if found is None:
            raise ValueError(f"there is no person «{who}» in the head")
        return found, found

    def _known(self, name: str) -> int:
        """Somebody of the staff, or a borrower of the head, by first name."""
        staff = {p.name.split()[0]: p.id for p in self._world.people.staff()}
        known = {name: ident for ident, name in self.names.items()} | staff
        if name not in known:
            raise ValueError(f"there is nobody «{name}»")
        return known[name]

    async def _move(self, what: str) -> None:
        target = moment(what) if not what.startswith("+") else self._world.clock.now()
        if what.startswith("+"):
            target += sum((duration(part) for part in what[1:].split()), timedelta())
        await self._move_to(target)

    def _page(self) -> str:
        chat = self._telegram.state.chats.get(self.first)
        keyboards = [markup.inline_rows(message.markup) for message in chat.newest_first()]
        links = [markup.link(button) for rows in keyboards for row in rows for button in row]
        url = next((link for link in links if link), None)
        if url is None:
            raise ValueError("nothing on the screen leads to a page")
        return url

    async def _in_chat(self, chat: int, who: int, what: str) -> None:
        telegram = self._telegram
        word, _, more = what.partition(" ")
        if tapped := TAPPED.fullmatch(what):
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
        elif what == "forwards":
            others = telegram.state.chats.get(chat).newest_first()
            theirs = (m for m in others if m.sender not in (who, telegram.state.bot_id))
            telegram.forward(chat, who, next(theirs).message_id)
        elif member := MEMBER.fullmatch(what):
            whose = self._known(member["name"]) if member["name"] else who
            telegram.member_becomes(who, whose, BECOMES[member["what"] or what])
        elif what in ("opens the group", "closes the group"):
            telegram.open_group(what.startswith("opens"))
        elif account := re.fullmatch(r"account (deactivated|not_found|back)", what):
            self._world.vanish(who, account[1].removesuffix("back"))
        elif sim := re.fullmatch(r"new number (\+\d+)", what):
            self._world.new_number(who, sim[1])
        elif found := re.fullmatch(r"listed (block|115fz|nowhere)", what):
            self._world.listed(who, None if found[1] == "nowhere" else found[1])
        elif face := re.fullmatch(r"face (yes|no)", what):
            self._world.biometrics.answer(self._page(), face[1])
        elif word in FILES and (more or FILES[word]):
            content = PICTURE if word == "photo" else b"content"
            telegram.send_file(chat, who, word, more or FILES[word], content)
        elif album := re.fullmatch(r"album (\d+)", what):
            telegram.send_album(chat, who, [(FILES["photo"], PICTURE)] * int(album[1]))
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
