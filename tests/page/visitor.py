"""Somebody at the page: clicks what is seen, types, reads."""

import re

from playwright.async_api import ConsoleMessage, FrameLocator, Locator, Page, expect

IVAN = 100001
STAFF_GROUP = -1002000000001


class Phone:
    """One phone of the page."""

    def __init__(self, page: Page, chat: int) -> None:
        self.page = page
        self.root = page.locator(f".phone[data-chat='{chat}']")
        self.messages = self.root.locator(".messages li")
        self.mine = self.root.locator(".messages .mine")
        self.field = self.root.get_by_role("textbox", name="Сообщение")
        self.notices = self.root.locator(".notice")
        self.bank: FrameLocator = self.root.frame_locator(".webview iframe")

    def button(self, title: str) -> Locator:
        """The newest button with this text."""
        return self.root.get_by_role("button", name=title, exact=True).last

    async def tap(self, title: str) -> None:
        await self.button(title).click()

    async def say(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def reads(self, words: str) -> None:
        """Wait until the chat says so."""
        await expect(self.messages.filter(has_text=words).last).to_be_visible(timeout=20_000)

    async def in_sms(self, pattern: str) -> str:
        """What stands in the newest notification that matches."""
        note = self.notices.filter(has_text=re.compile(pattern)).first
        await note.wait_for(timeout=20_000)
        found = re.search(pattern, await note.inner_text())
        assert found is not None
        return found[1]

    async def forget_notices(self) -> None:
        await self.notices.evaluate_all("notes => notes.forEach((note) => note.remove())")


class Visitor:
    """`errors` are what the page's scripts have complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._logged)
        page.on("dialog", lambda dialog: dialog.accept())

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def phone(self, chat: int = IVAN) -> Phone:
        return Phone(self.page, chat)

    async def sees(self, words: str) -> None:
        await expect(self.page.get_by_text(words).first).to_be_visible(timeout=20_000)
