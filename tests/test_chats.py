"""Every conversation of tests/chats, and every story of the page, each on a stage of its own."""

from pathlib import Path

import pytest

from sandbox.stories.chat_file import STORIES, ChatError
from tests.support.playing.player import play

CHATS = sorted([*(Path(__file__).parent / "chats").rglob("*.chat"), *STORIES.glob("*.chat")])


@pytest.mark.parametrize("path", CHATS, ids=lambda path: path.stem)
async def test_the_conversation_goes_as_told(path: Path, tmp_path: Path, template: Path) -> None:
    try:
        await play(path, tmp_path, template)
    except ChatError as error:
        pytest.fail(str(error), pytrace=False)
