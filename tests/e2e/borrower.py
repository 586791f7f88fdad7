"""A borrower who plays the journey as a person would: looks at the screen and answers it."""

import asyncio
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.e2e.line import LINE, PROGRESS, kind_of
from tests.e2e.world import World

PATIENCE = 60.0  # seconds without any word from the bot; its start takes some four

ANSWERS = {
    "name": "петров иван сергеевич",
    "email": "ivan@example.ru",
    "passport_issued": "20.01.2011",
    "passport_code": "770-001",
    "passport_issuer": "ОВД района Арбат г. Москвы",
    "birth_place": "г. Тула",
    "registration": "Москва, ул. Лесная, д. 5, кв. 12",
    "position": "водитель",
    "salary_day": "5",
}
TAPS = {
    "snils": "Пропустить",
    "residence": "Живу по регистрации",
    "home_phone": "Пропустить",
    "employer": "Работаю на себя",
    "income": "60 000 ₽",
    "service_months": "Около года",
    "advance_day": "Пропустить",
    "contact_name": "Пропустить",
    "cost": "Оформить займ",
    "personal_data": "Согласен",
    "signature": "Согласен",
    "review": "Всё верно, дальше",
    "bureau": "Согласен",
    "conditions": "Согласен, получить код",
    "terms": "Подписать",
}
CODES = {
    "phone_code": r"Код (\d{6}) подтверждает",
    "consent_code": r"Код (\d{6}) — подпись согласия",
    "sign_code": r"Код (\d{6}) — подпись договора",
}
SUM_IN_SMS = {"hold": r"Покупка ([\d,]+)"}
OWN = ("birth_date", "passport", "inn")  # of each borrower: two with the same are one person
QUESTIONS = frozenset(
    {"amount", "days", "number", "page", *OWN, *ANSWERS, *TAPS, *CODES, *SUM_IN_SMS}
)


def inn(number: int) -> str:
    """A valid one of the borrower's own."""
    digits = [int(digit) for digit in f"{7701000000 + number}"]
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        digits.append(sum(map(operator.mul, digits, weights)) % 11 % 10)
    return "".join(map(str, digits))


def own(number: int) -> dict[str, str]:
    """By what a person is told from others; the name is everybody's."""
    born = date(1990, 1, 1) + timedelta(days=number)
    return {
        "birth_date": f"{born:%d.%m.%Y}",
        "passport": f"4511 {654321 - number}",
        "inn": inn(number),
    }


@dataclass(frozen=True)
class Seen:
    """One look of one message of the bot: it is new, or an edit of what was seen before."""

    kind: str
    message_id: int
    new: bool
    message: Any  # as the feed gave it


