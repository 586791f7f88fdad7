"""The control API's stories, transcripts and list of faults over HTTP."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from sandbox.control.doors import doors
from sandbox.people.people import STAFF_GROUP
from sandbox.stories.story import NAMES
from sandbox.world import World
from tests.sandbox.scripted import ScriptedBot

IVAN = 100001
Client = TestClient[Any, Any]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    world = World(tmp_path)
    world.populate()
    app = world.application(doors(world, ScriptedBot(world.clock)))
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def order(client: Client, status: int = 200, path: str = "story", **body: Any) -> Any:
    async with client.post(f"/sandbox/{path}", data=json.dumps(body)) as answer:
        assert answer.status == status, await answer.text()
        return await answer.json()


async def test_the_stories_are_listed(client: Client) -> None:
    told = await (await client.get("/sandbox/story")).json()
    assert [story["name"] for story in told["stories"]] == list(NAMES)
    assert told["told"]["title"] == ""


async def test_a_story_begins_a_new_world_and_is_stopped(client: Client) -> None:
    await order(client, path=f"chats/{IVAN}/send", text="прежнее")
    assert (await order(client, do="play", name="self_ban"))["told"]["state"] == "playing"
    assert (await order(client, do="pace", pace=2))["told"]["pace"] == 2
    assert (await order(client, do="stop"))["told"]["state"] == "stopped"


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "do"),
        ({"do": "dance"}, "play, stop, pace"),
        ({"do": "play"}, "name"),
        ({"do": "play", "name": "war_and_peace"}, "no story"),
        ({"do": "pace", "pace": "fast"}, "number"),
        ({"do": "pace", "pace": 0}, "between"),
    ],
)
async def test_what_a_story_cannot_do_is_refused(
    client: Client, body: dict[str, Any], word: str
) -> None:
    assert word in (await order(client, 400, **body))["error"]


async def test_a_chat_is_taken_home_as_a_file(client: Client) -> None:
    await order(client, path=f"chats/{IVAN}/send", text="/start")
    async with client.get(f"/sandbox/chats/{IVAN}/transcript") as answer:
        assert answer.content_disposition is not None
        assert answer.content_disposition.filename == "Иван Петров.chat"
        assert (await answer.text()).endswith("\n\n> /start\n")
    assert (await client.get(f"/sandbox/chats/{STAFF_GROUP}/transcript")).status == 200
    assert (await client.get("/sandbox/chats/5/transcript")).status == 404


async def test_ordered_faults_are_listed(client: Client) -> None:
    await order(client, path="faults", of="bank", fault="slow:3", times=2)
    told = await (await client.get("/sandbox/faults")).json()
    fault = {
        "of": "bank",
        "method": None,
        "times": 2,
        "kind": "slow",
        "seconds": 3.0,
        "until": None,
    }
    assert told == {"waiting": [fault]}
