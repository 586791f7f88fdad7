"""The control API over HTTP, with a scripted bot and the world's real components."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram.types import Update
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from bot.process.settings import Settings, load
from sandbox.control.doors import doors
from sandbox.people.people import STAFF_GROUP
from sandbox.stories.transcript import exported
from sandbox.telegram.refusals import Refusal
from sandbox.world import World
from tests.sandbox.scripted import ScriptedBot

IVAN = 100001
OLGA = 900001


@dataclass
class Sandbox:
    world: World
    bot: ScriptedBot
    client: TestClient[Any, Any]

    async def get(self, path: str, status: int = 200) -> Any:
        async with self.client.get(f"/sandbox/{path}") as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        data = body if isinstance(body, FormData) else json.dumps(body or {})
        async with self.client.post(f"/sandbox/{path}", data=data) as answer:
            assert answer.status == status, await answer.text()
            return await answer.json()

    async def refusal(self, path: str, body: Any) -> str:
        return str((await self.post(path, body, status=400))["error"])

    async def bot_says(self, **message: Any) -> int:
        """The bot's sendMessage; returns the message's id."""
        sent = await self.world.telegram.call("sendMessage", message)
        return int(sent["message_id"])

    async def updates(self) -> list[dict[str, Any]]:
        """What the bot is told, taken and confirmed."""
        found = await self.world.telegram.call("getUpdates", {"timeout": 0})
        if found:
            offset = found[-1]["update_id"] + 1
            await self.world.telegram.call("getUpdates", {"offset": offset, "timeout": 0})
        return list(found)


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    world = World(tmp_path)
    world.populate()
    bot = ScriptedBot(world.clock)
    async with TestClient(TestServer(world.application(doors(world, bot)))) as client:
        world.base_url = str(client.make_url("")).rstrip("/")
        yield Sandbox(world, bot, client)


async def test_a_new_borrower_has_an_id_and_a_kind(sandbox: Sandbox) -> None:
    added = await sandbox.post(
        "people", {"name": "Мария", "phone": "8 903 111-22-33", "kind": "less"}
    )
    everybody = await sandbox.get("people")
    assert everybody["borrowers"][-1]["id"] == added["person"]
    assert everybody["borrowers"][-1]["kind"] == "less"
    assert [p["name"] for p in everybody["admins"]] == ["Анна (администратор)"]
    assert everybody["staff_group"] == STAFF_GROUP
    assert everybody["kinds"]["silent"]
    assert everybody["bot"]["state"] == "ready"


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"phone": "+79031112233"}, "name"),
        ({"name": "Мария", "phone": "1"}, "phone number"),
        ({"name": "Мария", "phone": "+79031112233", "kind": "rich"}, "unknown kind"),
        ([], "object"),
    ],
)
async def test_a_borrower_that_cannot_be_made_is_refused(
    sandbox: Sandbox, body: Any, word: str
) -> None:
    async with sandbox.client.post("/sandbox/people", data=json.dumps(body)) as answer:
        assert answer.status == 400
        assert word in (await answer.json())["error"]


async def test_a_person_gets_a_further_number(sandbox: Sandbox) -> None:
    added = await sandbox.post(f"people/{IVAN}/phone", {"phone": "8 903 111-22-33"})
    assert added == {"phones": ["+79161234567", "+79031112233"]}
    ivan = (await sandbox.get("people"))["borrowers"][0]
    assert (ivan["phone"], ivan["phones"]) == ("+79161234567", added["phones"])
    for phone in added["phones"]:
        sandbox.world.sms.deliver(phone, f"На {phone}", "SmartCash")
        messages = (await sandbox.get(f"sms?phone={phone}"))["messages"]
        assert [m["text"] for m in messages] == [f"На {phone}"]
    await sandbox.post(f"chats/{IVAN}/send", {"contact": True})
    (update,) = await sandbox.updates()
    assert update["message"]["contact"]["phone_number"] == "79161234567"


@pytest.mark.parametrize(
    ("phone", "word"),
    [
        ("+79161234567", "Иван Петров already"),
        ("9990000001", "Ольга (поддержка) already"),
        ("+74951234567", "not a Russian mobile"),
        ("+77011234567", "not a Russian mobile"),
        ("+7903111223", "not a Russian mobile"),
        ("", "phone"),
    ],
)
async def test_a_number_that_cannot_be_had_is_refused(
    sandbox: Sandbox, phone: str, word: str
) -> None:
    assert word in await sandbox.refusal(f"people/{IVAN}/phone", {"phone": phone})


async def test_nobody_gets_no_number(sandbox: Sandbox) -> None:
    for ident in ("5", "me"):
        told = await sandbox.post(f"people/{ident}/phone", {"phone": "+79031112233"}, status=404)
        assert "no person" in told["error"]


async def test_what_is_sent_reaches_the_bot_and_the_feed(sandbox: Sandbox) -> None:
    sent = await sandbox.post(f"chats/{IVAN}/send", {"from": IVAN, "text": "/start"})
    (update,) = await sandbox.updates()
    assert update["message"]["text"] == "/start"
    feed = await sandbox.get(f"chats/{IVAN}?since=0&wait=5")
    assert [m["message_id"] for m in feed["messages"]] == [sent["message_id"]]
    later = await sandbox.get(f"chats/{IVAN}?since={feed['seq']}")
    assert later["messages"] == []


async def test_a_message_can_be_edited_by_its_writer(sandbox: Sandbox) -> None:
    sent = await sandbox.post(f"chats/{IVAN}/send", {"text": "10 000"})
    await sandbox.post(
        f"chats/{IVAN}/send", {"from": IVAN, "edit": sent["message_id"], "text": "15 000"}
    )
    assert [u["edited_message"]["text"] for u in await sandbox.updates() if "edited_message" in u]


async def test_a_contact_is_shared(sandbox: Sandbox) -> None:
    await sandbox.post(f"chats/{IVAN}/send", {"from": IVAN, "contact": True})
    (update,) = await sandbox.updates()
    assert update["message"]["contact"]["user_id"] == IVAN


@pytest.mark.parametrize("kind", ["photo", "document", "sticker", "voice"])
async def test_a_file_is_sent_as_multipart(sandbox: Sandbox, kind: str) -> None:
    form = FormData()
    form.add_field("from", str(IVAN))
    form.add_field(kind, b"some bytes", filename="passport.jpg")
    await sandbox.post(f"chats/{IVAN}/send", form)
    (update,) = await sandbox.updates()
    assert kind in update["message"]


async def test_several_photos_are_an_album(sandbox: Sandbox) -> None:
    form = FormData()
    form.add_field("caption", "паспорт")
    for name in ("1.jpg", "2.jpg"):
        form.add_field("photo", b"some bytes", filename=name)
    sent = await sandbox.post(f"chats/{IVAN}/send", form)
    told = [update["message"] for update in await sandbox.updates()]
    assert [m["message_id"] for m in told] == sent["message_ids"]
    assert sent["message_id"] == sent["message_ids"][0]
    assert [m.get("caption") for m in told] == ["паспорт", None]
    assert told[0]["media_group_id"] == told[1]["media_group_id"]


async def test_no_other_files_are_an_album(sandbox: Sandbox) -> None:
    form = FormData()
    for name in ("1.pdf", "2.pdf"):
        form.add_field("document", b"some bytes", filename=name)
    assert "one file" in await sandbox.refusal(f"chats/{IVAN}/send", form)


async def test_tapping_a_link_gives_its_address(sandbox: Sandbox) -> None:
    await sandbox.post(f"chats/{IVAN}/send", {"text": "/start"})
    keyboard = {"inline_keyboard": [[{"text": "Карта", "url": "http://127.0.0.1:1/pay"}]]}
    await sandbox.bot_says(chat_id=IVAN, text="Привяжите карту", reply_markup=keyboard)
    tap = await sandbox.post(f"chats/{IVAN}/tap", {"from": IVAN, "button": "Карта"})
    assert tap == {"answer": None, "alert": False, "url": "http://127.0.0.1:1/pay"}


async def test_a_button_that_is_not_there_is_refused(sandbox: Sandbox) -> None:
    assert await sandbox.refusal(f"chats/{IVAN}/tap", {"from": IVAN, "button": "Нет такой"})


async def test_staff_speak_in_their_group(sandbox: Sandbox) -> None:
    await sandbox.post(f"chats/{STAFF_GROUP}/send", {"from": OLGA, "text": "беру"})
    feed = await sandbox.get(f"chats/{STAFF_GROUP}")
    assert feed["messages"][0]["from"]["id"] == OLGA
    assert "from" in await sandbox.refusal(f"chats/{STAFF_GROUP}/send", {"text": "кто я?"})


async def test_the_feed_is_of_who_looks(sandbox: Sandbox) -> None:
    scope = {"type": "chat_member", "chat_id": STAFF_GROUP, "user_id": OLGA}
    commands = [{"command": "cases", "description": "Дела"}]
    await sandbox.world.telegram.call("setMyCommands", {"commands": commands, "scope": scope})
    assert (await sandbox.get(f"chats/{STAFF_GROUP}?from={OLGA}"))["commands"] == commands
    assert (await sandbox.get(f"chats/{STAFF_GROUP}"))["commands"] == []


@pytest.mark.parametrize(
    ("disguise", "field"),
    [("via_bot", "via_bot"), ("anonymous", "sender_chat"), ("channel", "sender_chat")],
)
async def test_a_text_can_be_sent_as_somebody_elses_word(
    sandbox: Sandbox, disguise: str, field: str
) -> None:
    chat = f"chats/{STAFF_GROUP}/send"
    await sandbox.post(chat, {"from": 900003, "text": "/block", "as": disguise})
    (update,) = await sandbox.updates()
    assert field in update["message"]
    assert (update["message"]["from"]["id"] == 900003) is (disguise == "via_bot")
    assert Update.model_validate(update).message is not None
    told = {"from": 900003, "text": "/block", "as": "a ghost"}
    assert "use one of: via_bot" in await sandbox.refusal(chat, told)
    private = {"text": "/start", "as": "channel"}
    assert "only in a group" in await sandbox.refusal("chats/100001/send", private)


async def test_nobody_writes_in_another_persons_chat(sandbox: Sandbox) -> None:
    said = await sandbox.refusal(f"chats/{IVAN}/send", {"from": OLGA, "text": "это я"})
    assert said == f"person {OLGA} isn't in chat {IVAN}"


async def test_a_borrower_blocks_the_bot_and_changes_their_mind(sandbox: Sandbox) -> None:
    await sandbox.post(f"chats/{IVAN}/send", {"text": "/start"})
    for blocked, status in ((True, "kicked"), (False, "member")):
        await sandbox.post(f"chats/{IVAN}/block", {"from": IVAN, "blocked": blocked})
        update = (await sandbox.updates())[-1]
        assert update["my_chat_member"]["new_chat_member"]["status"] == status


async def test_staff_are_put_out_of_their_group_and_let_in(sandbox: Sandbox) -> None:
    told = await sandbox.post("group", {"member": OLGA, "becomes": "kicked"})
    assert told["members"][str(OLGA)] == "kicked"
    assert "isn't in chat" in await sandbox.refusal(
        f"chats/{STAFF_GROUP}/send", {"from": OLGA, "text": "за что?"}
    )
    told = await sandbox.post("group", {"member": OLGA, "becomes": "member"})
    assert told["members"][str(OLGA)] == "member"
    sent = await sandbox.post(f"chats/{STAFF_GROUP}/send", {"from": OLGA, "text": "я тут"})
    await sandbox.post(f"chats/{STAFF_GROUP}/send", {"from": OLGA, "forward": sent["message_id"]})
    assert (await sandbox.post("group", {"open": True}))["open"] is True
    assert "unknown status" in await sandbox.refusal("group", {"member": OLGA, "becomes": "king"})
    assert "isn't of the staff" in await sandbox.refusal("group", {"from": IVAN, "open": True})
    story = exported(sandbox.world, STAFF_GROUP)
    assert "staff Анна > removes Ольга" in story
    assert "staff Анна > lets in Ольга" in story
    assert "staff Ольга > forwards" in story


async def test_texts_are_found_by_phone(sandbox: Sandbox) -> None:
    sandbox.world.sms.deliver("+79161234567", "Ваш код 123456", "SmartCash")
    for phone in ("", "?phone=79161234567", "?phone=+79161234567"):
        messages = (await sandbox.get(f"sms{phone}"))["messages"]
        assert [m["text"] for m in messages] == ["Ваш код 123456"]
    assert (await sandbox.get("sms?phone=79990000009"))["messages"] == []


async def test_the_bank_shows_its_books_and_refuses_an_unknown_page(sandbox: Sandbox) -> None:
    books = await sandbox.get("bank")
    assert {"balance", "bindings", "holds", "payments", "refunds", "payouts"} <= books.keys()
    assert await sandbox.refusal("bank/confirm", {"url": "http://127.0.0.1/x", "card": "good"})


async def test_the_clock_moves_and_jobs_run_on_the_way(sandbox: Sandbox) -> None:
    world = sandbox.world
    sandbox.bot.due = [world.clock.now() + timedelta(days=2)]
    before = datetime.fromisoformat((await sandbox.get("clock"))["now"])
    after = datetime.fromisoformat((await sandbox.post("clock", {"advance": "3d"}))["now"])
    assert timedelta(days=3) <= after - before < timedelta(days=3, seconds=30)
    assert after.utcoffset() == timedelta(hours=3)
    assert len(sandbox.bot.done) == 1


async def test_the_clock_goes_to_a_moment_in_moscow(sandbox: Sandbox) -> None:
    target = (sandbox.world.clock.now() + timedelta(days=40)).strftime("%Y-%m-%dT10:00")
    moved = await sandbox.post("clock", {"to": target})
    assert moved["now"].startswith(target)
    assert moved["now"].endswith("+03:00")


@pytest.mark.parametrize(
    "body", [{}, {"advance": "soon"}, {"advance": 3}, {"to": "2001-01-01T10:00"}]
)
async def test_the_clock_refuses_what_it_cannot_do(sandbox: Sandbox, body: Any) -> None:
    assert await sandbox.refusal("clock", body)


async def test_a_fault_is_suffered_by_the_next_call_only(sandbox: Sandbox) -> None:
    order = {"of": "telegram", "method": "getMe", "fault": "500"}
    await sandbox.post("faults", order)
    url = f"/telegram/bot{sandbox.world.credentials.token}/getMe"
    statuses = [(await sandbox.client.get(url)).status for _ in range(2)]
    assert statuses == [500, 200]
    calls = (await sandbox.get("calls?of=telegram"))["calls"]
    assert [(c["method"], c["status"], c["refused"]) for c in calls] == [
        ("getMe", 500, True),
        ("getMe", 200, False),
    ]
    assert (await sandbox.get(f"calls?since={calls[0]['seq']}"))["calls"] == calls[1:]


async def test_ordered_faults_can_be_taken_back(sandbox: Sandbox) -> None:
    for method in ("getMe", "getWebhookInfo"):
        order = {"of": "telegram", "method": method, "times": 9, "fault": "500"}
        await sandbox.post("faults", order)
    await sandbox.post("faults", {"of": "telegram", "method": "getMe", "fault": "none"})
    await sandbox.post("faults", {"of": "bank", "fault": "none"})
    url = f"/telegram/bot{sandbox.world.credentials.token}"
    methods = ("getMe", "getWebhookInfo")
    statuses = [(await sandbox.client.get(f"{url}/{method}")).status for method in methods]
    assert statuses == [200, 500]


async def test_a_fault_may_last_for_a_time_of_the_world_s_clock(sandbox: Sandbox) -> None:
    url = f"/telegram/bot{sandbox.world.credentials.token}/getMe"
    order = {"of": "telegram", "method": "getMe", "fault": "500", "for": "10m"}
    ordered = (await sandbox.post("faults", order))["ordered"]
    assert (await sandbox.get("faults"))["waiting"] == [ordered]
    assert [(await sandbox.client.get(url)).status for _ in range(3)] == [500, 500, 500]
    await sandbox.post("clock", {"advance": "10m"})
    assert (await sandbox.client.get(url)).status == 200
    assert (await sandbox.get("faults"))["waiting"] == []


async def test_the_bank_s_notifications_go_wrong_on_order(sandbox: Sandbox) -> None:
    assert await sandbox.get("bank/notifications") == {"how": "on"}
    assert await sandbox.post("bank/notifications", {"how": "late:90"}) == {"how": "late:90"}
    assert sandbox.world.bank.notifications == "late:90"
    assert "unknown way" in await sandbox.refusal("bank/notifications", {"how": "loudly"})


async def test_an_unknown_fault_is_refused(sandbox: Sandbox) -> None:
    assert "unknown fault" in await sandbox.refusal("faults", {"of": "sms", "fault": "fire"})
    assert "unknown system" in await sandbox.refusal("faults", {"of": "post", "fault": "500"})


async def test_the_bot_obeys_three_orders(sandbox: Sandbox) -> None:
    assert (await sandbox.post("bot", {"do": "kill"}))["state"] == "ready"
    assert (await sandbox.post("bot", {"do": "stop"}))["state"] == "down"
    assert (await sandbox.get("bot"))["stopped"]
    assert (await sandbox.post("bot", {"do": "start"}))["state"] == "ready"
    assert "kill, stop, start" in await sandbox.refusal("bot", {"do": "dance"})


async def test_idle_waits_for_updates_to_be_taken(sandbox: Sandbox) -> None:
    assert (await sandbox.post("idle"))["idle"]
    await sandbox.post(f"chats/{IVAN}/send", {"text": "/start"})
    late = await sandbox.post("idle?timeout=0.1", status=503)
    assert "updates" in late["error"]
    await sandbox.updates()
    assert (await sandbox.get("idle"))["idle"]


async def test_starting_over_forgets_everything_but_the_credentials(sandbox: Sandbox) -> None:
    await sandbox.post("people", {"name": "Мария", "phone": "+79031112233"})
    await sandbox.post(f"chats/{IVAN}/send", {"text": "/start"})
    await sandbox.post("faults", {"of": "telegram", "fault": "500"})
    sandbox.world.clock.move_to(sandbox.world.clock.now() + timedelta(days=9))
    database = sandbox.world.directory / "bot.sqlite3"
    for name in (database, database.with_name("bot.sqlite3-wal")):
        name.touch()
    token = sandbox.world.credentials.token
    await sandbox.post("reset")
    assert sandbox.bot.orders == ["put_down", "start"]
    assert not list(sandbox.world.directory.glob("bot.sqlite3*"))
    assert [p["id"] for p in (await sandbox.get("people"))["borrowers"]] == [IVAN]
    assert (await sandbox.get(f"chats/{IVAN}"))["messages"] == []
    assert (await sandbox.get("calls"))["calls"] == []
    assert (await sandbox.client.get(f"/telegram/bot{token}/getMe")).status == 200
    assert abs(sandbox.world.clock.now() - datetime.now().astimezone()) < timedelta(minutes=1)


async def test_unknown_chats_and_calls_are_404(sandbox: Sandbox) -> None:
    assert "no chat" in (await sandbox.get("chats/5", status=404))["error"]
    assert "docs/sandbox.md" in (await sandbox.get("weather", status=404))["error"]
    assert "error" in await sandbox.post("sms", status=404)


async def test_the_page_and_its_document_are_served(sandbox: Sandbox) -> None:
    for path, words in (
        ("/", "Песочница: тестовые данные"),
        ("/static/app.js", "EventSource"),
        ("/docs/sandbox.md", "# The sandbox"),
    ):
        async with sandbox.client.get(path) as answer:
            assert words in await answer.text()
    assert (await sandbox.client.get("/static/..%2fworld.py")).status == 404


async def test_the_page_is_told_what_happens(sandbox: Sandbox) -> None:
    async with sandbox.client.get("/sandbox/events") as stream:
        seen: list[str] = []
        while "screen" not in seen:
            seen += await event(stream)
        assert seen[:4] == ["hello", "people", "bot", "clock"]
        await sandbox.post(f"chats/{IVAN}/send", {"text": "<b>да</b>"})
        sandbox.world.sms.deliver("+79161234567", "Ваш код 123456", "SmartCash")
        while not {"chat", "sms"} <= set(seen):
            seen += await event(stream)


async def event(stream: Any) -> list[str]:
    """The name of the event that the next line begins, if it begins one."""
    line = (await stream.content.readline()).decode()
    return [line.removeprefix("event: ").strip()] if line.startswith("event: ") else []


async def test_the_bot_is_given_every_setting_and_only_loopback(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    settings = sandbox.world.settings_for_bot("http://127.0.0.1:8080", tmp_path, 9090)
    addresses = [v for v in settings.values() if "://" in v]
    assert len(addresses) == 12
    assert all(v.startswith("http://127.0.0.1:8080/") for v in addresses)
    known = {name.lower().partition("__")[0] for name in settings}
    assert not known - Settings.model_fields.keys()
    given = load(**{name.lower(): value for name, value in settings.items()}, _env_file=None)
    assert list(given.bureaus) == ["one", "two", "three", "four"]
    assert given.stop_entries()
    assert given.market().test_data
    assert settings["WEB_PORT"] == "9090"
    hooked = sandbox.world.settings_for_bot("http://h", tmp_path, 9090, webhook=True)
    assert hooked["WEBHOOK_URL"] == "http://127.0.0.1:9090/telegram"
    assert hooked["WEBHOOK_SECRET"]


async def test_somebody_is_put_onto_a_stop_list_and_off(sandbox: Sandbox) -> None:
    path, file = f"people/{IVAN}/listed", sandbox.world.stop_list.path

    await sandbox.post(path, {"list": "115fz"})
    assert file.read_text().endswith("115fz,phone,+79161234567\n")
    await sandbox.post(path, {"list": None})
    assert "+79161234567" not in file.read_text()
    assert "black" in await sandbox.refusal(path, {"list": "black"})
    await sandbox.post("people/5/listed", {"list": "block"}, status=404)


async def test_what_bureaus_were_told_is_shown_and_a_refusal_can_be_ordered(
    sandbox: Sandbox,
) -> None:
    told = (await sandbox.get("bureaus"))["told"]
    assert told == {"one": [], "two": [], "three": [], "four": []}
    order = {"bureau": "two", "reject": "malformed"}
    assert await sandbox.post("bureaus", order) == {"ordered": order | {"times": 1}}
    assert "no bureau" in await sandbox.refusal("bureaus", {"bureau": "five", "reject": "x"})


async def test_an_account_vanishes_and_comes_back(sandbox: Sandbox) -> None:
    await sandbox.post(f"chats/{IVAN}/send", {"text": "/start"})
    for how, words in (("deactivated", "user is deactivated"), ("not_found", "chat not found")):
        assert await sandbox.post(f"chats/{IVAN}/gone", {"how": how}) == {"gone": how}
        with pytest.raises(Refusal, match=words):
            await sandbox.bot_says(chat_id=IVAN, text="one")
    said = await sandbox.refusal(f"chats/{IVAN}/send", {"text": "one"})
    assert "bring it back first" in said
    await sandbox.post(f"chats/{IVAN}/gone", {"how": ""})
    assert await sandbox.bot_says(chat_id=IVAN, text="two")
    assert "use deactivated" in await sandbox.refusal(f"chats/{IVAN}/gone", {"how": "away"})
    assert '"how" must be' in await sandbox.refusal(f"chats/{IVAN}/gone", {})


async def test_the_bot_is_thrown_out_of_the_group_and_the_group_moves(sandbox: Sandbox) -> None:
    told = await sandbox.post("group", {"bot": "kicked"})
    assert (told["id"], told["bot"]) == (STAFF_GROUP, "kicked")
    with pytest.raises(Refusal, match="bot was kicked from the supergroup chat"):
        await sandbox.bot_says(chat_id=STAFF_GROUP, text="one")
    await sandbox.post("group", {"bot": "administrator"})
    told = await sandbox.post("group", {"upgrade": True})
    assert (told["id"], told["bot"]) == (STAFF_GROUP - 1, "administrator")
    with pytest.raises(Refusal) as caught:
        await sandbox.bot_says(chat_id=STAFF_GROUP, text="one")
    assert caught.value.parameters == {"migrate_to_chat_id": STAFF_GROUP - 1}
    assert await sandbox.bot_says(chat_id=STAFF_GROUP - 1, text="one")
    assert "use one of" in await sandbox.refusal("group", {"bot": "gone"})
    assert "isn't of the staff" in await sandbox.refusal("group", {"from": IVAN, "bot": "kicked"})
