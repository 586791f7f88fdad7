"""A Telegram account that comes to the door of somebody's account, over HTTP."""

import re
from typing import Any

from tests.e2e.borrower import Borrower
from tests.e2e.repayer import Repayer
from tests.e2e.world import World


class Visitor(Repayer):
    """Says, taps and hears like a Repayer, without a loan of its own."""

    @classmethod
    async def at_door(cls, world: World, number: int, name: str) -> "Visitor":
        phone = f"+7917555{number:04}"
        person = await world.add_person(name, phone)
        visitor = cls(Borrower(world, person, phone, {}))
        await visitor.says("/start")
        await visitor.hears("Сколько вам нужно?")
        return visitor

    async def says(self, text: str) -> None:
        await self.borrower.say(text)

    async def sms_to(self, phone: str, pattern: str, besides: set[str] | None = None) -> str:
        """What the newest matching SMS to this phone says, as soon as there is a new one."""
        while True:
            for text in reversed(await self.world.sms(phone)):
                match = re.search(pattern, text)
                if match and match[1] not in (besides or set()):
                    return match[1]
            await self.borrower.look(wait=0.2)

    async def texts(self) -> list[Any]:
        """What stands in the chat now, the person's own words too."""
        feed = await self.world.feed(self.borrower.id)
        return [one["text"] for one in feed["messages"] if not one["deleted"]]
