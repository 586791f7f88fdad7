"""Which methods are served, and by what. Any other is answered as an unknown one."""

from collections.abc import Callable
from typing import Any

from sandbox.telegram import about, commands, editing, sending, topics
from sandbox.telegram.refusals import bad
from sandbox.telegram.sending import Uploads
from sandbox.telegram.state import Json, State

Serve = Callable[[State, Json], Any]

# getUpdates and those on webhooks are served by the core itself.
SERVED: dict[str, Serve] = {
    "getMe": about.get_me,
    "sendMessage": sending.send_message,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "pinChatMessage": editing.pin_chat_message,
    "unpinChatMessage": editing.unpin_chat_message,
    "setMessageReaction": editing.set_message_reaction,
    "answerCallbackQuery": about.answer_callback_query,
    "getFile": about.get_file,
    "getChat": about.get_chat,
    "getChatMember": about.get_chat_member,
    "getChatAdministrators": about.get_chat_administrators,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "setMyDescription": about.set_my_description,
    "setMyShortDescription": about.set_my_short_description,
    "setChatMenuButton": about.set_chat_menu_button,
    "sendChatAction": about.send_chat_action,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
}

WITH_FILE: dict[str, Callable[[State, Json, Uploads], Any]] = {
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
}

# Parameters of served methods for what isn't in this world, and how they are refused.
_ABSENT = {
    "business_connection_id": "business connection not found",
    "inline_message_id": "MESSAGE_ID_INVALID",
    "direct_messages_topic_id": "wrong direct messages topic identifier specified",
}
_UNSERVED = (
    "ephemeral_message_parameters",
    "suggested_post_parameters",
    "allow_paid_broadcast",
    "rich_message",
    "thumbnail",
    "certificate",
)


def refuse_absent(args: Json) -> None:
    """Refusal for a parameter that would be right elsewhere but means nothing here."""
    for field in args:
        if field in _ABSENT:
            raise bad(_ABSENT[field])
        if field in _UNSERVED:
            raise bad(f'parameter "{field}" isn\'t served by this sandbox')
