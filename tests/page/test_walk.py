"""From /start to the loan's screen by clicking, in the demo as a person starts it."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.sandbox.chat_file import read
from tests.page.conftest import Open
from tests.page.visitor import Phone

pytestmark = pytest.mark.e2e

# Each question of the form by the words that it is known by, and the answer; [] is a button.
FORM = (
    ("Фамилия, имя и отчество", "Петров Иван Сергеевич"),
    ("Дата рождения", "31.12.1990"),
    ("Электронная почта", "ivan@example.ru"),
    ("Серия и номер паспорта", "4510 123456"),
    ("Дата выдачи", "20.01.2011"),
    ("Код подразделения", "770-001"),
    ("Кем выдан", "ОВД района Арбат г. Москвы"),
    ("Место рождения", "г. Тула"),
    ("ИНН?", "500100732259"),
    ("СНИЛС?", "[Пропустить]"),
    ("Адрес регистрации", "Москва, ул. Лесная, д. 5, кв. 12"),
    ("Где живёте", "[Живу по регистрации]"),
    ("Домашний телефон", "[Пропустить]"),
    ("Название организации", "ООО «Ромашка»"),
    ("Кем работаете", "водитель"),
    ("Доход в месяц", "[60 000 ₽]"),
    ("Сколько", "[Больше трёх лет]"),
    ("аванс", "[Пропустить]"),
    ("зарплата", "5"),
    ("Кого спросить", "[Пропустить]"),
)


async def answer(phone: Phone, question: str, said: str) -> None:
    await phone.reads(question)
    if said.startswith("["):
        await phone.tap(said[1:-1])
    else:
        await phone.say(said)


async def to_the_bank(phone: Phone) -> None:
    await phone.tap("Запустить")
    await phone.tap("10 000 ₽")
    await phone.tap("14 дней")
    await phone.tap("Оформить займ")
    await phone.reads("Согласие на обработку персональных данных")
    await phone.tap("Согласен")
    await phone.reads("Соглашение об электронной подписи")
    await phone.tap("Согласен")
    await phone.tap("Отправить мой номер")
    await phone.in_sms(r"Код (\d{6})")
    await phone.root.locator(".suggest button").click()
    for question, said in FORM:
        await answer(phone, question, said)
    await phone.tap("Всё верно, дальше")
    await phone.reads("Согласие на запрос кредитной истории")
    await phone.tap("Согласен")
    await phone.tap("Согласен, отправить заявку")


async def test_from_start_to_the_loan_by_clicking(demo: str, visit: Open, tmp_path: Path) -> None:
    visitor = await visit(demo)
    phone = visitor.phone()
    await to_the_bank(phone)

    await phone.tap("Открыть страницу банка")
    await expect(phone.bank.get_by_text("Умные наличные")).to_be_visible()
    await phone.bank.get_by_role("button", name="Хорошая карта").click()
    await expect(phone.bank.get_by_role("heading", name="Карта привязана")).to_be_visible()
    await phone.bank.get_by_role("link", name="Вернуться в чат").click()
    await expect(phone.root.locator(".webview")).to_be_hidden()
    await phone.reads("Какая это сумма?")
    await phone.say(await phone.in_sms(r"Покупка ([\d,]+)"))

    await phone.reads("Договор готов")
    async with visitor.page.expect_response("**/*.pdf*") as waiting:
        await phone.root.get_by_role("button", name="Индивидуальные условия").click()
    paper = await waiting.value
    assert paper.headers["content-type"] == "application/pdf"
    viewer = visitor.page.get_by_role("dialog", name="Просмотр файла")
    await expect(viewer.get_by_role("link", name="Скачать")).to_be_visible()
    await visitor.page.keyboard.press("Escape")
    await expect(viewer).to_be_hidden()

    await phone.tap("Подписать")
    await phone.in_sms(r"Код (\d{6}) — подпись")
    await phone.root.locator(".suggest button").click()
    await phone.reads("Деньги на карте •1002: 10 000 ₽")
    await expect(phone.mine.filter(has_text="/start")).to_have_count(1)
    await expect(phone.mine.filter(has_text="4510 123456")).to_have_count(0)
    await expect(visitor.page.locator("#due")).to_be_enabled()

    async with visitor.page.expect_download() as saving:
        await phone.root.get_by_role("link", name=".chat").click()
    told = tmp_path / "told.chat"
    await (await saving.value).save_as(told)
    lines = [step.source for step in read(told).steps]
    assert lines[:2] == ["> /start", "> [10 000 ₽]"]
    assert "bank: good" in lines
    assert lines[-2:] == ["> [Подписать]", "> {code}"]
