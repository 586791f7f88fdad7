"""Notices in words: which screen each of them is."""

from handlers.accounts import notifications as account_notices
from handlers.applications import notifications as application_notices
from handlers.engine.dispatch import screen_of
from handlers.loan_view import notifications as loan_notices
from handlers.phone_change import notifications as phone_change_notices
from handlers.privacy import notifications as settings_notices
from handlers.staff import desk_notifications as desk_notices

__all__ = [
    "account_notices",
    "application_notices",
    "desk_notices",
    "loan_notices",
    "phone_change_notices",
    "screen_of",
    "settings_notices",
]
