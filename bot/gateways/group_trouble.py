"""What a refusal of the Bot API tells of a whole group."""

from collections.abc import Mapping

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
)

from domain.model.messaging.desk import Trouble

# Words of a 400 or 403 about a whole group (tdlib/telegram-bot-api, Client.cpp). A 403 whose text
# is a NAME_LIKE_THIS comes as a 400. What isn't named here is about the one message.
GROUP_TROUBLE: Mapping[str, Trouble] = {
    "bot was kicked": Trouble.REMOVED,
    "bot is not a member": Trouble.REMOVED,
    "group chat was deleted": Trouble.DELETED,
    "chat not found": Trouble.NOT_FOUND,
    "CHANNEL_PRIVATE": Trouble.REMOVED,
    "CHAT_WRITE_FORBIDDEN": Trouble.SILENCED,
    "CHAT_ADMIN_REQUIRED": Trouble.SILENCED,
    "CHAT_RESTRICTED": Trouble.SILENCED,
    "CHAT_SEND_PLAIN_FORBIDDEN": Trouble.SILENCED,
    "have no rights to send": Trouble.SILENCED,
    "not enough rights to send": Trouble.SILENCED,
    "need administrator rights": Trouble.SILENCED,
    "TOPIC_CLOSED": Trouble.CLOSED,
}


def trouble_of(error: TelegramAPIError) -> Trouble | None:
    """What has befallen the group, when `error` is of a message to it; None: only the message."""
    if not isinstance(error, TelegramBadRequest | TelegramForbiddenError | TelegramNotFound):
        return None
    known = [one for words, one in GROUP_TROUBLE.items() if words in error.message]
    if known:
        return known[0]
    return Trouble.REMOVED if isinstance(error, TelegramForbiddenError) else None
