"""Why a chat can't be reached any more."""

from enum import StrEnum


class Gone(StrEnum):
    BLOCKED = "blocked"  # the bot, by the person
    DEACTIVATED = "deactivated"  # the account is deleted
    NOT_FOUND = "not_found"
    NOT_STARTED = "not_started"  # nobody has ever written there
