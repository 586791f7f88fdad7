"""Takes the README's pictures from the running demo: `make pictures`.

Each is taken light and dark, as docs/pictures/<name>-light.png and -dark.png.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from tests.e2e.world import World, living_world
from tests.page import browser, walk
from tests.page.visitor import STAFF_GROUP, Phone, Visitor

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 250_000  # bytes
STORY = "review_approved"
SENT = ("> [Согласен, получить код]", "> {code}")  # one after the other; then the staff has a case


async def take(page: Page, name: str, what: Locator | None = None) -> None:
    """One picture in both themes, without traces of focus and cursor."""
    await page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    await page.mouse.move(0, 0)
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        path = PICTURES / f"{name}-{scheme}.png"
        await (page if what is None else what).screenshot(path=path)
        size = path.stat().st_size
        sys.stdout.write(f"{path.name}: {size // 1000} KB\n")
        if size > LARGEST:
            raise SystemExit(f"{path.name} is larger than {LARGEST // 1000} KB")


async def of_a_loan(page: Page, phone: Phone) -> None:
    screen = phone.root.locator(".device")
    await walk.to_the_cost(phone)
    await take(page, "cost", screen)
    await walk.to_the_form(phone)
    await walk.to_the_review(phone)
    await phone.forget_notices()
    await take(page, "review", screen)
    await walk.to_the_bank(phone)
    await phone.forget_notices()
    await take(page, "bank", screen)
    await walk.to_the_terms(phone)
    await phone.forget_notices()
    await take(page, "terms", screen)
    await walk.to_the_loan(phone)
    await phone.in_sms("(пароль)")
    await take(page, "loan", screen)
    await phone.forget_notices()


async def of_a_case(page: Page, world: World, phone: Phone, group: Phone) -> None:
    """The story of a review, until the staff has to decide."""
    await world.call("POST", "story", {"do": "play", "name": STORY, "pace": 300})
    for line in SENT:
        while (await world.call("GET", "story"))["told"]["source"] != line:
            pass  # the line takes a second or more: the bot says several things after it
    await world.call("POST", "story", {"do": "pace", "pace": 0.1})
    await phone.reads("Заявку смотрит сотрудник")
    await expect(phone.root.locator(".pressed")).to_have_count(0)
    await group.button("Одобрить").wait_for()
    await take(page, "staff", group.root.locator(".device"))
    await take(page, "page")


async def main() -> None:
    path = browser.found()
    if path is None:
        raise SystemExit(browser.ABSENT)
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=browser.QUIET)
        with tempfile.TemporaryDirectory() as directory:
            async with living_world(Path(directory), SANDBOX_LIMITS="off") as world:
                await world.idle()
                page = await chromium.new_page(
                    viewport={"width": 1120, "height": 820}, locale="ru-RU"
                )
                visitor = Visitor(page)
                await page.goto(world.address)
                await of_a_loan(page, visitor.phone())
                await of_a_case(page, world, visitor.phone(), visitor.phone(STAFF_GROUP))
        await chromium.close()


if __name__ == "__main__":
    asyncio.run(main())
