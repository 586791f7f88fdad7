"""A headless Chromium for the page's tests, and the page open in it."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, async_playwright

from sandbox.control.doors import doors
from sandbox.world import World
from tests.e2e.world import living_world
from tests.page.browser import ABSENT, QUIET, found
from tests.page.visitor import Visitor
from tests.sandbox.scripted import ScriptedBot

Open = Callable[..., Awaitable[Visitor]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser lives in one event loop, so its tests share it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the tests are skipped, unless PAGE_TESTS=required."""
    path = found()
    if path is None:
        if os.environ.get("PAGE_TESTS") == "required":
            pytest.fail(ABSENT, pytrace=False)
        pytest.skip(ABSENT)
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One for all tests; each has a profile of its own."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
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
    for visitor in visitors:
        await visitor.page.context.close()
    assert [error for visitor in visitors for error in visitor.errors] == []


@pytest_asyncio.fixture(loop_scope="session")
async def demo(chromium: str, tmp_path: Path) -> AsyncIterator[str]:  # noqa: ARG001 - no browser, no demo
    """The address of the demo as a person starts it, with the real bot."""
    async with living_world(tmp_path, SANDBOX_LIMITS="off") as world:
        await world.idle()
        yield f"{world.address}/"


@pytest_asyncio.fixture(loop_scope="session")
async def world(chromium: str, tmp_path: Path) -> AsyncIterator[World]:  # noqa: ARG001 - as above
    """A world served in this process, in which the test itself plays the bot."""
    world = World(tmp_path, limits=False)
    world.populate()
    async with TestServer(world.application(doors(world, ScriptedBot(world.clock)))) as server:
        world.base_url = str(server.make_url("")).rstrip("/")
        yield world
