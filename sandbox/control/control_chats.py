"""The control API's chats: reading what is on the screen, and doing what people do there."""

from typing import Any

from aiohttp import web

from sandbox.control.control_http import (
    Handler,
    MissingError,
    answering,
    body,
    seconds,
    string,
    whole,
)
from sandbox.people.people import ADMIN, STAFF_GROUP
from sandbox.telegram.incoming_files import KINDS
from sandbox.world import World


class ChatControl:
    """A chat's id is a person's, or the staff group's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._telegram = world.telegram

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler]] = [
            ("GET", "", self.feed),
            ("POST", "/send", self.send),
            ("POST", "/tap", self.tap),
            ("POST", "/block", self.block),
            ("POST", "/gone", self.gone),
        ]
        prefix = "/sandbox/chats/{chat}"
        chats = [web.route(m, prefix + path, answering(do)) for m, path, do in table]
        return [*chats, web.post("/sandbox/group", answering(self.group))]

    async def feed(self, request: web.Request) -> dict[str, Any]:
        return await self._telegram.feed(
            self._chat(request),
            since=whole(request.query.get("since", 0), "since"),
            wait=seconds(request.query.get("wait", 0), "wait", 60),
            who=whole(request.query["from"], "from") if "from" in request.query else None,
        )

    async def send(self, request: web.Request) -> dict[str, Any]:
        chat = self._chat(request)
        if request.content_type == "multipart/form-data":
            return await self._send_file(chat, request)
        fields = await body(request)
        who = self._who(chat, fields)
        thread = _thread(fields)
        if fields.get("contact"):
            owner = fields.get("owner")
            sent = self._telegram.send_contact(
                chat,
                who,
                phone=fields.get("phone"),
                owner_id=None if owner is None else whole(owner, "owner"),
                name=fields.get("name"),
            )
        elif "edit" in fields:
            sent = whole(fields["edit"], "edit")
            self._telegram.edit_text(chat, who, sent, string(fields, "text"))
        elif "forward" in fields:
            sent = self._telegram.forward(chat, who, whole(fields["forward"], "forward"))
        elif fields.get("sticker"):
            sent = self._telegram.send_file(chat, who, "sticker", "sticker.webp", b"RIFF", None)
        else:
            disguise = None if fields.get("as") is None else str(fields["as"])
            text = string(fields, "text")
            sent = self._telegram.send_text(chat, who, text, thread, disguise=disguise)
        return {"message_id": sent}

    async def _send_file(self, chat: int, request: web.Request) -> dict[str, Any]:
        form = await request.post()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        caption = fields.get("caption") or fields.get("text") or None
        for kind in KINDS:
            found = [one for one in form.getall(kind, []) if isinstance(one, web.FileField)]
            files = [(one.filename, one.file.read()) for one in found]
            who, thread = self._who(chat, fields), _thread(fields)
            if len(files) > 1 and kind == "photo":
                ids = self._telegram.send_album(chat, who, files, caption, thread)
                return {"message_id": ids[0], "message_ids": ids}
            if len(files) == 1:
                ((name, content),) = files
                sent = self._telegram.send_file(chat, who, kind, name, content, caption, thread)
                return {"message_id": sent}
        raise ValueError(f"send one file as {', '.join(KINDS)}, or photos")

    async def tap(self, request: web.Request) -> dict[str, Any]:
        chat = self._chat(request)
        fields = await body(request)
        message = fields.get("message_id")
        tap = await self._telegram.tap(
            chat,
            self._who(chat, fields),
            string(fields, "button"),
            None if message is None else whole(message, "message_id"),
        )
        return {"answer": tap.answer, "alert": tap.alert, "url": tap.url}

    async def block(self, request: web.Request) -> dict[str, Any]:
        chat = self._chat(request)
        fields = await body(request)
        blocked = fields.get("blocked", True)
        if not isinstance(blocked, bool):
            raise ValueError('"blocked" must be true or false')
        self._telegram.block(chat, self._who(chat, fields), blocked)
        return {"blocked": blocked}

    async def gone(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        how = fields.get("how")
        if not isinstance(how, str):
            raise ValueError('"how" must be deactivated, not_found or an empty text')
        self._world.vanish(self._chat(request), how)
        return {"gone": how}

    async def group(self, request: web.Request) -> dict[str, Any]:
        """What somebody of the staff does in their group: to the bot, to the group, or to somebody
        who is or was in it."""
        fields = await body(request)
        by = ADMIN if fields.get("from") is None else whole(fields["from"], "from")
        if self._world.people.get(by) is None or by not in self._telegram.members():
            raise ValueError(f"person {by} isn't of the staff")
        if fields.get("upgrade") is True:
            self._telegram.upgrade_group(by)
        elif "open" in fields:
            self._telegram.open_group(fields["open"] is True)
        elif "member" in fields:
            who = whole(fields["member"], "member")
            self._telegram.member_becomes(by, who, string(fields, "becomes"))
        else:
            self._telegram.bot_becomes(by, string(fields, "bot"))
        known = self._telegram.state.group
        members = {str(one): what for one, what in self._telegram.members().items()}
        return {"id": known.id, "bot": known.status, "open": known.open, "members": members}

    def _chat(self, request: web.Request) -> int:
        text = request.match_info["chat"]
        known = {STAFF_GROUP, *(p.id for p in self._everybody())}
        if text not in map(str, known):
            raise MissingError(f"there is no chat {text}")
        return int(text)

    def _who(self, chat: int, fields: dict[str, Any]) -> int:
        """Who acts: in a private chat its owner unless said otherwise."""
        if fields.get("from") is None and chat != STAFF_GROUP:
            return chat
        who = whole(fields.get("from"), "from")
        if self._world.people.get(who) is None:
            raise ValueError(f"there is no person {who}")
        if chat not in (STAFF_GROUP, who):
            raise ValueError(f"person {who} isn't in chat {chat}")
        return who

    def _everybody(self) -> list[Any]:
        return [*self._world.people.borrowers(), *self._world.people.staff()]


def _thread(fields: dict[str, Any]) -> int | None:
    thread = fields.get("thread_id")
    return None if thread in (None, "") else whole(thread, "thread_id")
