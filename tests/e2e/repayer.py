"""A borrower with a loan who pays it, over HTTP, as a person at a phone."""

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.e2e.borrower import PATIENCE, Borrower
from tests.e2e.world import World

CODE = r"Код (\d{6}) — списать"


@dataclass(frozen=True)
class Repayer:
    borrower: Borrower

    @classmethod
    async def come(cls, world: World, number: int) -> "Repayer":
        """With a loan of 10 000 ₽ for 14 days."""
        borrower = await Borrower.come(world, number)
        await borrower.until("issued")
        return cls(borrower)

    @property
    def world(self) -> World:
        return self.borrower.world

    async def taps(self, begins: str) -> Any:
        """The newest button that begins so, as soon as there is one."""
        message, text = await self._until(lambda one: _button(one, begins), begins)
        return await self.world.tap(self.borrower.id, text, message["message_id"])

    async def hears(self, words: str) -> str:
        """What was said with these words, as soon as it is said; plain spaces."""
        message, _ = await self._until(lambda one: words if words in _plain(one) else None, words)
        return _plain(message)

    async def chooses(self, sum_: str) -> None:
        """From /loan to the choice of the way; a sum is typed, or a button's beginning."""
        await self.borrower.say("/loan")
        await self.taps("Погасить займ")
        await self.hears("Сколько заплатить?")
        if sum_.isdigit():
            await self.borrower.say(sum_)
        else:
            await self.taps(sum_)
        await self.hears("Чем платить?")

    async def pays_by_card(self, sum_: str = "Весь долг") -> None:
        await self.chooses(sum_)
        await self.taps("Оплатить картой")
        await self.borrower.say(await self.borrower.in_sms(CODE))

    async def opens_page(self, sum_: str = "Весь долг") -> str:
        """The address of the bank's page."""
        await self.chooses(sum_)
        await self.taps("Другой картой")
        await self.hears("Страница банка готова")
        return str((await self.taps("Оплатить"))["url"])

    async def payments(self) -> list[Any]:
        """The bank's, of this borrower's loan."""
        contract = (await self.hears("Договор №")).split("Договор № ")[1].split()[0]
        calls = [
            *await self.world.calls("bank", "payments.create"),
        ]
        asked = {
            call["request"]["asked"]["metadata"]["reference"]
            for call in calls
            if contract in (call["request"]["asked"].get("description") or "")
        }
        return [one for one in (await self.world.bank())["payments"] if one["reference"] in asked]

    async def _until(self, find: Any, what: str) -> tuple[Any, str]:
        seq = 0
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    feed = await self.world.feed(self.borrower.id, 0, 0)
                    for message in reversed(feed["messages"]):
                        if not message["deleted"] and (found := find(message)):
                            return message, found
                    seq = max(seq, feed["seq"])
                    await self.world.feed(self.borrower.id, seq, 10)
        except TimeoutError:
            last = [_plain(one) for one in feed["messages"]][-3:]
            raise AssertionError(f"«{what}» in vain; the last words were {last}") from None


def _plain(message: Any) -> str:
    return str(message["text"]).replace("\u00a0", " ")


def _button(message: Any, begins: str) -> str | None:
    rows = message.get("buttons") or []
    texts = [one["text"] if isinstance(one, dict) else one for row in rows for one in row]
    return next((text for text in texts if text.startswith(begins)), None)
