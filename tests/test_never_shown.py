"""The date of issue of the passport and the department code stand in no chat: who has lost their
number is known by them (domain/model/questionnaire.py, UNSHOWN)."""

import re
from pathlib import Path

import pytest

from domain.model.accounts.phone_change import Question
from domain.model.export import KEPT_BACK, readable
from domain.model.questionnaire import UNSHOWN, answers_of
from handlers.applications.application_form import APPLICATION
from tests.support.playing.history import form_of

FORM = form_of("+79161234567")

CHATS = sorted(Path(__file__).parent.glob("chats/*.chat")) + sorted(
    (Path(__file__).parent.parent / "sandbox/stories").glob("*.chat")
)
SAID = re.compile(r"(\w+ )?>|staff|bank|#|title|given|person|Bot deletes")
# As borrowers of the transcripts type them, and as the bot would word them.
SECRET = re.compile(r"20.01.201[12]|20 января 201[12]|77000[12]|770-00[12]")


def heard(path: Path) -> list[str]:
    """What stands in the chats afterwards: not what people type, nor what is deleted."""
    lines, kept = [], False
    for line in path.read_text().splitlines():
        if line and not line.startswith(" "):
            kept = SAID.match(line) is None
        if kept:
            lines.append(line)
    return lines


def test_no_transcript_has_them() -> None:
    assert [
        (path.name, line) for path in CHATS for line in heard(path) if SECRET.search(line)
    ] == []


def test_what_a_transcript_hears_is_looked_at() -> None:
    """Else the test above could not fail."""
    whole = [line for path in CHATS for line in heard(path)]
    assert "    Паспорт выдан: ••.••.••••" in whole
    assert "    Код подразделения: •••-•••" in whole


def test_the_questions_are_of_what_is_never_shown() -> None:
    assert tuple(Question) == UNSHOWN


@pytest.mark.parametrize("name", UNSHOWN)
def test_the_questionnaire_deletes_them_and_shows_none_of_their_digits(name: str) -> None:
    field = APPLICATION.field(name)
    assert field.hidden
    assert not any(sign.isdigit() for sign in field.show(answers_of(FORM)[name]))


def test_the_copy_of_all_data_says_only_that_they_are_there() -> None:
    said = readable(answers_of(FORM))
    assert [said[name] for name in UNSHOWN] == [KEPT_BACK, KEPT_BACK]
    assert said["passport"] == FORM.passport
    assert readable({"passport_code": ""}) == {"passport_code": None}
