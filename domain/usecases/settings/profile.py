"""«Мои данные»: the questionnaire between applications, changed field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.model.application import Form
from domain.model.profile import EDITABLE, Change, overlaid
from domain.model.questionnaire import OF_CONTACT, answers_of
from domain.ports import Applications, ProfileChanges
from domain.refusals import NothingToDo
from domain.usecases.accounts.held_data import OpenData


@dataclass(frozen=True, kw_only=True)
class Profile:
    """`form` is that of the last application, `answers` the canonical texts as they stand now."""

    form: Form
    answers: Mapping[str, str]
    history: Sequence[Change]  # the oldest first


@dataclass(frozen=True, kw_only=True)
class LookAtProfile:
    """The last application's form, with the changes that came after it."""

    applications: Applications
    profile_changes: ProfileChanges

    async def __call__(self, *, borrower_id: BorrowerId) -> Profile:
        """NothingToDo for who has never applied."""
        last = await self.applications.last(borrower_id)
        if last is None:
            raise NothingToDo
        history = await self.profile_changes.of(borrower_id)
        later = [one for one in history if one.at > last.created_at]
        answers = overlaid(answers_of(last.form), later)
        return Profile(form=last.form, answers=answers, history=history)


@dataclass(frozen=True, kw_only=True)
class ReadProfile:
    open_data: OpenData
    look_at_profile: LookAtProfile

    async def __call__(self, *, borrower_id: BorrowerId) -> Profile:
        """DataHeld; NothingToDo for who has never applied."""
        await self.open_data(borrower_id)
        return await self.look_at_profile(borrower_id=borrower_id)


@dataclass(frozen=True, kw_only=True)
class ChangeProfile:
    """Applications and loans keep the form with which they were made; the next one begins with
    this."""

    open_data: OpenData
    profile_changes: ProfileChanges
    look_at_profile: LookAtProfile
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, chat_id: ChatId, field: str, value: str
    ) -> Profile:
        """`value` is the field's canonical text. Another contact person has another phone: what
        was known of the one before is gone. NothingToDo for what can't be changed here; DataHeld.
        """
        await self.open_data(borrower_id)
        profile = await self.look_at_profile(borrower_id=borrower_id)
        before = profile.answers
        if field not in EDITABLE or (field in OF_CONTACT and not before.get("contact_name")):
            raise NothingToDo
        if before.get(field, "") == value:
            return profile
        below = OF_CONTACT if field == "contact_name" else ()
        for name in (field, *(one for one in below if before.get(one))):
            await self.profile_changes.add(
                Change(
                    borrower_id=borrower_id,
                    field=name,
                    before=before.get(name, ""),
                    after=value if name == field else "",
                    chat_id=chat_id,
                    at=self.clock.now(),
                )
            )
        return await self.look_at_profile(borrower_id=borrower_id)
