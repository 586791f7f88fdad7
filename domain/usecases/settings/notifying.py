"""«Уведомления»: which of them may be switched off, and what that changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.profile import BY_DEFAULT, NoticeChoice, Wanted
from domain.notifications import Notice
from domain.ports import Consents, Notices, NotificationChoices

# No hour is offered at which notices come: 230-FZ art. 7 lets a debtor be written to from 8 to 22
# on working days and from 9 to 20 on days off, where they live. Between Kaliningrad and Kamchatka
# only the hour from 10 to 11 in Moscow is inside all of it (domain/rules/contact_hours.py).


@dataclass(frozen=True, kw_only=True)
class LookAtNotices:
    """Is each kind wanted?"""

    notification_choices: NotificationChoices
    consents: Consents

    async def __call__(self, *, borrower_id: BorrowerId) -> Mapping[Wanted, bool]:
        """Advertising needs its consent besides."""
        made = await self.notification_choices.of(borrower_id)
        wanted = {
            kind: made[kind].wanted if kind in made else default
            for kind, default in BY_DEFAULT.items()
        }
        agreed = Wanted.ADS in await self.consents.kinds(borrower_id)
        return wanted | {Wanted.ADS: wanted[Wanted.ADS] and agreed}


@dataclass(frozen=True, kw_only=True)
class SwitchNotices:
    """On or off. Advertising is switched on by its consent, and off by taking that back."""

    notification_choices: NotificationChoices
    consents: Consents
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, kind: Wanted, wanted: bool) -> None:
        now = self.clock.now()
        choice = NoticeChoice(kind=kind, wanted=wanted, changed_at=now)
        await self.notification_choices.save(borrower_id, choice)
        if kind is Wanted.ADS and not wanted:
            await self.consents.revoke(borrower_id, Wanted.ADS, now)


@dataclass(frozen=True, kw_only=True)
class TellIfWanted:
    """For words that are a service: neither money nor security nor the law asks for them."""

    notification_choices: NotificationChoices
    notices: Notices

    async def __call__(self, borrower_id: BorrowerId, notice: Notice) -> None:
        made = await self.notification_choices.of(borrower_id)
        if Wanted.SERVICE not in made or made[Wanted.SERVICE].wanted:
            await self.notices.tell(borrower_id, notice)
