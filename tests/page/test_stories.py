"""«Пройти за меня» on the page, with the real bot."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import Open

pytestmark = pytest.mark.e2e


async def test_the_story_of_a_loan_plays_through(demo: str, visit: Open) -> None:
    visitor = await visit(demo)
    page, phone = visitor.page, visitor.phone()
    await page.get_by_role("button", name="От первого слова до денег на карте").click()
    banner = page.get_by_role("region", name="История")
    await expect(banner.get_by_text("> /start")).to_be_visible(timeout=30_000)
    await page.request.post(f"{demo}sandbox/story", data={"do": "pace", "pace": 300})
    await expect(banner.get_by_text("История пройдена")).to_be_visible(timeout=60_000)
    await phone.reads("Деньги на карте •1002: 10 000 ₽")
    await expect(phone.root.locator(".webview")).to_be_hidden()
    await banner.get_by_role("button", name="Закрыть").click()
    await expect(banner).to_be_hidden()


async def test_a_story_can_be_stopped_and_gone_on_with(demo: str, visit: Open) -> None:
    visitor = await visit(demo)
    page, phone = visitor.page, visitor.phone()
    await page.get_by_role("button", name="Ручная проверка").click()
    await phone.reads("Сколько вам нужно?")
    await page.get_by_role("button", name="Остановить").first.click()
    await visitor.sees("Остановлено. Дальше можно самому.")
    await phone.say("/help")
    await phone.reads("/status")
