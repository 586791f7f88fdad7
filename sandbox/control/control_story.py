"""The control API's stories, and a chat as a transcript."""

from typing import Any
from urllib.parse import quote

from aiohttp import web

from sandbox.control.control_http import answering, body, string
from sandbox.people.people import STAFF_GROUP
from sandbox.stories.story import Storyteller
from sandbox.stories.transcript import exported
from sandbox.world import World


class StoryControl:
    def __init__(self, world: World, teller: Storyteller) -> None:
        self._world = world
        self._teller = teller

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/story", answering(self.stories)),
            web.post("/sandbox/story", answering(self.order)),
            web.get("/sandbox/chats/{chat}/transcript", self.transcript),
        ]

    async def stories(self, _request: web.Request) -> dict[str, Any]:
        return {"stories": self._teller.stories(), "told": self._teller.told()}

    async def order(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        do, pace = string(fields, "do"), fields.get("pace", 1)
        if not isinstance(pace, int | float):
            raise ValueError('"pace" must be a number, 1 is for reading')
        if do == "play":
            await self._teller.play(string(fields, "name"), float(pace))
        elif do == "stop":
            await self._teller.stop()
        elif do == "pace":
            self._teller.hurry(float(pace))
        else:
            raise ValueError('"do" must be one of: play, stop, pace')
        return {"told": self._teller.told()}

    async def transcript(self, request: web.Request) -> web.Response:
        chat = request.match_info["chat"]
        known = {STAFF_GROUP, *(p.id for p in self._world.people.borrowers())}
        if chat not in map(str, known):
            raise web.HTTPNotFound(text=f"there is no chat {chat}")
        person = self._world.people.get(int(chat))
        name = f"{person.name if person else 'Группа сотрудников'}.chat"
        return web.Response(
            text=exported(self._world, int(chat)),
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
        )
