"""A headless Chromium for the page's tests, and the page open in it."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Playwright, async_playwright

from bot.sandbox.doors import doors
from bot.sandbox.world import World
from tests.e2e.world import living_world
from tests.page.visitor import Visitor
from tests.sandbox.scripted import ScriptedBot

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # a browser that talks to nobody but us; as root it needs the first one
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
ABSENT = (
    "no Chromium is installed: apt-get install chromium, or name one by CHROMIUM=/path/to/chromium"
)

Open = Callable[..., Awaitable[Visitor]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the tests are skipped, unless PAGE_TESTS=required."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("PAGE_TESTS") == "required":
            pytest.fail(ABSENT, pytrace=False)
        pytest.skip(ABSENT)
    return found


@pytest.fixture
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@pytest.fixture
async def browser(chromium: str, playwright: Playwright) -> AsyncIterator[Browser]:
    opened = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
    yield opened
    await opened.close()


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Open]:
    """Opens an address; at the end nothing may have gone wrong in any script."""
    visitors: list[Visitor] = []

    async def open_page(address: str, *, width: int = 1400, height: int = 950) -> Visitor:
        context = await browser.new_context(
            viewport={"width": width, "height": height}, locale="ru-RU", reduced_motion="reduce"
        )
        visitor = Visitor(await context.new_page())
        visitors.append(visitor)
        await visitor.page.goto(address)
        return visitor

    yield open_page
    assert [error for visitor in visitors for error in visitor.errors] == []


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """The address of the demo as a person starts it, with the real bot."""
    async with living_world(tmp_path, SANDBOX_LIMITS="off") as world:
        await world.idle()
        yield f"{world.address}/"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world served in this process, in which the test itself plays the bot."""
    world = World(tmp_path, limits=False)
    world.populate()
    async with TestServer(world.application(doors(world, ScriptedBot(world.clock)))) as server:
        world.base_url = str(server.make_url("")).rstrip("/")
        yield world
