"""The staff's group as the Bot API shows it: which id it has, and what the bot is in it.

People find the group where it was; only the Bot API tells of another id.
"""

import re

from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.state import Json, State, unix

STATUSES = ("administrator", "member", "silenced", "kicked", "left", "deleted", "closed")
RIGHTS = re.split(
    r"\s+",
    "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages can_manage_topics "
    "can_send_welcome_messages",
)
_MAY_NOT = re.split(
    r"\s+",
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info "
    "can_invite_users can_pin_messages can_manage_topics",
)
_SILENT = dict.fromkeys(_MAY_NOT, False)


def bot_becomes(state: State, by: int, status: str) -> None:
    """Somebody of the group makes the bot that; ValueError for an unknown status."""
    if status not in STATUSES:
        raise ValueError(f"unknown status «{status}», use one of: {', '.join(STATUSES)}")
    old = as_member(state)
    state.group.status = status
    now = as_member(state)
    if old == now:
        return
    state.updates.add(
        "my_chat_member",
        {
            "chat": state.chat(state.chats.get(STAFF_GROUP)),
            "from": state.user(by),
            "date": unix(state.clock.now()),
            "old_chat_member": old,
            "new_chat_member": now,
        },
    )


def upgrade(state: State, by: int) -> int:
    """The group gets another id, as one does that becomes a supergroup; it is returned. Both
    service messages are told."""
    chat, old = state.chats.get(STAFF_GROUP), state.group.id
    before = state.message(_service(state, chat, by, {"migrate_to_chat_id": old - 1}))
    state.group.former.append(old)
    state.group.id = old - 1
    after = state.message(_service(state, chat, by, {"migrate_from_chat_id": old}))
    state.updates.add("message", before)
    state.updates.add("message", after)
    return state.group.id


def open_to_all(state: State, open_: bool) -> None:
    """A public group: who isn't in it may look into it, write and tap."""
    state.group.open = open_


def silent(user: Json) -> Json:
    """A ChatMember who is in a group and may not write there."""
    return {"status": "restricted", "user": user, "is_member": True, "until_date": 0} | _SILENT


def _service(state: State, chat: Chat, by: int, content: Json) -> Message:
    return state.chats.add(chat, by, state.clock.now(), content)


def as_member(state: State) -> Json:
    """The bot as a ChatMember of the group."""
    user, status = state.user(state.bot_id), state.group.status
    if status == "silenced":
        return silent(user)
    if status in ("kicked", "deleted"):
        return {"status": "kicked", "user": user, "until_date": 0}
    if status in ("member", "closed"):
        return {"status": "member", "user": user}
    if status == "left":
        return {"status": "left", "user": user}
    rights = dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return {"status": "administrator", "user": user, **rights}
