"""The questionnaire in the seed's order: who, passport, where, work, and whom to ask."""

from datetime import date

from domain.model.application import MayTell
from domain.money import Money
from handlers.engine import parse
from handlers.engine.form_screens import masked
from handlers.engine.forms import Answers, Field, Form, Option
from handlers.engine.words import day, plural, rub, whole_phone


def as_day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def as_service(months: str) -> str:
    years, rest = divmod(int(months), 12)
    parts = [plural(years, "год", "года", "лет")] if years else []
    if rest or not years:
        parts.append(plural(rest, "месяц", "месяца", "месяцев"))
    return " ".join(parts)


def has_contact(answers: Answers) -> bool:
    return bool(answers.get("contact_name"))


INCOMES = (30, 45, 60, 90)  # thousands

APPLICATION = Form(
    before=1,  # the phone
    fields=(
        Field(
            name="name",
            title="Имя",
            prompt="Фамилия, имя и отчество, как в паспорте?",
            parse=parse.name,
        ),
        Field(
            name="birth_date",
            title="Дата рождения",
            prompt="Дата рождения? Например, 31.12.1990.",
            parse=parse.birth_date,
            show=as_day,
        ),
        Field(name="email", title="Почта", prompt="Электронная почта?", parse=parse.email),
        Field(
            name="passport",
            title="Паспорт",
            prompt="Серия и номер паспорта? Например, 4510 123456.",
            parse=parse.passport,
            show=lambda digits: masked(digits, 2, 2),
            hidden=True,
        ),
        Field(
            name="passport_issued",
            title="Паспорт выдан",
            prompt="Дата выдачи паспорта? Например, 31.12.2015.",
            parse=parse.past_date,
            show=lambda _: "••.••.••••",
            hidden=True,
        ),
        Field(
            name="passport_code",
            title="Код подразделения",
            prompt="Код подразделения? Шесть цифр, например 123-456.",
            parse=parse.department_code,
            show=lambda _: "•••-•••",
            hidden=True,
        ),
        Field(
            name="passport_issuer",
            title="Кем выдан",
            prompt="Кем выдан паспорт? Как написано в нём.",
            parse=parse.words("issuer", least=5, most=200),
        ),
        Field(
            name="birth_place",
            title="Место рождения",
            prompt="Место рождения, как в паспорте?",
            parse=parse.words("birth_place", most=200),
        ),
        Field(
            name="inn",
            title="ИНН",
            prompt="ИНН? Двенадцать цифр, найти можно на Госуслугах.",
            parse=parse.inn,
            show=lambda digits: masked(digits, 0, 4),
            hidden=True,
        ),
        Field(
            name="snils",
            title="СНИЛС",
            prompt="СНИЛС? С ним решение надёжнее, но можно пропустить.",
            parse=parse.snils,
            show=lambda digits: masked(digits, 0, 2),
            optional=True,
            hidden=True,
        ),
        Field(
            name="registration",
            title="Адрес регистрации",
            prompt="Адрес регистрации? Город, улица, дом, квартира.",
            parse=parse.address,
        ),
        Field(
            name="residence",
            title="Адрес проживания",
            prompt="Где живёте на самом деле?",
            parse=parse.address,
            same_as=("registration", "Живу по регистрации"),
        ),
        Field(
            name="home_phone",
            title="Домашний телефон",
            prompt="Домашний телефон, если есть?",
            parse=parse.any_phone,
            show=whole_phone,
            optional=True,
        ),
        Field(
            name="employer",
            title="Место работы",
            prompt="Где работаете? Название организации.",
            parse=parse.words("employer"),
            options=(Option(text="Работаю на себя", value="Работает на себя"),),
        ),
        Field(
            name="position",
            title="Должность",
            prompt="Кем работаете?",
            parse=parse.words("position"),
        ),
        Field(
            name="income",
            title="Доход в месяц",
            prompt="Доход в месяц после налогов? Напишите или выберите.",
            parse=parse.income,
            show=lambda kopecks: rub(Money(int(kopecks))),
            options=tuple(
                Option(text=f"{n} 000 ₽", value=str(Money.rubles(n * 1000).kopecks))
                for n in INCOMES
            ),
        ),
        Field(
            name="service_months",
            title="Стаж",
            prompt="Сколько уже там работаете? Например, «8 месяцев» или «2 года».",
            parse=parse.service,
            show=as_service,
            options=(
                Option(text="До полугода", value="3"),
                Option(text="Около года", value="12"),
                Option(text="Больше трёх лет", value="36"),
            ),
        ),
        Field(
            name="advance_day",
            title="Аванс",
            prompt="Какого числа приходит аванс?",
            parse=parse.day_of_month,
            show=lambda number: f"{number}-го числа",
            optional=True,
        ),
        Field(
            name="salary_day",
            title="Зарплата",
            prompt="Какого числа приходит зарплата или пенсия?",
            parse=parse.day_of_month,
            show=lambda number: f"{number}-го числа",
        ),
        Field(
            name="contact_name",
            title="Контактное лицо",
            prompt="Кого спросить, если не дозвонимся до вас? Фамилия, имя, отчество.\n"
            "О займе и долге этот человек не узнает. Предупредите его, пожалуйста.",
            parse=parse.name,
            optional=True,
        ),
        Field(
            name="contact_phone",
            title="Телефон контактного лица",
            prompt="Телефон контактного лица?",
            parse=parse.any_phone,
            show=whole_phone,
            asked=has_contact,
        ),
        Field(
            name="contact_may",
            title="Что передать",
            prompt="Что передать через этого человека, если не дозвонимся?",
            parse=parse.no_text,
            options=(
                Option(text="Просьбу перезвонить нам", value=MayTell.CALL_BACK),
                Option(text="Ничего, не звонить", value=MayTell.NOTHING),
            ),
            asked=has_contact,
        ),
    ),
)
