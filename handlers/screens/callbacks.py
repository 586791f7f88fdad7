"""What comes back when an inline button is tapped."""

from aiogram.filters.callback_data import CallbackData


class Go(CallbackData, prefix="go"):
    """A plain step: `to` names it within its conversation."""

    to: str


class PickAmount(CallbackData, prefix="sum"):
    rubles: int


class PickDays(CallbackData, prefix="days"):
    days: int


class PickCase(CallbackData, prefix="case"):
    id: str
    action: str
