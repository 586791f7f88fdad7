"""The desk beside the phones: clock, people, faults, bot, log, theme; narrow and by keyboard."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from sandbox.clock.advance import MOSCOW
from sandbox.world import World
from tests.page.conftest import Open
from tests.page.visitor import IVAN


async def test_the_page_says_what_it_is(world: World, visit: Open) -> None:
    visitor = await visit(world.base_url)
    await visitor.sees("Песочница: тестовые данные")
    await visitor.sees("Люди, деньги, банк и Telegram здесь не настоящие. Бот настоящий.")


async def test_the_clock_goes_forward(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    begun = world.clock.now()
    await page.get_by_role("button", name="+1 час").click()
    await expect(page.locator("#tomorrow")).to_be_enabled()
    assert timedelta(hours=1) <= world.clock.now() - begun < timedelta(hours=1, minutes=1)
    await page.get_by_role("button", name="завтра").click()
    await expect(page.locator("#tomorrow")).to_be_enabled()
    assert f"{world.clock.now().astimezone(MOSCOW):%H:%M}" == "10:00"
    day = (begun + timedelta(hours=1)).astimezone(MOSCOW).date()
    assert world.clock.now().astimezone(MOSCOW).date() == day + timedelta(days=1)


async def test_the_due_day_is_the_one_that_the_bot_has_named(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    due = page.locator("#due")
    await expect(due).to_be_disabled()
    world.telegram.send_text(IVAN, IVAN, "/start")
    year = world.clock.now().year + 1
    text = f"Вернуть <b>11 120\u00a0₽</b> до 7\u00a0января\u00a0{year}."
    send = {"chat_id": IVAN, "text": text, "parse_mode": "HTML"}
    await world.telegram.call("sendMessage", send)
    world.telegram.state.updates.clear()  # the bot has taken them
    await expect(due).to_have_text("день платежа, 7 января")
    await due.click()
    await expect(due).to_have_text("день платежа")
    await expect(due).to_be_disabled()
    assert f"{world.clock.now().astimezone(MOSCOW):%Y-%m-%d %H:%M}" == f"{year}-01-07 10:00"


async def test_a_fault_is_ordered_and_taken_back(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    await page.get_by_text("Неполадки").click()
    await page.get_by_label("Где").select_option("bank")
    await page.get_by_label("Вызов").select_option("payout")
    await page.get_by_role("button", name="Заказать").click()
    ordered = page.get_by_role("list", name="Заказанные неполадки")
    await expect(ordered).to_contain_text("bank, payout: 500 × 1")
    await ordered.get_by_role("button", name="отменить").click()
    await expect(ordered.get_by_role("listitem")).to_have_count(0)
    assert world.faults.waiting() == []


async def test_the_bot_is_stopped_and_started(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    await page.get_by_text("Бот", exact=True).click()
    await page.locator("[data-bot=stop]").click()
    await expect(page.get_by_text("бот не работает (остановлен)")).to_be_visible()
    await page.locator("[data-bot=start]").click()
    await expect(page.get_by_text("бот готов")).to_be_visible()


async def test_a_new_borrower_gets_a_phone(world: World, visit: Open) -> None:
    visitor = await visit(world.base_url)
    await visitor.page.get_by_role("button", name="Добавить телефон").click()
    await expect(visitor.phone(IVAN + 1).root).to_contain_text("Мария Смирнова")
    await expect(visitor.page.get_by_label("Телефон", exact=True)).to_have_value("+79031112234")
    await visitor.page.get_by_role("button", name="Добавить телефон").click()
    await expect(visitor.phone(IVAN + 2).root).to_contain_text("+79031112234")


async def test_the_log_shows_request_and_answer(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    url = f"{world.base_url}/telegram/bot{world.credentials.token}/sendMessage"
    await page.request.post(url, data={"chat_id": 5, "text": "кому?"})
    row = page.locator("#log details").first
    await row.locator("summary").press("Enter")
    await expect(row).to_contain_text("кому?")
    await expect(row).to_contain_text("chat not found")
    await expect(row).to_have_class("refused")


async def test_starting_over_is_a_new_world(world: World, visit: Open) -> None:
    visitor = await visit(world.base_url)
    world.telegram.send_text(IVAN, IVAN, "привет")
    await visitor.phone().reads("привет")
    await visitor.page.get_by_text("Мир", exact=True).click()
    await visitor.page.get_by_role("button", name="Начать заново").click()
    await expect(visitor.phone().messages).to_have_count(0)
    await expect(visitor.phone().button("Запустить")).to_be_visible()


async def test_dark_and_light_are_a_switch_and_are_kept(world: World, visit: Open) -> None:
    page = (await visit(world.base_url)).page
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.get_by_role("button", name="Тёмная тема").press("Enter")
    dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    await page.reload()
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    await expect(page.get_by_role("button", name="Светлая тема")).to_be_visible()


@pytest.mark.parametrize("width", [360, 820])
async def test_nothing_sticks_out_of_a_narrow_screen(world: World, visit: Open, width: int) -> None:
    visitor = await visit(world.base_url, width=width, height=740)
    phone = visitor.phone()
    await phone.tap("Запустить")
    await phone.reads("/start")
    await visitor.page.get_by_role("button", name="Добавить телефон").click()
    await expect(visitor.phone(IVAN + 1).root).to_be_attached()
    sticking = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await visitor.page.evaluate(sticking) == 0
    box = await phone.root.bounding_box()
    assert box is not None
    assert box["width"] <= width


async def test_the_keyboard_alone_is_enough(world: World, visit: Open) -> None:
    visitor = await visit(world.base_url)
    page, phone = visitor.page, visitor.phone()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="К телефонам")).to_be_focused()
    await page.keyboard.press("Enter")
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await phone.button("Запустить").evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await phone.reads("/start")
    await expect(phone.field).to_be_focused()
    await page.keyboard.type("привет")
    await page.keyboard.press("Enter")
    await phone.reads("привет")
