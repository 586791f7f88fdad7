"""Notices in words: which screen each of them is."""

from handlers.screens import (
    account_notices,
    application_notices,
    desk_notices,
    loan_notices,
    phone_change_notices,
    settings_notices,
)
from handlers.screens.dispatch import screen_of

__all__ = [
    "account_notices",
    "application_notices",
    "desk_notices",
    "loan_notices",
    "phone_change_notices",
    "screen_of",
    "settings_notices",
]
