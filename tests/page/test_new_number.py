"""What a change of phone needs: another SIM, and a photo of a face with two numbers."""

from typing import Any

import pytest_asyncio
from playwright.async_api import expect

from sandbox.world import World
from tests.page.conftest import Open
from tests.page.visitor import IVAN, STAFF_GROUP, Phone

ASKED = """async ([typed, own]) => {
  const { twoOf, written } = await import("/static/numbers.js");
  return twoOf(written(typed), own);
}"""
OWN, OTHER, NEW = "+79161234567", "+79031112233", "+79035556677"


@pytest_asyncio.fixture(loop_scope="session")
async def phone(world: World, visit: Open) -> Phone:
    world.telegram.send_text(IVAN, IVAN, "/start")
    world.telegram.state.updates.clear()
    return (await visit(world.base_url)).phone()


async def photos(world: World) -> list[tuple[dict[str, Any], bytes]]:
    """The messages with a photo that the bot has got, and their pictures."""
    found = []
    for update in await world.telegram.call("getUpdates", {}):
        message = update["message"]
        ident = {"file_id": message["photo"][-1]["file_id"]}
        file = world.telegram.file((await world.telegram.call("getFile", ident))["file_path"])
        assert file is not None
        found.append((message, file.content))
    return found


async def test_a_training_photo_is_drawn_and_sent(world: World, phone: Phone) -> None:
    for count, typed in enumerate(("", "8 (903) 111-22-33, +7 903 555-66-77", "вот я"), 1):
        await phone.field.fill(typed)
        await phone.root.locator("[data-do=attach]").click()
        await phone.tap("Учебное фото")
        await expect(phone.mine.locator(".file.photo")).to_have_count(count)
        await expect(phone.field).to_have_value("")
    drawn = await photos(world)
    sizes = [(m["photo"][-1]["width"], m["photo"][-1]["height"]) for m, _ in drawn]
    assert sizes == [(1200, 900)] * 3
    assert [m.get("caption") for m, _ in drawn] == [None, None, "вот я"]
    assert len({picture for _, picture in drawn}) == 3
    group = Phone(phone.page, STAFF_GROUP).root
    await group.locator("[data-do=attach]").click()
    await expect(group.locator("[data-attach=training]")).to_be_hidden()


async def test_its_numbers_are_those_written_or_the_person_s_own(phone: Phone) -> None:
    for typed, own, shown in (
        (f"{OTHER}, {NEW}", [OWN], [OTHER, NEW]),
        ("8 903 111-22-33\n9035556677", [OWN], [OTHER, NEW]),
        (NEW, [OWN, OTHER], [OWN, NEW]),
        (OWN, [OWN, OTHER], [OWN, OTHER]),
        ("", [OWN, OTHER, NEW], [OWN, NEW]),
    ):
        assert await phone.page.evaluate(ASKED, [typed, own]) == shown
    first, made_up = await phone.page.evaluate(ASKED, ["", [OWN]])
    assert first == OWN
    assert made_up.startswith("+79")
    assert len(made_up) == len(OWN)


async def test_another_sim_gets_sms_of_its_own(world: World, phone: Phone) -> None:
    world.sms.deliver(OWN, "Код 123456", "SmartCash")
    await phone.root.locator("[data-do=sms]").click()
    await expect(phone.root.locator(".inbox li")).to_contain_text("Код 123456")
    await expect(phone.root.locator(".inbox .to")).to_be_hidden()
    await phone.tap("Ещё номер")
    await expect(phone.root.locator(".inbox .to")).to_contain_text("на +7 916 123-45-67")
    (person,) = world.people.borrowers()
    await expect(phone.root.locator(".label")).to_contain_text(person.phones[-1])
    world.sms.deliver(person.phones[-1], "Код 654321", "SmartCash")
    await expect(phone.root.locator(".inbox li").last).to_contain_text("Код 654321")
    ends = f"{person.phones[-1][-4:-2]}-{person.phones[-1][-2:]}"
    await expect(phone.root.locator(".inbox .to").last).to_contain_text(ends)
    await expect(phone.notices.first).to_contain_text(f"…{ends}")
