"""Notices about what was asked for in the settings, in words."""

from domain import notices
from domain.notices import Content
from handlers.screens import credit, deletion
from handlers.screens.dispatch import screen_of
from handlers.screens.screen import Screen, buttons
from handlers.screens.settings import MY_SETTINGS


@screen_of.register
def _(notice: notices.ExportReady) -> Screen:
    return Screen(
        text="Ваши данные, как мы их храним. Файл личный: никому его не пересылайте.",
        rows=buttons(MY_SETTINGS),
        document=notice.document,
        content=Content.DOCUMENT,
    )


@screen_of.register
def _(notice: notices.DisputeAnswered) -> Screen:
    return credit.answered(notice)


@screen_of.register
def _(notice: notices.DeletionAnswered) -> Screen:
    return deletion.answered(notice.number, notice.keep_until)
