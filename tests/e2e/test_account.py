"""The account against the real processes: entry, recovery, idle time, and a kill in the middle."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from sandbox.people.picture import PICTURE
from tests.e2e.borrower import ANSWERS
from tests.e2e.repayer import Repayer
from tests.e2e.visitor import Visitor
from tests.e2e.world import STAFF_GROUP, World, living_world

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

PASSWORD = r"пароль для входа.*?: (\S+)"
NEW_NUMBER = r"Код (\d{6}) — номер для входа"
OLGA, ANNA = 900001, 900003
CODE = r"Код (\d{6}) — новый пароль"
NEW = "трава зелёный поезд"
Town = tuple[World, Repayer, Path]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A world as a lender would run it, and a borrower with a loan."""
    directory = tmp_path_factory.mktemp("world")
    async with living_world(directory, IDLE_MINUTES="15") as world:
        borrower = await Repayer.come(world, 1)
        yield world, borrower, directory


async def test_a_bot_that_is_killed_over_a_password_lets_in_all_the_same(town: Town) -> None:
    world, owner, _ = town
    visitor = await Visitor.at_door(world, 1, "Вторая Трубка")
    password = await visitor.sms_to(owner.borrower.phone, PASSWORD)
    await visitor.taps("У меня есть кабинет")
    await visitor.hears("Какой номер")
    await visitor.says(owner.borrower.phone)
    await visitor.hears("Пароль?")
    await visitor.says(password)
    await world.bot("kill")

    await visitor.hears("Вы вошли")
    await owner.hears("вошли с аккаунта «Вторая Трубка»")
    assert password not in await visitor.texts()


async def test_recovery_is_five_answers_and_ends_the_old_sessions(town: Town) -> None:
    """Phone, code, birth date, password, and a tap before them: well under two minutes."""
    world, owner, _ = town
    visitor = await Visitor.at_door(world, 2, "Третья Трубка")
    await visitor.says("/login")
    await visitor.says(owner.borrower.phone)
    await visitor.taps("Напомнить пароль")
    await visitor.hears("есть кабинет, отправим СМС")
    await visitor.says(await visitor.sms_to(owner.borrower.phone, CODE))
    await visitor.hears("Дата рождения?")
    await visitor.says(owner.borrower.own["birth_date"])
    await visitor.hears("Придумайте новый пароль")
    await visitor.says(NEW)

    assert "на новую карту отправим не раньше" in await visitor.hears("Новый пароль сохранён")
    await owner.hears("Пароль сменили на другом устройстве")
    assert NEW not in await visitor.texts()
    await visitor.taps("Открыть кабинет")
    assert "Закрыть займ сегодня: 10 000 ₽" in await visitor.hears("Личный кабинет")


async def test_after_idle_time_the_password_is_asked_and_then_it_goes_on(town: Town) -> None:
    world, owner, _ = town
    visitor = await Visitor.at_door(world, 3, "Четвёртая Трубка")
    await visitor.says("/login")
    await visitor.says(owner.borrower.phone)
    await visitor.hears("Пароль?")
    await visitor.says(NEW)
    await visitor.hears("Вы вошли")
    await world.advance("16m")
    await visitor.says("/loan")
    await visitor.hears("Введите пароль")
    await visitor.says(NEW)
    await visitor.taps("Продолжить")

    await visitor.hears("Закрыть сегодня")


async def test_a_lost_number_is_changed_by_a_photo_though_the_bot_is_killed_over_it(
    town: Town,
) -> None:
    world, owner, directory = town
    visitor = await Visitor.at_door(world, 4, "Новая Трубка")
    await visitor.says("/phone")
    await visitor.hears("Какой номер был раньше?")
    await visitor.says(owner.borrower.phone)
    await visitor.hears("Ваша дата рождения?")
    await visitor.says(owner.borrower.own["birth_date"])
    await visitor.hears("Какой номер теперь?")
    await visitor.says(visitor.borrower.phone)
    await visitor.says(await visitor.sms_to(visitor.borrower.phone, NEW_NUMBER))
    await visitor.hears("два вопроса о паспорте")
    await visitor.says(ANSWERS["passport_issued"])
    await visitor.hears("Код подразделения")
    await visitor.says(ANSWERS["passport_code"])
    await visitor.hears("сфотографируйтесь")
    await world.send_photo(visitor.borrower.id, PICTURE)
    await world.bot("kill")
    await visitor.hears("Заявление у сотрудника")
    await world.advance("24h")  # the owner has a day to say that it isn't them
    await _approved(world)

    await visitor.hears("Номер для входа теперь")
    assert PICTURE[:64] not in (directory / "bot.sqlite3").read_bytes()
    await visitor.says("/login")
    await visitor.says(visitor.borrower.phone)
    await visitor.hears("Пароль?")
    await visitor.says(NEW)
    await visitor.hears("Вы вошли")


async def _approved(world: World) -> None:
    """By the administrator, who alone has the right."""
    while True:
        feed = await world.feed(STAFF_GROUP)
        for one in feed["messages"]:
            if one["text"].startswith("Смена номера") and not one["deleted"]:
                ident = one["message_id"]
                told = await world.tap(STAFF_GROUP, "Одобрить", ident, who=OLGA)
                assert "недоступно" in (told["answer"] or "")
                await world.tap(STAFF_GROUP, "Одобрить", ident, who=ANNA)
                return
        await world.feed(STAFF_GROUP, feed["seq"], wait=5)


async def test_nothing_of_it_stands_in_the_log_or_in_clear_in_the_database(town: Town) -> None:
    _, owner, directory = town
    password = await Visitor(owner.borrower).sms_to(owner.borrower.phone, PASSWORD)
    kept = [directory / "bot.log", *directory.glob("bot.sqlite3*")]

    for secret in (password, NEW, owner.borrower.phone):
        for path in kept:
            assert secret.encode() not in path.read_bytes(), path.name
