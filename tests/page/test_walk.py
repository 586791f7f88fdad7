"""From /start to the loan's screen by clicking, in the demo as a person starts it."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from sandbox.stories.chat_file import read
from tests.page import walk
from tests.page.conftest import Open
from tests.page.visitor import Phone, Visitor

pytestmark = pytest.mark.e2e


async def test_from_start_to_the_loan_by_clicking(demo: str, visit: Open, tmp_path: Path) -> None:
    visitor = await visit(demo)
    phone = visitor.phone()
    await walk.to_the_cost(phone)
    await walk.to_the_form(phone)
    await walk.to_the_review(phone)
    await walk.to_the_bank(phone)
    await walk.to_the_terms(phone)
    await read_the_paper(visitor, phone)
    await walk.to_the_loan(phone)
    await expect(phone.mine.filter(has_text="/start")).to_have_count(1)
    await expect(phone.mine.filter(has_text="4510 123456")).to_have_count(0)
    await expect(visitor.page.locator("#due")).to_be_enabled()
    await take_the_chat_home(visitor, phone, tmp_path / "told.chat")


async def read_the_paper(visitor: Visitor, phone: Phone) -> None:
    async with visitor.page.expect_response("**/*.pdf*") as waiting:
        await phone.root.locator("button.file").last.click()
    paper = await waiting.value
    assert paper.headers["content-type"] == "application/pdf"
    viewer = visitor.page.get_by_role("dialog", name="Просмотр файла")
    await expect(viewer.get_by_role("link", name="Скачать")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await expect(viewer).to_be_hidden()


async def take_the_chat_home(visitor: Visitor, phone: Phone, path: Path) -> None:
    async with visitor.page.expect_download() as saving:
        await phone.root.get_by_role("link", name=".chat").click()
    await (await saving.value).save_as(path)
    lines = [step.source for step in read(path).steps if not step.source.startswith("@")]
    assert lines[:2] == ["> /start", "> [10 000 ₽]"]
    assert "bank: good" in lines
    assert lines[-2:] == ["> [Подписать]", "> {code}"]
