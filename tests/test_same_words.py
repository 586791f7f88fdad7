"""What a stranger with somebody's data hears, beside somebody unknown: the same, word by word."""

import re
from pathlib import Path

from sandbox.stories.chat_file import Expected, read

CHATS = Path(__file__).parent / "chats"
OWN = re.compile(r"Имя: .*|(?<=••••)\d+|\d\d••••••\d\d")  # what each has typed themselves
TO = "to Мария"


def heard(name: str) -> list[str]:
    """What Мария hears after each of her steps and of the staff's, in order."""
    said = []
    for step in read(CHATS / name).steps:
        for one in step.after:
            if isinstance(one, Expected) and TO in one.label and "deletes" not in one.label:
                said.append(OWN.sub("…", f"{one.label}: {one.text}"))
    return said


def test_a_stranger_with_all_of_somebodys_data_hears_what_somebody_unknown_hears() -> None:
    """In both cases a person of the staff looks, and refuses: here because there is a loan, there
    because of a low score."""
    stranger, unknown = heard("identity/stranger.chat"), heard("identity/stranger_unknown.chat")

    assert len(stranger) > 30
    assert stranger == unknown
