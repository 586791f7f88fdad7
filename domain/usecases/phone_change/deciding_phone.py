"""What staff decide about a change of phone, having compared the photo."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.model.accounts.phone_change import REASONS, PhoneChange, State
from domain.model.cases import Action, Case
from domain.notifications import PhoneChangeRefused
from domain.ports import Accounts, Notices, PhoneChanges
from domain.refusals import (
    ChangeNotPossible,
    ChangeTooEarly,
    NothingToDo,
    PhoneIsAnothers,
    WhyNoChange,
)
from domain.rules.rights import Rights
from domain.usecases.phone_change.changing_phone import KeepChange
from domain.usecases.phone_change.moving_phone import MovePhone
from domain.usecases.staff.case_photos import EndCase


@dataclass(frozen=True, kw_only=True)
class DecidePhoneCase:
    rights: Rights
    phone_changes: PhoneChanges
    accounts: Accounts
    move_phone: MovePhone
    keep_change: KeepChange
    end_case: EndCase
    notices: Notices
    clock: Clock
    photo_kept: timedelta

    async def __call__(self, case: Case, *, by_id: int) -> None:
        """NotYours; NothingToDo when it has ended; ChangeNotPossible when things have moved on so
        that it can only be refused; ChangeTooEarly."""
        self.rights.may_change_phone(by_id)
        change = await self.phone_changes.get(case.subject)
        if change is None or change.state is not State.OPEN or case.action is None:
            raise NothingToDo
        now = self.clock.now()
        approved = case.action is Action.APPROVE
        decided = replace(
            change,
            state=State.APPROVED if approved else State.REFUSED,
            why=REASONS.get(case.action),
            decided_at=now,
            decided_by=case.closed_by,
            decided_by_id=by_id,
            photo_until=now + self.photo_kept,
        )
        await self.keep_change.save(decided)
        if approved:
            await self._approve(decided)
        elif decided.why is not None:
            await self.notices.tell_chat(change.chat_id, PhoneChangeRefused(why=decided.why))
        await self.end_case(case, why=None, photo=True)

    async def _approve(self, change: PhoneChange) -> None:
        account = await self.accounts.get(change.borrower_id) if change.borrower_id else None
        if account is None or change.new is None:
            raise NothingToDo
        if account.blocked:
            raise ChangeNotPossible(WhyNoChange.BLOCKED)
        try:
            await self.move_phone.allow(account, change.new)
            if self.clock.now() < change.approved_from():
                raise ChangeTooEarly(change.approved_from(), change.untold)
            await self.move_phone(account, change.new, asked_in=change.chat_id)
        except PhoneIsAnothers:
            raise ChangeNotPossible(WhyNoChange.TAKEN) from None
