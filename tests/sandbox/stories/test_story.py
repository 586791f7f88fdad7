"""«Пройти за меня»: a story plays by itself, shows its lines, stops, and says why it can't."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from sandbox.people.people import People
from sandbox.stories import story
from sandbox.stories.story import NAMES, Storyteller
from tests.sandbox.test_bot_process import until
from tests.support.playing.stage import Stage, stage

IVAN = 100001
AT_ONCE = 1000.0


@pytest.fixture
async def opened(tmp_path: Path, template: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path, template) as found:
        yield found


@pytest.fixture
def teller(opened: Stage) -> Storyteller:
    async def start_over(populate: Callable[[People], None]) -> None:
        populate(opened.world.people)

    return Storyteller(
        opened.world, start_over=start_over, rest=opened.idle, move_to=opened.move_to
    )


async def ended(teller: Storyteller) -> dict[str, object]:
    await until(lambda: teller.told()["state"] != "playing")
    return teller.told()


def test_every_story_has_a_title() -> None:
    assert [one["name"] for one in Storyteller.stories()] == list(NAMES)
    assert all(one["title"] for one in Storyteller.stories())


@pytest.mark.parametrize("name", NAMES)
async def test_a_story_plays_through(opened: Stage, teller: Storyteller, name: str) -> None:
    await teller.play(name, AT_ONCE)
    told = await ended(teller)
    assert told["state"] == "ended", told["note"]
    assert told["at"] == told["of"]
    assert opened.errors == []


async def test_the_first_loan_ends_with_money(opened: Stage, teller: Storyteller) -> None:
    await teller.play("first_loan", AT_ONCE)
    await ended(teller)
    texts = [m.text for m in opened.world.telegram.state.chats.get(IVAN).newest_first()]
    assert any(text.startswith("Деньги на карте") for text in texts)


async def test_a_line_is_shown_before_it_is_done(opened: Stage, teller: Storyteller) -> None:
    await teller.play("first_loan", 0.1)
    await until(lambda: teller.told()["phase"] == "about")
    told = teller.told()
    assert (told["source"], told["text"], told["chat"]) == ("> /start", "/start", IVAN)
    assert not list(opened.world.telegram.state.chats.get(IVAN).newest_first())
    await teller.stop()
    assert teller.told()["state"] == "stopped"
    await teller.stop()
    assert teller.told()["note"].startswith("Остановлено")


async def test_a_line_that_cannot_be_done_ends_the_story(
    teller: Storyteller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first_loan.chat").write_text("title: Сломано\n\n> [Нет такой]\n", encoding="utf-8")
    monkeypatch.setattr(story, "STORIES", tmp_path)
    await teller.play("first_loan", AT_ONCE)
    told = await ended(teller)
    assert told["state"] == "failed"
    assert "«> [Нет такой]»" in str(told["note"])


async def test_an_unknown_story_and_a_silly_pace_are_refused(teller: Storyteller) -> None:
    with pytest.raises(ValueError, match="no story"):
        await teller.play("war_and_peace")
    with pytest.raises(ValueError, match="pace"):
        teller.hurry(0)
    assert teller.told()["title"] == ""
