"""Telegram: the bot itself, the staff's group, and who has rights in it."""

from collections.abc import Collection
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
)

from bot.channels.telegram.group_rights import group_now, lacking, outside, unreachable
from bot.doctor.finding import Ill
from bot.process.settings import Settings


@dataclass(frozen=True)
class Messenger:
    settings: Settings
    bot: Bot

    async def token(self) -> str:
        try:
            return f"@{(await self.bot.get_me()).username}"
        except (TelegramAPIError, ClientDecodeError) as error:
            raise Ill(f"{_without_address(error)}: check BOT_TOKEN and TELEGRAM_API") from error

    async def group(self) -> str:
        chat_id = await group_now(self.settings)
        try:
            chat = await self.bot.get_chat(chat_id)
            member = await self.bot.get_chat_member(chat_id, self.bot.id)
        except TelegramMigrateToChat as error:
            raise Ill(f"it has another id: set STAFF_CHAT={error.migrate_to_chat_id}") from error
        except (TelegramAPIError, ClientDecodeError) as error:
            what = _without_address(error)
            raise Ill(f"{what}: add the bot to the group of STAFF_CHAT") from error
        if wanting := lacking(chat, member):
            raise Ill("; ".join(wanting))
        if chat_id != self.settings.staff_chat:
            return f"warning: «{chat.title}» has another id: set STAFF_CHAT={chat_id}"
        return f"«{chat.title}»"

    async def owners(self) -> str:
        if not self.settings.owners:
            return "warning: nobody hears when the staff group is lost: set OWNERS"
        if absent := await unreachable(self.bot, self.settings.owners):
            named = ", ".join(map(str, absent))
            raise Ill(f"{named} can't be written to: have them press «Start» in the bot")
        return f"{len(self.settings.owners)} hear in private when the staff group is lost"

    async def approvers(self) -> str:
        people = self.settings.phone_change_approvers
        if not people:
            return "warning: nobody may decide on a lost phone: set PHONE_CHANGE_APPROVERS"
        known = await self._members("PHONE_CHANGE_APPROVERS", people)
        return f"{known}{len(people)} may decide on a lost phone"

    async def blockers(self) -> str:
        people = self.settings.block_rights
        if not people:
            return "warning: nobody may close an account: set BLOCK_RIGHTS"
        return f"{await self._members('BLOCK_RIGHTS', people)}{len(people)} may close an account"

    async def _members(self, name: str, people: Collection[int]) -> str:
        """A right counts for members of the group only; a warning when nobody can tell."""
        chat_id = await group_now(self.settings)
        try:
            await self.bot.get_chat(chat_id)
            absent = await outside(self.bot, chat_id, people)
        except (TelegramAPIError, ClientDecodeError):
            return "warning: not known to be in the staff group, mend that first; "
        if absent:
            named = ", ".join(map(str, absent))
            raise Ill(
                f"{named} can't, being no member of the staff group: add them to it or take them "
                f"out of {name}"
            )
        return ""


def _without_address(error: TelegramAPIError | ClientDecodeError) -> str:
    """The token is a part of the address, which errors of the network may tell."""
    if isinstance(error, TelegramNetworkError) and error.__cause__ is not None:
        return type(error.__cause__).__name__
    return error.message
