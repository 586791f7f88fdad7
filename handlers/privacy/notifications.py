"""Notices about what was asked for in the settings, in words."""

from domain import notifications
from domain.notifications import Content
from handlers.credit_history import screens as credit
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Screen, buttons
from handlers.privacy import deletion_screens as deletion
from handlers.settings.settings_screens import MY_SETTINGS


@screen_of.register
def _(notice: notifications.ExportReady) -> Screen:
    return Screen(
        text="Ваши данные, как мы их храним. Файл личный: никому его не пересылайте.",
        rows=buttons(MY_SETTINGS),
        document=notice.document,
        content=Content.DOCUMENT,
    )


@screen_of.register
def _(notice: notifications.DisputeAnswered) -> Screen:
    return credit.answered(notice)


@screen_of.register
def _(notice: notifications.DeletionAnswered) -> Screen:
    return deletion.answered(notice.number, notice.keep_until)
