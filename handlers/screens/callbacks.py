"""What comes back when an inline button is tapped."""

from functools import cache

from aiogram.filters.callback_data import CallbackData


class Go(CallbackData, prefix="go"):
    """A plain step: `to` names it within its conversation."""

    to: str


class PickAmount(CallbackData, prefix="sum"):
    rubles: int


class PickDays(CallbackData, prefix="days"):
    days: int


class Ask(CallbackData, prefix="ask"):
    """A button under a question of a form: `do` is back, skip, same, keep, or an option's number.
    It names its question, so that a button of an earlier one is known to be stale."""

    field: str
    do: str


@cache
def ask(field: str, do: str) -> str:
    """Packed once: a form has the same buttons for everybody."""
    return Ask(field=field, do=do).pack()


class EditField(CallbackData, prefix="edit"):
    """«изменить» on the review screen."""

    field: str


class PickCase(CallbackData, prefix="case"):
    id: str
    action: str
