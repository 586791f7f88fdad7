"""Asking for another phone, step by step, as the conversation does."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.phone_change import APPROVED_AFTER, PhoneChange, Question
from domain.model.accounts.session import Actor
from domain.model.cases import Action
from domain.notifications import NewPhoneCodeSms, Notice
from storage.rows.phone_change import PhoneChangeRows, PhotoRows
from tests.support.lender import ANNA, ANSWERS, IVAN, PHONE, Lender

NEW = "+79031112233"
BORN = date(1990, 12, 31)
ISSUED, DEPARTMENT = ANSWERS["passport_issued"], ANSWERS["passport_code"]
PICTURE = b"\xff\xd8\xff" + b"a face and two numbers"
INSIDE = Actor(chat_id=ChatId(IVAN), borrower_id=IVAN, name="Иван", signed_in=True)
GUEST = Actor(
    chat_id=ChatId(100_002), borrower_id=BorrowerId(100_002), name="Пётр", signed_in=False
)


@dataclass
class Asker:
    """`told` keeps what was said meanwhile."""

    lender: Lender

    @classmethod
    async def come(cls, lender: Lender) -> "Asker":
        """To a lender at whom Ivan has repaid a loan, and has an account."""
        await lender.has_repaid()
        await lender.told()
        return cls(lender)

    @property
    def changes(self) -> PhoneChangeRows:
        return PhoneChangeRows(self.lender.db, self.lender.cipher)

    @property
    def photos(self) -> PhotoRows:
        return PhotoRows(self.lender.db, self.lender.cipher)

    async def begins(self, actor: Actor = INSIDE) -> PhoneChange:
        change: PhoneChange = await self.lender.do(
            "begin_phone_change", actor=actor, left_step=None, left_data={}
        )
        return change

    async def names(self, old: str = PHONE, born: date = BORN) -> None:
        """What a guest is asked for."""
        await self.lender.do("name_old_phone", actor=GUEST, phone=old)
        await self.lender.do("name_birth_date", actor=GUEST, birth_date=born)

    async def proves(self, actor: Actor = INSIDE, new: str = NEW) -> Any:
        """The new number, with the code that came there."""
        self.lender.clock.move(minutes=2)
        await self.lender.do("name_new_phone", actor=actor, phone=new)
        (sms,) = await self.said(NewPhoneCodeSms)
        return await self.lender.do("prove_new_phone", actor=actor, digits=vars(sms)["digits"])

    async def answers(
        self, actor: Actor = INSIDE, issued: str = ISSUED, department: str = DEPARTMENT
    ) -> None:
        """The two questions about the passport."""
        for question, answer in ((Question.ISSUED, issued), (Question.DEPARTMENT, department)):
            await self.answers_one(question, answer, actor)

    async def answers_one(
        self, question: Question, answer: str, actor: Actor = INSIDE
    ) -> PhoneChange:
        change: PhoneChange = await self.lender.do(
            "answer_about_passport", actor=actor, question=question, answer=answer
        )
        return change

    async def sends(
        self, actor: Actor = INSIDE, content: object = PICTURE, *, heard: bool = True
    ) -> None:
        """The photo, as Telegram gives it."""
        await self.lender.do("send_photo", actor=actor, file_id="photo", message_id=7)
        self.lender.photo_source.answers.append(content)
        await self.lender.work("phone_photo")
        if heard:
            await self.owner_hears()

    async def owner_hears(self, *, reached: bool = True) -> None:
        """All that was to be told has gone out, or couldn't."""
        for row in await self.lender.db.all("SELECT id FROM phone_change WHERE state = 'open'"):
            change = await self.changes.get(row["id"])
            for word in change.told if change else ():
                async with self.lender.db.transaction():
                    await self.lender.wiring.note_told(
                        change_id=row["id"], word=word, reached=reached
                    )

    async def asks(
        self, actor: Actor = INSIDE, old: str = PHONE, born: date = BORN, new: str = NEW
    ) -> PhoneChange:
        """The whole conversation."""
        change = await self.begins(actor)
        if not actor.signed_in:
            await self.names(old, born)
        await self.proves(actor, new)
        await self.answers(actor)
        await self.sends(actor)
        return await self.now(change)

    async def now(self, change: PhoneChange) -> PhoneChange:
        found = await self.changes.get(change.id)
        assert found is not None
        return found

    async def decides(self, action: Action, by_id: int = ANNA, *, at_once: bool = False) -> None:
        case = await self.lender.open_case("phone")
        left = case.opened_at + APPROVED_AFTER - self.lender.clock.now()
        if action is Action.APPROVE and left > timedelta(0) and not at_once:
            self.lender.clock.move(seconds=left.total_seconds())
        await self.lender.do("decide_case", case_id=case.id, action=action, by="Анна", by_id=by_id)

    async def said(self, *kinds: type[Notice]) -> list[Notice]:
        """Of what was said since the last look."""
        return [one for one in await self.lender.told() if isinstance(one, kinds)]
