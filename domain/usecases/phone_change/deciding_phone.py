"""What staff decide about a change of phone, having compared the photo."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from domain.dates import Clock
from domain.model.accounts.phone_change import REASONS, PhoneChange, PhoneChangeStatus
from domain.model.cases import Action, CaseKind
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
from domain.usecases.accounts.replacing_phone import ReplacePhone
from domain.usecases.cases.case_photos import EndCase
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.phone_change.changing_phone import KeepChange


@dataclass(frozen=True, kw_only=True)
class DecidePhoneCase:
    decides: ClassVar[Decides] = {CaseKind.PHONE: (Action.APPROVE, *REASONS)}

    rights: Rights
    phone_changes: PhoneChanges
    accounts: Accounts
    replace_phone: ReplacePhone
    keep_change: KeepChange
    end_case: EndCase
    notices: Notices
    clock: Clock
    photo_kept: timedelta

    async def __call__(self, decision: Decision) -> None:
        """NotYours; NothingToDo when it has ended; ChangeNotPossible when things have moved on so
        that it can only be refused; ChangeTooEarly."""
        self.rights.may_change_phone(decision.by_id)
        change = await self.phone_changes.get(decision.case.subject)
        if change is None or change.state is not PhoneChangeStatus.OPEN:
            raise NothingToDo
        now = self.clock.now()
        approved = decision.action is Action.APPROVE
        decided = replace(
            change,
            state=PhoneChangeStatus.APPROVED if approved else PhoneChangeStatus.REFUSED,
            why=REASONS.get(decision.action),
            decided_at=now,
            decided_by=decision.by,
            decided_by_id=decision.by_id,
            photo_until=now + self.photo_kept,
        )
        await self.keep_change.save(decided)
        if approved:
            await self._approve(decided)
        elif decided.why is not None:
            await self.notices.tell_chat(change.chat_id, PhoneChangeRefused(why=decided.why))
        await self.end_case(decision.case, why=None, photo=True)

    async def _approve(self, change: PhoneChange) -> None:
        account = await self.accounts.get(change.borrower_id) if change.borrower_id else None
        if account is None or change.new is None:
            raise NothingToDo
        if account.blocked:
            raise ChangeNotPossible(WhyNoChange.BLOCKED)
        try:
            await self.replace_phone.allow(account, change.new)
            if self.clock.now() < change.approved_from():
                raise ChangeTooEarly(change.approved_from(), change.untold)
            await self.replace_phone(account, change.new, asked_in=change.chat_id)
        except PhoneIsAnothers:
            raise ChangeNotPossible(WhyNoChange.TAKEN) from None
