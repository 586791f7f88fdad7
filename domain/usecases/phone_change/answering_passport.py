"""Two answers by which a borrower without their number is known: they never stood in a chat."""

from dataclasses import dataclass, replace
from datetime import date

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.accounts.phone_change import PhoneChange, Question
from domain.model.accounts.session import Actor
from domain.model.application import Application, ApplicationStatus
from domain.model.questionnaire import answers_of
from domain.ports import Applications
from domain.refusals import ChangeOver, PassportTooEarly
from domain.usecases.accounts.login_throttle import of_answer
from domain.usecases.phone_change.changing_phone import CountTries, KeepChange


@dataclass(frozen=True, kw_only=True)
class ProvenForm:
    """The application on which money was paid out last. A later one may be anybody's who holds
    the phone: nobody has looked at its passport yet."""

    applications: Applications

    async def __call__(self, borrower_id: BorrowerId) -> Application | None:
        every = await self.applications.of(borrower_id)
        return next((one for one in every if one.status is ApplicationStatus.ISSUED), None)


@dataclass(frozen=True, kw_only=True)
class AnswerAboutPassport:
    proven_form: ProvenForm
    count_tries: CountTries
    keep_change: KeepChange
    clock: Clock

    async def __call__(self, *, actor: Actor, question: Question, answer: str) -> PhoneChange:
        """`answer`: the form's canonical text. What follows is the same whether or not it is right,
        and whether or not the number is anybody's; only that it was right is kept. ChangeOver;
        PassportTooEarly for a day to come, which can only be a slip; TriesPaused after some
        answers of one account or number, and in one chat."""
        change = await self.keep_change.current(actor)
        if not change.proven or change.old is None or change.asks is not question:
            raise ChangeOver
        if question is Question.ISSUED and date.fromisoformat(answer) > self.clock.today():
            raise PassportTooEarly
        # Strangers, who can only name the number, hold up nobody who is signed in.
        whose = f"account {actor.borrower_id}" if change.signed_in else f"number {change.old}"
        here = f"chat {actor.chat_id}"
        await self.count_tries(of_answer(question, whose), of_answer(question, here))
        right = await self._right(change, question, answer)
        answered = change.answered | {question.value: right}
        return await self.keep_change.step(replace(change, answered=answered))

    async def _right(self, change: PhoneChange, question: Question, answer: str) -> bool:
        form = await self.proven_form(change.borrower_id) if change.borrower_id else None
        return form is not None and answers_of(form.form)[question] == answer
