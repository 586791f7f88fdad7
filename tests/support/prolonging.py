"""A payer who prolongs: from the days to the signature."""

from dataclasses import dataclass
from typing import Any

from domain.model.agreement import Agreement
from domain.model.codes import Check
from domain.notifications import ProlongationCodeSms
from domain.usecases.prolongation.prolongation_terms import Conditions
from storage.engine.database import iso
from storage.rows.repayment import AgreementRows
from tests.support.lender import IVAN
from tests.support.repaying import Payer


@dataclass
class Prolonger(Payer):
    async def looks(self, **how: Any) -> Any:
        """The choice of days, or the signed agreement that waits for its money."""
        return await self.lender.do("look_at_prolongation", borrower_id=IVAN, **how)

    async def quotes(self, days: int) -> Conditions:
        look: Any = self.lender.wiring.provided["look_at_prolongation"]
        async with self.lender.db.transaction():
            conditions, _ = await look.conditions(borrower_id=IVAN, days=days)
        found: Conditions = conditions
        return found

    async def agrees(self, days: int = 14, number: int | None = 0) -> Agreement:
        """The paper is there, to be signed."""
        asked = await self.lender.do("ask_agreement", borrower_id=IVAN, days=days, number=number)
        await self.works("agreement_paper")
        return await self.agreement(asked)

    async def signs(self, one: Agreement) -> Agreement:
        """By the right code; the money has not moved yet."""
        verdict, _, signed = await self.types(one, await self.asks_code(one))
        assert verdict is Check.RIGHT
        found: Agreement = signed
        return found

    async def asks_code(self, one: Agreement) -> str:
        """Two minutes after an earlier one."""
        self.lender.clock.move(minutes=2)
        await self.lender.do("ask_prolongation_code", borrower_id=IVAN, agreement_id=one.id)
        heard = await self.lender.told()
        return next(sms.digits for sms in heard if isinstance(sms, ProlongationCodeSms))

    async def types(self, one: Agreement, digits: str) -> tuple[Check, int, Agreement]:
        found: tuple[Check, int, Agreement] = await self.lender.do(
            "sign_agreement", borrower_id=IVAN, chat_id=IVAN, agreement_id=one.id, digits=digits
        )
        return found

    async def prolongs(self, days: int = 14) -> Agreement:
        """Signed, and paid from the bound card."""
        signed = await self.signs(await self.agrees(days))
        await self.works()
        return await self.agreement(signed)

    async def agreement(self, one: Agreement) -> Agreement:
        """As it is now."""
        return await AgreementRows(self.lender.db).get(one.id)

    async def midnight(self) -> None:
        """The end of the lender's day has come, and what it brings has been done."""
        clock = self.lender.clock
        now = clock.now()
        hours = 21 - now.hour if now.hour < 21 else 45 - now.hour  # in UTC
        clock.move(hours=hours, minutes=1 - now.minute, seconds=-now.second)
        for row in await self.lender.db.all(
            "SELECT kind FROM job WHERE due_at <= ? AND kind IN ('agreement_lapse', 'promise_day')",
            iso(clock.now()),
        ):
            await self.works(row["kind"])
