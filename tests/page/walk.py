"""The way of a borrower by clicking, stretch by stretch: for the test and for the pictures."""

from playwright.async_api import expect

from tests.page.visitor import Phone

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


async def to_the_cost(phone: Phone) -> None:
    await phone.tap("Запустить")
    await phone.tap("10 000 ₽")
    await phone.tap("14 дней")
    await phone.reads("Полная стоимость")


async def to_the_form(phone: Phone) -> None:
    await phone.tap("Оформить займ")
    await phone.reads("Согласие на обработку персональных данных")
    await phone.tap("Согласен")
    await phone.reads("Соглашение об электронной подписи")
    await phone.tap("Согласен")
    await phone.tap("Отправить мой номер")
    await phone.in_sms(r"Код (\d{6})")
    await phone.root.locator(".suggest button").click()


async def to_the_review(phone: Phone) -> None:
    for question, said in FORM:
        await phone.reads(question)
        if said.startswith("["):
            await phone.tap(said[1:-1])
        else:
            await phone.say(said)
    await phone.reads("Всё верно?")


async def to_the_bank(phone: Phone) -> None:
    await phone.tap("Всё верно, дальше")
    await phone.reads("Согласие на запрос кредитной истории")
    await phone.tap("Согласен")
    await phone.tap("Согласен, получить код")
    await phone.in_sms(r"Код (\d{6}) — подпись согласия")
    await phone.root.locator(".suggest button").click()
    await phone.tap("Открыть страницу банка")
    await expect(phone.bank.get_by_text("Привязка карты")).to_be_visible()


async def to_the_terms(phone: Phone) -> None:
    await phone.bank.get_by_role("button", name="Хорошая карта").click()
    await expect(phone.bank.get_by_role("heading", name="Карта привязана")).to_be_visible()
    await phone.bank.get_by_role("link", name="Вернуться в чат").click()
    await expect(phone.root.locator(".webview")).to_be_hidden()
    await phone.reads("Какая это сумма?")
    await phone.say(await phone.in_sms(r"Покупка ([\d,]+)"))
    await phone.button("Подписать").wait_for()


async def to_the_loan(phone: Phone) -> None:
    await phone.tap("Подписать")
    await phone.in_sms(r"Код (\d{6}) — подпись договора")
    await phone.root.locator(".suggest button").click()
    await phone.reads("Деньги на карте •1002: 10 000 ₽")
