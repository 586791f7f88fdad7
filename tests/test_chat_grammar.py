"""A transcript that isn't true fails, and says where and why."""

from pathlib import Path

import pytest

from sandbox.stories.chat_file import ChatError, read
from tests.support.playing.player import play
from tests.support.playing.rewrite import rewritten

HELP = """> /help
Bot: Здесь можно взять займ: …
    Не получается? Позвоните: 8 800 000-00-00, или напишите: help@example.org.
"""


async def failure(text: str, directory: Path, template: Path) -> str:
    path = directory / "told.chat"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ChatError) as caught:
        await play(path, directory, template)
    return str(caught.value)


async def test_what_the_bot_says_unexpectedly_is_shown(tmp_path: Path, template: Path) -> None:
    told = await failure("title: Молчание\n\n> /cancel\n", tmp_path, template)
    assert told.startswith("told.chat:3: after «> /cancel»\n+ Bot: Отменять нечего")


async def test_what_the_bot_does_not_say_is_shown(tmp_path: Path, template: Path) -> None:
    told = await failure(f"{HELP}Bot: И ещё.\n", tmp_path, template)
    assert told.startswith("told.chat:4: ")
    assert "\n- Bot: И ещё." in told
    assert "\n  Bot: Здесь можно взять займ: …" in told


async def test_a_message_must_be_the_whole_one(tmp_path: Path, template: Path) -> None:
    told = await failure("> /help\nBot: Здесь можно взять займ\n", tmp_path, template)
    assert "- Bot: Здесь можно взять займ\n" in told


async def test_a_button_that_is_not_there_cannot_be_tapped(tmp_path: Path, template: Path) -> None:
    told = await failure(f"{HELP}\n> [Да]\n", tmp_path, template)
    assert told.startswith("told.chat:5: «> [Да]»: there is no button «Да» there")


async def test_a_line_that_means_nothing_is_named(tmp_path: Path, template: Path) -> None:
    told = await failure(f"{HELP}Бот: привет\n", tmp_path, template)
    assert told == "told.chat:4: can't read «Бот: привет»"


async def test_a_file_can_be_given_until_a_line(tmp_path: Path, template: Path) -> None:
    (tmp_path / "long.chat").write_text(f"{HELP}\n> [Нет такой]\n", encoding="utf-8")
    path = tmp_path / "short.chat"
    path.write_text(f"given: long.chat, until > [Нет такой]\n\n{HELP}", encoding="utf-8")
    await play(path, tmp_path, template)
    path.write_text("given: long.chat, until > [Да]\n\n> /help\n", encoding="utf-8")
    with pytest.raises(ChatError, match=r"long\.chat has no line «> \[Да\]»"):
        await play(path, tmp_path, template)


async def test_rewriting_keeps_what_still_matches(tmp_path: Path, template: Path) -> None:
    path = tmp_path / "told.chat"
    path.write_text(f"# Зачем это.\n\n{HELP}\n# И это.\n> sticker\nBot: Не то.\n", encoding="utf-8")
    text = await rewritten(path, template)
    assert text.startswith(f"# Зачем это.\n\n{HELP}\n# И это.\n> sticker\nBot: «Умные наличные»")
    assert "Не то" not in text
    path.write_text(text, encoding="utf-8")
    assert read(path).text() == await rewritten(path, template) == text
