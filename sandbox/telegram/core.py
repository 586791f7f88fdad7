"""One Telegram: the door for the bot's calls, and the hands of the people on the other side."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.clock.clock import WorldClock
from sandbox.people.people import People
from sandbox.telegram import commands, feed, group, incoming, incoming_files, members, schema
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.content import links, markup
from sandbox.telegram.content.files import Upload
from sandbox.telegram.methods import SERVED, WITH_FILE, refuse_absent
from sandbox.telegram.refusals import Refusal, conflict
from sandbox.telegram.state import Json, State
from sandbox.telegram.webhook import Webhook

__all__ = ["Refusal", "Tap", "Telegram", "Upload"]

_OWN = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
_WEBHOOK_IS_ON = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Telegram:
    """`limits` turns on what the server does to a hasty bot: 429 on sends, and a pause for a
    repeated getUpdates. `callback_lifetime` is in seconds of real time. `told` hears of each call
    that changed or asked for something: method, arguments, result."""

    def __init__(
        self,
        *,
        clock: WorldClock,
        people: People,
        token: str,
        limits: bool = True,
        callback_lifetime: float = 30.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        self.told: Callable[[str, Json, Any], None] = lambda _method, _args, _result: None
        self.state = State(
            clock=clock,
            people=people,
            token=token,
            limits=limits,
            callback_lifetime=callback_lifetime,
            monotonic=monotonic,
        )
        self.webhook = Webhook(updates=self.state.updates, clock=clock, execute=self.call)

    async def call(
        self, method: str, params: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> Any:
        """Serve one call of the bot and return the JSON `result`; Refusal when it is wrong.

        Values of `params` are decoded JSON or form strings; a file is given as
        «attach://name» or under the parameter's own name.
        """
        uploads = files or {}
        if schema.name_of(method) not in (*_OWN, *SERVED, *WITH_FILE):
            raise Refusal(404, "Not Found")
        attached = {n: f"attach://{n}" for n in uploads if n in ("document", "photo")}
        name, args = schema.check(method, attached | dict(params))
        if name == "getUpdates":
            return await self._get_updates(args)
        if name == "getWebhookInfo":
            return self.webhook.info()
        refuse_absent(args)
        if name in ("setWebhook", "deleteWebhook"):
            return self._set_webhook(args)
        if name in WITH_FILE:
            result = WITH_FILE[name](self.state, args, uploads)
        else:
            result = SERVED[name](self.state, args)
        self.told(name, args, result)
        return result

    async def _get_updates(self, args: Json) -> list[Json]:
        if self.webhook.url:
            raise conflict(_WEBHOOK_IS_ON)
        if "allowed_updates" in args:
            self.state.updates.allowed = args["allowed_updates"]
        return await self.state.updates.get(
            args.get("offset", 0), args.get("limit", 100), args.get("timeout", 0)
        )

    def _set_webhook(self, args: Json) -> bool:
        self.webhook.set(
            args.get("url", ""), args.get("secret_token", ""), args.get("max_connections", 40)
        )
        if "allowed_updates" in args:
            self.state.updates.allowed = args["allowed_updates"]
        if args.get("drop_pending_updates"):
            self.state.updates.clear()
        return True

    def send_text(
        self,
        chat_id: int,
        from_id: int,
        text: str,
        thread_id: int | None = None,
        *,
        disguise: str | None = None,
    ) -> int:
        """A person says `text`; return the id of the message (of the last part of a long one).
        `disguise`: it isn't shown as their own word, see `disguises`."""
        return incoming.send_text(self.state, chat_id, from_id, text, thread_id, disguise)

    def send_contact(
        self,
        chat_id: int,
        from_id: int,
        *,
        phone: str | None = None,
        owner_id: int | None = None,
        name: str | None = None,
    ) -> int:
        """Share one's own contact, or with `phone` or `owner_id` somebody else's."""
        return incoming.send_contact(self.state, chat_id, from_id, phone, owner_id, name)

    def send_file(
        self,
        chat_id: int,
        from_id: int,
        kind: str,
        name: str,
        content: bytes,
        caption: str | None = None,
        thread_id: int | None = None,
    ) -> int:
        """`kind` is photo, document, sticker or voice."""
        return incoming_files.send_file(
            self.state, chat_id, from_id, kind, name, content, caption, thread_id
        )

    def send_album(
        self,
        chat_id: int,
        from_id: int,
        photos: Sequence[tuple[str, bytes]],
        caption: str | None = None,
        thread_id: int | None = None,
    ) -> list[int]:
        """Send two to ten photos, each a name and its content, as one album; return the ids of
        their messages. The caption is the first one's."""
        return incoming_files.send_album(self.state, chat_id, from_id, photos, caption, thread_id)

    def forward(self, chat_id: int, from_id: int, message_id: int) -> int:
        """Forward a message of a chat into the same chat; the id of the new one."""
        return incoming.forward(self.state, chat_id, from_id, message_id)

    def edit_text(self, chat_id: int, from_id: int, message_id: int, text: str) -> None:
        incoming.edit_text(self.state, chat_id, from_id, message_id, text)

    async def tap(
        self,
        chat_id: int,
        from_id: int,
        button: str,
        message_id: int | None = None,
        wait: float = 10.0,
    ) -> Tap:
        """Tap a button by its visible text and wait for the bot's callback answer."""
        return await incoming.tap(self.state, chat_id, from_id, button, message_id, wait)

    def block(self, chat_id: int, from_id: int, blocked: bool) -> None:
        incoming.block(self.state, chat_id, from_id, blocked)

    def vanish(self, person_id: int, how: str) -> None:
        """Somebody's account is deleted («deactivated»), not found («not_found»), or back ("")."""
        incoming.vanish(self.state, person_id, how)

    def bot_becomes(self, by: int, status: str) -> None:
        """Somebody of the staff's group makes the bot that: one of `group.STATUSES`."""
        group.bot_becomes(self.state, by, status)

    def member_becomes(self, by: int, who: int, status: str) -> None:
        """`by` makes `who` one of `members.STATUSES` in the staff's group, or does it themselves;
        ValueError when they can't."""
        doer, other = self.state.people.get(by), self.state.people.get(who)
        if doer is None or other is None:
            raise ValueError(f"there is no person {by if doer is None else who}")
        members.become(self.state, doer, other, status)

    def members(self) -> dict[int, str]:
        """What everybody of the staff, and whoever was let in, is in the staff's group."""
        return members.known(self.state)

    def open_group(self, open_: bool) -> None:
        """Make the staff's group public, or private again."""
        group.open_to_all(self.state, open_)

    def upgrade_group(self, by: int) -> int:
        """The staff's group gets another id for the Bot API; the id."""
        return group.upgrade(self.state, by)

    async def feed(
        self, chat_id: int, *, since: int = 0, wait: float = 0.0, who: int | None = None
    ) -> dict[str, Any]:
        """What changed in a chat after `since`; waits for a change at most `wait` seconds.
        `who` of a group looks at it. See `feed.read` for the shape."""
        return await feed.read(self.state, self.token, chat_id, since, wait, who)

    def pending_updates(self) -> int:
        """Updates that the bot hasn't confirmed yet."""
        return len(self.state.updates)

    def who_was_shown(self, url: str) -> int | None:
        """The person whose private chat last got a button or a link to `url`."""
        for chat in self.state.chats.all():
            for message in reversed(list(chat.messages.values())) if chat.private else ():
                buttons = [b for row in markup.inline_rows(message.markup) for b in row]
                shown = [markup.link(b) or "" for b in buttons] + feed.links_in(message)
                if any(links.same(url, link) for link in shown if link):
                    return chat.id
        return None

    def file(self, file_path: str) -> Upload | None:
        return self.state.files.at(file_path)

    def commands(self, chat_id: int, who: int | None = None) -> list[dict[str, str]]:
        """The commands in this chat's menu for `who`: {"command", "description"}."""
        return commands.shown_commands(self.state, self.state.chats.get(chat_id), who)

    def reset(self) -> None:
        """Start over; only the ids of updates and the feed's seq count on."""
        self.webhook.stop()
        self.state.reset()

    async def close(self) -> None:
        """End what runs on: the delivery to a webhook, a getUpdates that waits."""
        self.webhook.stop()
        self.state.updates.stop_poll()
