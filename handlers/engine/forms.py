"""The form engine: a form is a list of fields, asked one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aiogram.types import Message

from domain.model.application import Draft
from handlers.engine import form_screens as screens
from handlers.engine.screen import Screen

Answers = Mapping[str, str]


def always(_: Answers) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Option:
    """A button in place of typing: `value` is the canonical text."""

    text: str
    value: str


@dataclass(frozen=True, kw_only=True, eq=False)  # one of its form: compared by identity
class Field:
    """One question.

    `parse` turns a message into the canonical text that is kept, or raises InputError; `show`
    words that text for the review screen. `optional` fields can be skipped, and are kept as "".
    `hidden`: the answer is deleted from the chat as soon as it is saved. `asked` tells from the
    answers so far whether the question makes sense. `same_as` offers an earlier field's answer.
    """

    name: str
    title: str  # on the review screen
    prompt: str
    parse: Callable[[Message], str]
    show: Callable[[str], str] = str
    options: tuple[Option, ...] = ()
    optional: bool = False
    hidden: bool = False
    same_as: tuple[str, str] | None = None  # field, button
    asked: Callable[[Answers], bool] = always


@dataclass(frozen=True)
class Form:
    """`before` and `after`: steps of the same progress that other conversations ask."""

    fields: Sequence[Field]
    before: int = 0

    @property
    def steps(self) -> int:
        """All of them, with those that others ask."""
        return self.before + len(self.fields)

    def __contains__(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def first(self) -> Field:
        return self.fields[0]

    def following(self, field: Field, answers: Answers) -> Field | None:
        """The next question that makes sense; None at the end."""
        rest = self.fields[self._position(field) + 1 :]
        return next((one for one in rest if one.asked(answers)), None)

    def previous(self, field: Field, answers: Answers) -> Field | None:
        earlier = reversed(self.fields[: self._position(field)])
        return next((one for one in earlier if one.asked(answers)), None)

    def missing(self, answers: Answers) -> Field | None:
        """The first question that makes sense and has no answer yet."""
        return next(
            (one for one in self.fields if one.asked(answers) and one.name not in answers), None
        )

    def question(self, field: Field, *, editing: bool = False, saved: str | None = None) -> Screen:
        """«Шаг 7 из 24», the prompt, and the buttons that go with it."""
        return screens.question(
            name=field.name,
            prompt=field.prompt,
            number=self.before + self._position(field) + 1,
            of=self.steps,
            options=[option.text for option in field.options],
            same=field.same_as[1] if field.same_as else None,
            optional=field.optional,
            first=self._position(field) == 0,
            editing=editing,
            saved=saved,
        )

    def value(self, field: Field, do: str, answers: Answers) -> str | None:
        """The canonical text that a tapped button stands for; None for no such button."""
        if do == "skip" and field.optional:
            return ""
        if do == "same" and field.same_as:
            return answers.get(field.same_as[0])
        if do.isdecimal() and int(do) < len(field.options):
            return field.options[int(do)].value
        return None

    def lines(self, draft: Draft) -> list[tuple[str, str, str]]:
        """(name, title, worded answer) of every question that makes sense, for the review."""
        answers = draft.answers
        return [
            (field.name, field.title, shown(field, answers.get(field.name, "")))
            for field in self.fields
            if field.asked(answers)
        ]

    def _position(self, field: Field) -> int:
        return list(self.fields).index(field)


def shown(field: Field, value: str) -> str:
    if not value:
        return "—"
    named = next((option.text for option in field.options if option.value == value), None)
    return named or field.show(value)


def saved(field: Field, value: str) -> str | None:
    """What to say about an answer that was taken out of the chat."""
    if not field.hidden or not value:
        return None
    return f"✓ {field.title}: {field.show(value)} — записали, сообщение удалили из чата."