@dataclass
class Borrower:
    """Answers each question once, when it is first seen: a repeated one is recognised.

    `typed`: writes the sum, the term and the number instead of tapping. `happened` is called
    after everything seen and everything done.
    """

    world: World
    id: int
    phone: str
    own: dict[str, str]
    typed: bool = False
    happened: Callable[[], None] = lambda: None
    seen: list[Seen] = field(default_factory=list)
    _seq: int = 0
    _answered: set[str] = field(default_factory=set)
    _taps: set[asyncio.Task[Any]] = field(default_factory=set)

    @classmethod
    async def come(cls, world: World, number: int, *, typed: bool = False) -> "Borrower":
        phone = f"+7916555{number:04}"
        person = await world.add_person(f"Борис Заёмщиков {number}", phone)
        return cls(world, person, phone, own(number), typed)

    async def until(self, kind: str) -> Seen:
        """Go on until the bot says this; it is not answered yet. Returns it."""
        try:
            async with asyncio.timeout(PATIENCE) as limit:
                if not self.seen:
                    await self.say("/start")
                while not (found := [one for one in self.seen if one.kind == kind]):
                    for question in self._unanswered():
                        await self._answer(question)
                    if await self.look(wait=10):
                        limit.reschedule(asyncio.get_running_loop().time() + PATIENCE)
        except TimeoutError:
            told = [one.kind for one in self.seen][-3:]
            raise AssertionError(
                f"{self.phone} waits for «{kind}» in vain; the last words were {told}"
            ) from None
        return found[0]

    async def look(self, wait: float = 0) -> int:
        """Read what has changed on the screen; how much the bot has said."""
        feed = await self.world.feed(self.id, self._seq, wait)
        self._seq = feed["seq"]
        said = [one for one in feed["messages"] if one["from"]["is_bot"] and not one["deleted"]]
        known = {one.message_id for one in self.seen}
        for one in said:
            ident = one["message_id"]
            self.seen.append(Seen(kind_of(one["text"]), ident, ident not in known, one))
            self.happened()
        return len(said)

    async def say(self, text: str) -> None:
        await self.world.send(self.id, text=text)
        self.happened()

    async def rest(self) -> None:
        """Wait for the answers of buttons, which a killed bot never gives. All were tappable."""
        await asyncio.gather(*self._taps)

    def said(self) -> list[str]:
        """The kinds of what the bot said, without repetitions."""
        repeated = self.repeated()
        return [
            one.kind
            for one in self.seen
            if one not in repeated and (one.new or one.kind != PROGRESS)
        ]

    def repeated(self) -> list[Seen]:
        """New messages that say what another new message had said before."""
        found, known = [], set()
        for one in self.seen:
            if one.new and one.kind in known:
                found.append(one)
            known.add(one.kind)
        return found

    def text(self, kind: str) -> str:
        """What the bot said first of this kind, with plain spaces."""
        found = next(one.message["text"] for one in self.seen if one.kind == kind)
        return str(found).replace("\u00a0", " ")

    def progress(self) -> str:
        """The last look of the message that edits itself."""
        return str([one.message["text"] for one in self.seen if one.kind == PROGRESS][-1])

    def _unanswered(self) -> list[Seen]:
        first = {one.kind: one for one in reversed(self.seen) if one.kind in QUESTIONS}
        waiting = first.keys() - self._answered
        return [first[kind] for kind in sorted(waiting, key=LINE.index)]

    async def _answer(self, question: Seen) -> None:
        kind = question.kind
        self._answered.add(kind)
        if kind in ANSWERS:
            await self.say(ANSWERS[kind])
        elif kind in OWN:
            await self.say(self.own[kind])
        elif kind in TAPS:
            self._tap(question, TAPS[kind])
        elif kind in CODES:
            await self.say(await self.in_sms(CODES[kind]))
        elif kind in SUM_IN_SMS:
            await self.say(await self.in_sms(SUM_IN_SMS[kind]))
        elif kind == "amount":
            await self._tap_or_type(question, "10 000 ₽", "10 тыс")
        elif kind == "days":
            await self._tap_or_type(question, "14 дней", "2 недели")
        elif kind == "page":
            await self._bind(question)
        elif self.typed:
            await self.say(self.phone)
        else:
            await self.world.send(self.id, contact=True)
            self.happened()

    async def _tap_or_type(self, question: Seen, button: str, words: str) -> None:
        if self.typed:
            await self.say(words)
        else:
            self._tap(question, button)

    def _tap(self, question: Seen, button: str) -> None:
        """Nobody waits at a button: the answer is read from the screen."""
        tap = asyncio.create_task(self.world.tap(self.id, button, question.message_id))
        tap.add_done_callback(lambda done: done.cancelled() or done.exception())  # for `rest`
        self._taps.add(tap)
        self.happened()

    async def _bind(self, question: Seen) -> None:
        tap = await self.world.tap(self.id, "Открыть страницу банка", question.message_id)
        card = {"url": tap["url"], "card": "good"}
        assert (await self.world.call("POST", "bank/confirm", card))["status"] == "ok"
        self.happened()

    async def in_sms(self, pattern: str) -> str:
        """What the newest matching SMS says; it may come later than the words in the chat."""
        while True:
            for text in reversed(await self.world.sms(self.phone)):
                if match := re.search(pattern, text):
                    return match[1]
            await self.look(wait=0.2)
