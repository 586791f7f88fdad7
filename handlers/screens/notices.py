"""Notices in words: which screen each of them is."""

from handlers.screens import application_notices, loan_notices, phone_change_notices
from handlers.screens.dispatch import screen_of

__all__ = ["application_notices", "loan_notices", "phone_change_notices", "screen_of"]
