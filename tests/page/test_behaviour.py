"""The page behaves like Telegram: the test itself plays the bot."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from sandbox.world import World
from tests.page.conftest import Open
from tests.page.visitor import IVAN, STAFF_GROUP, Phone

OLGA, ANNA = 900001, 900003


@pytest_asyncio.fixture(loop_scope="session")
async def phone(world: World, visit: Open) -> Phone:
    """A phone on which the bot was started already."""
    world.telegram.send_text(IVAN, IVAN, "/start")
    return (await visit(world.base_url)).phone()


async def call(world: World, method: str, **args: Any) -> Any:
    return await world.telegram.call(method, {"chat_id": IVAN} | args)


async def test_formatting_does_what_it_promises(world: World, phone: Phone) -> None:
    text = (
        "<b>Жирно</b> <tg-spoiler>тайна</tg-spoiler> <code>7f70</code>\n"
        '<a href="https://example.org/">ссылка</a>\n'
        "<blockquote expandable>раз\nдва\nтри\nчетыре\nпять\nшесть</blockquote>"
    )
    await call(world, "sendMessage", text=text, parse_mode="HTML")
    await phone.reads("Жирно")
    spoiler = phone.root.locator(".tg-spoiler")
    await spoiler.press("Enter")
    await expect(spoiler).to_have_class("tg-spoiler shown")
    await phone.root.locator("code").click()
    await expect(phone.root.locator(".toast")).to_be_visible()
    quote = phone.root.locator("blockquote")
    folded = await quote.bounding_box()
    await quote.click()
    unfolded = await quote.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > folded["height"]
    await quote.press(" ")
    await expect(quote).to_have_attribute("aria-expanded", "false")
    await expect(phone.root.get_by_role("link", name="ссылка")).to_be_visible()


async def test_edits_stay_in_place_and_deleted_messages_vanish(world: World, phone: Phone) -> None:
    first = await call(world, "sendMessage", text="Первое")
    await call(world, "sendMessage", text="Второе")
    ident = first["message_id"]
    await call(world, "editMessageText", message_id=ident, text="Исправлено")
    await phone.reads("Исправлено")
    texts = [text.split("\n")[0] for text in await phone.messages.all_inner_texts()]
    assert [text[:10] for text in texts] == ["/start", "Исправлено", "Второе"]
    await call(world, "deleteMessage", message_id=ident)
    await expect(phone.messages.filter(has_text="Исправлено")).to_have_count(0)


@pytest.mark.parametrize(("alert", "seen"), [(False, ".toast"), (True, ".alert")])
async def test_a_tap_is_answered(world: World, phone: Phone, alert: bool, seen: str) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes", "style": "success"}]]}
    await call(world, "sendMessage", text="Согласны?", reply_markup=keyboard)
    await phone.button("Да").press("Enter")
    async with asyncio.timeout(10):
        asked = (await world.telegram.call("getUpdates", {"timeout": 9, "offset": 700_000_002}))[0]
    answer = {"callback_query_id": asked["callback_query"]["id"], "text": "Записали"}
    await world.telegram.call("answerCallbackQuery", answer | {"show_alert": alert})
    await expect(phone.root.locator(seen)).to_contain_text("Записали")
    if alert:
        await phone.page.keyboard.press("Enter")
        await expect(phone.root.locator(seen)).to_be_hidden()


async def test_the_last_texts_come_back(phone: Phone) -> None:
    for text in ("раз", "два"):
        await phone.say(text)
        await phone.reads(text)
    await phone.field.press("ArrowUp")
    await expect(phone.field).to_have_value("два")
    await phone.field.press("ArrowUp")
    await expect(phone.field).to_have_value("раз")
    await phone.field.press("Enter")
    await expect(phone.mine.filter(has_text="раз")).to_have_count(2)


async def test_a_message_is_edited_by_its_writer(phone: Phone) -> None:
    await phone.say("10 000")
    await phone.reads("10 000")
    await phone.root.get_by_role("button", name="Изменить сообщение").last.press("Enter")
    await expect(phone.field).to_have_value("10 000")
    await phone.say("15 000")
    await expect(phone.mine.last).to_contain_text("15 000")
    await expect(phone.mine.last).to_contain_text("изменено")


async def test_keyboards_and_commands(world: World, phone: Phone) -> None:
    keyboard = {"keyboard": [[{"text": "Мой номер", "request_contact": True}]]}
    await call(world, "sendMessage", text="Номер?", reply_markup=keyboard)
    await phone.tap("Мой номер")
    await phone.reads("+79161234567")
    commands = [{"command": "help", "description": "что умеет бот"}]
    await world.telegram.call("setMyCommands", {"commands": commands})
    await phone.tap("Меню")
    await phone.root.get_by_role("button", name="что умеет бот").press("Enter")
    await expect(phone.mine.last).to_contain_text("/help")
    await phone.field.press_sequentially("/he")
    await phone.root.get_by_role("button", name="что умеет бот").click()
    await expect(phone.mine.filter(has_text="/help")).to_have_count(2)
    await call(world, "sendChatAction", action="typing")
    await expect(phone.root.get_by_text("печатает")).to_be_visible()


async def test_an_sms_is_a_notification_and_stays_in_the_list(world: World, phone: Phone) -> None:
    await phone.reads("/start")
    world.sms.deliver("+79161234567", "Код 123456 никому", "SmartCash")
    assert await phone.in_sms(r"Код (\d+)") == "123456"
    await phone.root.get_by_role("button", name="Код из СМС").click()
    await expect(phone.mine.last).to_contain_text("123456")
    await phone.root.locator("[data-do=sms]").click()
    await expect(phone.root.locator(".inbox li")).to_contain_text("Код 123456 никому")
    await phone.page.keyboard.press("Escape")
    await expect(phone.root.locator(".inbox")).to_be_hidden()


async def test_photos_open_over_the_page(phone: Phone) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>'
    file = FilePayload(name="passport.svg", mimeType="image/svg+xml", buffer=svg)
    await phone.root.locator("input[name=photo]").set_input_files(file)
    await phone.root.locator(".file.photo").click()
    viewer = phone.page.get_by_role("dialog", name="Просмотр файла")
    await expect(viewer.get_by_role("img")).to_be_visible()
    await viewer.get_by_role("button", name="Закрыть").click()
    await expect(viewer).to_be_hidden()


async def test_several_photos_go_as_an_album(world: World, phone: Phone) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="2560" height="40"/>'
    files = [
        FilePayload(name=f"{page}.svg", mimeType="image/svg+xml", buffer=svg) for page in (1, 2)
    ]
    world.telegram.state.updates.clear()
    await phone.field.fill("Мой паспорт")
    await phone.root.locator("input[name=photo]").set_input_files(files)
    await expect(phone.mine.locator(".file.photo")).to_have_count(2)
    await expect(phone.mine.filter(has_text="Мой паспорт")).to_have_count(1)
    await expect(phone.field).to_have_value("")
    told = [u["message"] for u in await world.telegram.call("getUpdates", {})]
    assert told[0]["media_group_id"] == told[1]["media_group_id"]
    assert [(m["photo"][-1]["width"], m["photo"][-1]["height"]) for m in told] == [(1280, 20)] * 2


async def test_the_staff_talk_as_whom_they_choose(world: World, visit: Open) -> None:
    group = (await visit(world.base_url)).phone(STAFF_GROUP)
    await group.root.get_by_label("Кто пишет").select_option(label="Игорь (поддержка)")
    await group.say("беру")
    await expect(group.mine.last).to_contain_text("беру")
    await group.root.get_by_label("Кто пишет").select_option(label="Ольга (поддержка)")
    await expect(group.mine).to_have_count(0)
    await expect(group.messages.last).to_contain_text("Игорь")


async def test_the_administrator_decides_in_the_staff_group(world: World, visit: Open) -> None:
    group = (await visit(world.base_url)).phone(STAFF_GROUP)
    keyboard = {"inline_keyboard": [[{"text": "Одобрить", "callback_data": "yes"}]]}
    await call(world, "sendMessage", chat_id=STAFF_GROUP, text="Дело", reply_markup=keyboard)
    await group.root.get_by_label("Кто пишет").select_option(label="Анна (администратор)")
    await group.tap("Одобрить")
    async with asyncio.timeout(10):
        (asked,) = await world.telegram.call("getUpdates", {"timeout": 9})
    assert asked["callback_query"]["from"]["id"] == ANNA
    ident = asked["callback_query"]["id"]
    await world.telegram.call("answerCallbackQuery", {"callback_query_id": ident, "text": "Есть"})
    await expect(group.root.locator(".toast")).to_contain_text("Есть")


async def test_a_member_of_the_group_sees_commands_of_their_own(world: World, visit: Open) -> None:
    group = (await visit(world.base_url)).phone(STAFF_GROUP)
    menu = group.root.locator("[data-do=commands]")
    scope = {"type": "chat_member", "chat_id": STAFF_GROUP, "user_id": ANNA}
    commands = [{"command": "journal", "description": "кто что решил"}]
    await world.telegram.call("setMyCommands", {"commands": commands, "scope": scope})
    await expect(menu).to_be_hidden()
    await group.root.get_by_label("Кто пишет").select_option(label="Анна (администратор)")
    await menu.click()
    await group.root.get_by_role("button", name="кто что решил").click()
    await expect(group.mine.last).to_contain_text("/journal")


async def test_somebody_is_put_out_of_the_group_and_let_in(world: World, visit: Open) -> None:
    group = (await visit(world.base_url)).phone(STAFF_GROUP)
    move = group.root.locator("[data-do=block]")
    speaker = group.root.get_by_label("Кто пишет")
    for name, out in (("Игорь (поддержка)", "kicked"), ("Анна (администратор)", "left")):
        await speaker.select_option(label=name)
        await move.click()
        await expect(move).to_have_text("Вернуть в группу")
        assert out in world.telegram.members().values()
        await move.click()
        await expect(move).to_have_text("Убрать из группы")
    assert list(world.telegram.members().values()) == ["administrator", "member", "creator"]


async def test_the_group_shows_whose_word_it_is_and_who_came(world: World, visit: Open) -> None:
    group = (await visit(world.base_url)).phone(STAFF_GROUP)
    world.telegram.member_becomes(ANNA, IVAN, "member")
    first = world.telegram.send_text(STAFF_GROUP, OLGA, "/block +79161234567")
    world.telegram.forward(STAFF_GROUP, ANNA, first)
    for disguise in ("anonymous", "via_bot"):
        world.telegram.send_text(STAFF_GROUP, ANNA, "/cases", disguise=disguise)
    await group.reads("Теперь в группе: Иван Петров")
    await expect(group.root).to_contain_text("4 участника и бот")
    world.telegram.member_becomes(ANNA, OLGA, "kicked")
    await group.reads("Переслано от: Ольга (поддержка)")
    await group.reads("От имени: Умные наличные: поддержка")
    await group.reads("Через бота: Другой бот")
    await group.reads("Больше не в группе: Ольга (поддержка)")
    await expect(group.root).to_contain_text("3 участника и бот")
