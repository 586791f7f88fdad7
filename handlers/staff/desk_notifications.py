"""What the owners read of the staff's group, in words."""

from domain import notifications
from domain.model.messaging.desk import Right, Trouble
from domain.notifications import Content
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Screen
from handlers.engine.words import moment

LOST = {
    Trouble.REMOVED: "бота нет в группе. Верните его и сделайте администратором",
    Trouble.DELETED: "группа удалена. Создайте новую и поставьте её номер в STAFF_CHAT",
    Trouble.NOT_FOUND: "Телеграм не находит её. Проверьте номер в STAFF_CHAT и добавьте бота",
    Trouble.SILENCED: "у бота нет права писать. Сделайте его администратором",
    Trouble.CLOSED: "тема закрыта. Откройте её или сделайте бота администратором",
}
RIGHTS = {
    Right.DELETE: "удалять сообщения",
    Right.TOPICS: "управлять темами",
    Right.PIN: "закреплять сообщения",
}


@screen_of.register
def _(notice: notifications.DeskLost) -> Screen:
    return _told(
        "⚠️ <b>Бот не может писать в группу сотрудников</b>\n\n"
        f"Причина: {LOST[notice.trouble]}.\n\n"
        "Сообщения сотрудникам ждут и уйдут по порядку, как только бот снова сможет писать."
    )


@screen_of.register
def _(_: notifications.DeskBack) -> Screen:
    return _told("✅ Бот снова пишет в группу сотрудников. Всё, что ждало, уходит по порядку.")


@screen_of.register
def _(notice: notifications.DeskPaused) -> Screen:
    return _told(
        f"⚠️ Телеграм не принимает сообщения в группу сотрудников до {moment(notice.until)}. "
        "Они ждут и потом уйдут по порядку. Клиентам бот отвечает как обычно."
    )


@screen_of.register
def _(notice: notifications.DeskMoved) -> Screen:
    return _told(
        f"У группы сотрудников теперь другой номер: <code>{notice.chat_id}</code>. Бот уже пишет "
        f"туда. Поставьте в настройках <code>STAFF_CHAT={notice.chat_id}</code>."
    )


@screen_of.register
def _(notice: notifications.DeskRightsLost) -> Screen:
    named = ", ".join(RIGHTS[one] for one in notice.rights)
    return _told(
        f"⚠️ В группе сотрудников бот не может {named}. Сделайте его администратором с этими "
        "правами."
    )


def _told(text: str) -> Screen:
    return Screen(text=text, content=Content.PUBLIC)
