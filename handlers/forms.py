"""The form engine: a form is a list of fields, asked one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiogram.types import Message

from domain.application import Draft
from handlers import parse
from handlers.screens import form as screens
from handlers.screens.screen import Screen


@dataclass(frozen=True, kw_only=True)
class Field:
    """`parse` turns a message into the canonical text that is kept, or raises InputError.

    `hidden`: the answer is deleted from the chat as soon as it is saved, and `masked` says what
    was understood.
    """

    name: str
    prompt: str
    parse: Callable[[Message], str]
    hidden: bool = False
    masked: Callable[[str], str] = str


APPLICATION: Sequence[Field] = (
    Field(
        name="name",
        prompt="Фамилия, имя и отчество, как в паспорте?",
        parse=parse.name,
    ),
    Field(
        name="birth_date",
        prompt="Дата рождения? Например, 31.12.1990.",
        parse=parse.birth_date,
    ),
    Field(
        name="passport",
        prompt="Серия и номер паспорта? Например, 4510 123456.",
        parse=parse.passport,
        hidden=True,
        masked=lambda digits: f"✓ Паспорт {screens.masked_passport(digits)}",
    ),
    Field(
        name="inn",
        prompt="ИНН? Двенадцать цифр, найти можно на Госуслугах.",
        parse=parse.inn,
        hidden=True,
        masked=lambda digits: f"✓ ИНН {screens.masked_inn(digits)}",
    ),
    Field(
        name="income",
        prompt="Ваш доход в месяц, в рублях?",
        parse=parse.income,
    ),
)


def field(name: str) -> Field:
    return next(one for one in APPLICATION if one.name == name)


def question(one: Field, saved: str | None = None) -> Screen:
    number = list(APPLICATION).index(one) + 1
    return screens.question(one.prompt, number, len(APPLICATION), saved)


def after(one: Field) -> Field | None:
    """The next field; None at the end."""
    position = list(APPLICATION).index(one) + 1
    return APPLICATION[position] if position < len(APPLICATION) else None


def saved(one: Field, draft: Draft) -> str | None:
    """What to say about an answer that was taken out of the chat."""
    if not one.hidden:
        return None
    return f"{one.masked(draft.answers[one.name])} — записали, сообщение удалили из чата."
