"""From a notice to its screen; each kind registers its own."""

from functools import singledispatch

from domain import notifications
from handlers.engine.screen import Screen


@singledispatch
def screen_of(notice: notifications.Notice) -> Screen:
    """The screen of a notice; every kind has its own (a test looks)."""
    raise LookupError(type(notice).__name__)
