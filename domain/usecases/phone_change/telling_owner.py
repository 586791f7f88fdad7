"""The owner of a number is told that it is to be changed, and has a day from then to say «Это не
я»."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.model.accounts.account import Account
from domain.model.accounts.phone_change import PhoneChange, PhoneChangeStatus
from domain.model.cases import CaseKind
from domain.notifications import PhoneChangeSms, PhoneChangeTold
from domain.ports import Cases, Notices, PhoneChanges, Sessions
from domain.usecases.cases.case_photos import ShowCase
from domain.usecases.phone_change.changing_phone import KeepChange

SMS = "sms"


def chat(chat_id: int) -> str:
    return f"chat {chat_id}"


@dataclass(frozen=True, kw_only=True)
class TellOwner:
    """By SMS to the old number, and on every other device."""

    sessions: Sessions
    keep_change: KeepChange
    notices: Notices
    lender: dict[str, str]

    async def __call__(self, change: PhoneChange, account: Account) -> None:
        words = [SMS] if account.phone is not None else []
        if account.phone is not None:
            sms = PhoneChangeSms(phone=self.lender["phone"], change=change.id)
            await self.notices.text(account.phone, sms)
        for session in await self.sessions.of(account.borrower_id):
            if session.chat_id != change.chat_id:
                told = PhoneChangeTold(change=change.id, new=change.new or "")
                await self.notices.tell_chat(session.chat_id, told)
                words.append(chat(session.chat_id))
        await self.keep_change.save(replace(change, told=dict.fromkeys(words)))


@dataclass(frozen=True, kw_only=True)
class NoteTold:
    """A word to the owner has gone out, or never will: the operator or the messenger has it, and
    what the phone made of it isn't known."""

    phone_changes: PhoneChanges
    cases: Cases
    keep_change: KeepChange
    show_case: ShowCase
    clock: Clock

    async def __call__(self, *, change_id: str, word: str, reached: bool) -> None:
        """Nothing to do when it is known already, or the request has ended. Of what was never
        heard the approver reads, and the day runs from when that was known."""
        change = await self.phone_changes.get(change_id)
        if change is None or change.state is not PhoneChangeStatus.OPEN:
            return
        if word not in change.told or change.told[word] is not None:
            return
        told = change.told | {word: self.clock.now()}
        unheard = change.unheard if reached else (*change.unheard, word)
        change = await self.keep_change.save(replace(change, told=told, unheard=unheard))
        case = await self.cases.open_about(CaseKind.PHONE, change.id)
        if case is None:
            return
        case = replace(case, facts={**case.facts, **facts_of(change)})
        await self.cases.save(case)
        if change.unheard and not change.untold:  # once, when it is known of all words
            await self.show_case(case)


def facts_of(change: PhoneChange) -> dict[str, str]:
    """For the approver; the button «Одобрить» says the rest."""
    known = [at for at in change.told.values() if at is not None]
    whole = known and len(known) == len(change.told)
    found = {
        "told": max(known).isoformat() if whole else "",
        "unheard": ",".join(dict.fromkeys(word.partition(" ")[0] for word in change.unheard)),
    }
    return {name: value for name, value in found.items() if value}
