"""Messages that edit themselves: which notices show themselves in the same message of a chat."""

from domain.notifications import (
    CaseClosed,
    CaseOpened,
    CaseSolved,
    Notice,
    PhotoPutAway,
    PhotoShown,
    Progress,
)


def live_name(notice: Notice) -> str | None:
    """What is said under one name stands in one message; None: in a message of its own. A case with
    a photo has such a message: when it ends, the photo goes from the group."""
    match notice:
        case Progress():
            return "progress"
        case CaseOpened(case=case, photo=photo):
            return f"case {case}" if photo else None
        case CaseClosed(case=case) | PhotoPutAway(case=case) | PhotoShown(case=case):
            return f"case {case}"
        case CaseSolved(case=case):
            return f"case {case}" if case else None
    return None


def moves_down(notice: Notice) -> bool:
    """Said again it stands at the end of the chat, and no more where it stood."""
    return isinstance(notice, CaseOpened | PhotoShown)
