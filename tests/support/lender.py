"""A lender without the outer world: the real use cases and jobs over a real SQLite file."""

import asyncio
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from bot.outbox.speech import Speech
from bot.outbox.writer import QueueNotices, open_notice
from bot.process.adapters import adapters
from bot.process.ports import Gateways
from bot.process.wiring import wire
from domain.gateways import BureauReport, Listing, Ownership, Payout
from domain.ids import BorrowerId
from domain.model.application import Application, Consent
from domain.model.bank_operation import BankOperation
from domain.model.biometrics import FaceCheck, FaceCheckStatus
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cases import ALARMS, Case, CaseKind
from domain.model.messaging.texting import Channel, Prices, TextLimits, Window
from domain.money import Money
from domain.notifications import Notice, Progress
from domain.rules.cost import MarketAverages
from domain.rules.decision.incomes import MeanIncomes
from domain.rules.decision.shares import ShareLimits
from domain.rules.rights import Rights
from domain.usecases.codes.texting import CountText, LookAtTexts
from storage.engine.crypto import Cipher
from storage.engine.database import iso
from storage.engine.sqlite import Sqlite
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import PLACE, OutboxRows
from storage.queues.work import CaseRows, Job, JobRows
from storage.rows.accounts import AccountRows, SessionRows
from storage.rows.applications import ApplicationRows, DraftRows
from storage.rows.biometrics import FaceCheckRows
from storage.rows.checks import FraudReportRows, FreezeRows, LookupRows
from storage.rows.decisions import ConsentRows, DecisionRows, IdentityCheckRows, StopRows
from storage.rows.loans import LoanRows
from storage.rows.payments import BankOperationRows, BindingRows
from storage.rows.signing import SignatureRows
from storage.rows.texting import TextRows
from tests.support.answers import (
    HOLD,
    FixedClock,
    Outer,
    ScriptedSecrets,
    method,
    payment,
    payout,
    report,
)

IVAN = BorrowerId(100_001)
PHONE = "+79161234567"
OLGA, ANNA = 900_001, 900_003  # of the staff; Anna may change phones and block
OWNER = ANNA  # hears in private of a staff group that is lost
STAFF = -1_002_000_000_001  # the sandbox's group too
INN = "500100732259"
ANSWERS = {
    "name": "Петров Иван Сергеевич",
    "birth_date": "1990-12-31",
    "email": "ivan.petrov@example.org",
    "passport": "4510123456",
    "passport_issued": "2011-01-20",
    "passport_code": "770-001",
    "passport_issuer": "ОВД Тверского района города Москвы",
    "birth_place": "город Кострома",
    "inn": INN,
    "snils": "11223344595",
    "registration": "Москва, улица Лесная, дом 5, квартира 12",
    "residence": "Тверь, Советская улица, дом 7",
    "home_phone": "+74951234567",
    "employer": "Фабрика «Заря»",
    "position": "Мастер участка",
    "income": "12345600",
    "service_months": "30",
    "advance_day": "20",
    "salary_day": "5",
    "contact_name": "Петрова Анна Ильинична",
    "contact_phone": "+79031112233",
    "contact_may": "call_back",
}
EARLY_CONSENTS = ("personal_data", "signature")  # before the first personal question
LAST_CONSENTS = ("bureau", "conditions")  # after the review
PAPERS = ("individual_terms", "prolongation", "schedule", "confirmation")
LENDER = dict.fromkeys(
    ("name", "inn", "ogrn", "register_number", "address", "phone", "email"), "кредитор"
)


PRICES = Prices(part=Money.rubles(5), call=Money.rubles(3))


def texting(most: int, **others: int) -> TextLimits:
    """So many of each an hour and a day, but for `others`: sms_hour, sms_day, call_hour …"""
    every = [(channel, window) for channel in Channel for window in Window]
    return TextLimits({one: others.get("_".join(one), most) for one in every})


@dataclass
class Lender:
    db: Sqlite
    clock: FixedClock = field(default_factory=FixedClock)
    cipher: Cipher = field(default_factory=lambda: Cipher({1: b"k" * 32}))
    bank: Any = field(default_factory=Outer)
    bureau: Any = field(default_factory=Outer)
    bureau_rows: Any = field(default_factory=Outer)
    owner_check: Any = field(default_factory=Outer)
    fiscal: Any = None  # no receipts are made
    biometrics: Any = field(default_factory=Outer)
    listed: list[tuple[str, str, str]] = field(default_factory=list)  # the file of stop lists
    fincert: Any = field(default_factory=lambda: Outer(Listing.CLEAN))
    photo_source: Any = field(default_factory=Outer)
    staff_group: Any = field(default_factory=Outer)
    market: MarketAverages = field(default_factory=lambda: MarketAverages({}, must_be_known=False))
    bureau_names: tuple[str, ...] = ("one", "two")  # as the settings would name them
    share_limits: ShareLimits = field(default_factory=ShareLimits)
    text_limits: TextLimits = field(default_factory=lambda: texting(1_000))
    progress: list[Progress] = field(default_factory=list)  # every state of the status screen
    woken: asyncio.Event = field(default_factory=asyncio.Event)  # something may be said
    _heard: int = 0

    def __post_init__(self) -> None:
        db, cipher, clock = self.db, self.cipher, self.clock
        self.desk = DeskRows(db, STAFF)
        self.waits = WaitRows(db, clock, self.desk, self.woken.set)
        self.outbox = OutboxRows(db, cipher, clock, lambda: None)
        self.jobs = JobRows(db, clock, lambda: None)
        self.conversations = ConversationRows(db)
        self.sessions, self.accounts = SessionRows(db, cipher), AccountRows(db, cipher)
        texts = TextRows(db)
        self.notices = QueueNotices(
            self.outbox,
            self.conversations,
            cipher,
            clock,
            self.desk,
            self.sessions,
            self.accounts,
            CountText(
                texts=texts,
                text_prices=PRICES,
                look_at_texts=LookAtTexts(
                    texts=texts, text_limits=self.text_limits, text_prices=PRICES, clock=clock
                ),
                jobs=self.jobs,
                clock=clock,
            ),
            Speech(),
        )
        self.drafts, self.applications = DraftRows(db, cipher), ApplicationRows(db, cipher)
        self.bindings, self.operations = BindingRows(db, cipher), BankOperationRows(db)
        self.loans, self.cases = LoanRows(db, cipher), CaseRows(db, cipher)
        self.checks, self.decisions = IdentityCheckRows(db), DecisionRows(db, cipher)
        self.stop_lists, self.freezes = StopRows(db, cipher), FreezeRows(db)
        self.lookups, self.fraud_reports = LookupRows(db), FraudReportRows(db)
        self.signatures = SignatureRows(db, cipher)
        ports, own = adapters(
            db=db,
            cipher=cipher,
            clock=clock,
            jobs=self.jobs,
            notices=self.notices,
            outbox=self.outbox,
            conversations=self.conversations,
            desk=self.desk,
            waits=self.waits,
        )
        self.wiring = wire(
            ports,
            own,
            Gateways(
                bank=self.bank,
                bureaus=dict.fromkeys(self.bureau_names, self.bureau),
                bureau_titles={one: f"Бюро {one}" for one in self.bureau_names},
                owner_check=self.owner_check,
                fincert=self.fincert,
                fiscal=self.fiscal,
                biometrics=self.biometrics,
                stop_list_file=lambda: self.listed,
                document_renderer=SimpleNamespace(
                    **dict.fromkeys(PAPERS, lambda f: repr(f).encode())
                ),
                secrets=ScriptedSecrets(),
                photo_source=self.photo_source,
                staff_group=self.staff_group,
                rights=Rights(change_phone=frozenset({ANNA}), block=frozenset({ANNA})),
                owners=frozenset({OWNER}),
                text_limits=self.text_limits,
                text_prices=PRICES,
                photo_kept=timedelta(days=30),
                write_off_after=400,
                bureau_rows={"one": self.bureau_rows, "two": self.bureau_rows},
                report_workdays=2,
                dispute_workdays=10,
                return_url="https://t.me/bot",
                lender=LENDER,
                market=self.market,
                share_limits=self.share_limits,
                incomes=MeanIncomes({("Москва", date(2026, 1, 1)): Money.rubles(103_000)}),
            ),
        )

    async def do(self, usecase: str, **arguments: object) -> Any:
        """What a handler would do: the use case in a transaction of its own."""
        called: Any = self.wiring.provided[usecase]
        async with self.db.transaction():
            return await called(**arguments)

    async def work(self, kind: str) -> None:
        """Do the one job of this kind that is due, as the scheduler does."""
        (row,) = await self.db.all(
            "SELECT * FROM job WHERE kind = ? AND due_at <= ?", kind, iso(self.clock.now())
        )
        job = Job(kind, row["subject"], row["plan"], row["attempts"] + 1)
        again = await self.wiring.works[kind](job)
        async with self.db.transaction():
            await (self.jobs.finish(job) if again is None else self.jobs.again(job, again))

    async def planned(self) -> set[str]:
        return {row["kind"] for row in await self.db.all("SELECT kind FROM job")}

    async def told(self) -> list[Notice]:
        """The notices that were queued since the last look, to whomever. What only redraws the
        status screen goes to `progress`."""
        rows = await self.db.all(
            "SELECT * FROM outbox WHERE id > ? AND kind IN ('notice', 'sms') ORDER BY id",
            self._heard,
        )
        self._heard = max([self._heard, *(row["id"] for row in rows)])
        said = [open_notice(json.loads(self.cipher.open(row["body"], PLACE))) for row in rows]
        self.progress += [one for one in said if isinstance(one, Progress)]
        return [one for one in said if not isinstance(one, Progress)]

    async def state(self) -> str | None:
        """The step at which Ivan's conversation stands."""
        row = await self.db.one("SELECT state FROM conversation WHERE chat_id = ?", IVAN)
        return row["state"] if row else None

    async def case_facts(self, kind: str | None = None) -> list[dict[str, str]]:
        """What staff see of each case, open or not, in order."""
        rows = await self.db.all("SELECT id, kind FROM staff_case ORDER BY rowid")
        found = [await self.cases.get(row["id"]) for row in rows if kind in (None, row["kind"])]
        return [case.facts for case in found if case is not None]

    async def open_case(self, kind: str) -> Case:
        """The open one of this kind."""
        alarm, _ = await self.cases.alarms(CaseKind(kind))
        found = [case for case in await self.cases.open(50) if case.kind == kind]
        found += [alarm] if alarm and alarm.kind in ALARMS else []
        assert len(found) == 1
        return found[0]

    # What is known of Ivan.

    async def application(self) -> Application:
        found = await self.applications.last(IVAN)
        assert found is not None
        return found

    async def binding(self) -> Binding:
        found = await self.bindings.last((await self.application()).id)
        assert found is not None
        return found

    async def payout(self) -> BankOperation:
        """The newest one."""
        row = await self.db.one("SELECT id FROM move WHERE kind = 'payout' ORDER BY rowid DESC")
        assert row is not None
        return await self.operations.get(row["id"])

    async def hold(self) -> BankOperation:
        """The hold of the newest binding."""
        held = (await self.binding()).hold
        assert held is not None
        return await self.operations.get(held)

    async def is_recognised(self) -> None:
        """The biometric system knows who applies: for contracts from 1 March 2027 on."""
        application = await self.application()
        check = FaceCheck(
            id=application.id,
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=FaceCheckStatus.CONFIRMED,
            opened_at=self.clock.now(),
        )
        await FaceCheckRows(self.db).save(check)

    # The journey, step by step.

    async def fills_in(
        self,
        *,
        chat: BorrowerId = IVAN,
        phone: str = PHONE,
        amount: int = 10_000,
        days: int = 14,
        **answers: str,
    ) -> None:
        """Everything up to a draft that can be sent; the phone is proved by the last code."""
        await self.proves_phone(chat=chat, phone=phone, amount=amount, days=days)
        for name, value in (ANSWERS | answers).items():
            await self.do("save_answer", borrower_id=chat, field=name, value=value)
        await self.consents(*LAST_CONSENTS, chat=chat)

    async def proves_phone(
        self, *, chat: BorrowerId = IVAN, phone: str = PHONE, amount: int = 10_000, days: int = 14
    ) -> Any:
        """Sum, term, the first consents and code 1; the verdict on it."""
        await self.do("choose_amount", borrower_id=chat, amount=Money.rubles(amount))
        await self.do("choose_days", borrower_id=chat, days=days)
        await self.consents(*EARLY_CONSENTS, chat=chat)
        await self.do("ask_phone", borrower_id=chat, phone=phone)
        sms = (await self.told())[-1]
        return await self.do("confirm_phone", borrower_id=chat, digits=vars(sms)["digits"])

    async def consents(self, *kinds: str, chat: BorrowerId = IVAN) -> None:
        """That of the bureaus as if it were signed by a code."""
        for kind in kinds:
            if kind == "bureau":
                signed = Consent(
                    borrower_id=chat,
                    kind=kind,
                    version="1",
                    text_sha256=hashlib.sha256("Согласен".encode()).hexdigest(),
                    given_at=self.clock.now(),
                    signature="signed",
                )
                async with self.db.transaction():
                    await ConsentRows(self.db).add(signed, "Согласен")
                continue
            await self.do("give_consent", borrower_id=chat, kind=kind, version="1", text="Согласен")

    async def applies(self, **wish: Any) -> Application:
        await self.fills_in(**wish)
        await self.do("apply", borrower_id=IVAN)
        return await self.application()

    async def bureau_answers(self, which: str, report: BureauReport) -> None:
        self.bureau.answers.append(report)
        subject = f"{(await self.application()).id}:{which}"
        await self.wiring.works["bureau"](Job("bureau", subject, 1, 1))

    async def decides(self, amount: int = 10_000, **answer: Any) -> list[Notice]:
        """What is said when every bureau gives this answer."""
        await self.applies(amount=amount)
        for which in self.bureau_names:
            await self.bureau_answers(which, report(**answer))
        return await self.told()

    async def is_approved(self, **wish: Any) -> None:
        await self.applies(**wish)
        for which in self.bureau_names:
            await self.bureau_answers(which, report())

    async def opens_page(self) -> None:
        """The bank has opened a page for the newest binding."""
        self.bank.answers.append(method((await self.binding()).id, "pending"))
        await self.work("binding")

    async def fills_in_card(self) -> None:
        """On the bank's page; then the bank is asked again."""
        self.clock.move(seconds=10)
        self.bank.answers.append(method((await self.binding()).id, "active"))
        await self.work("binding")

    async def is_asked_for_sum(self) -> None:
        """From the page to the hold that stands."""
        await self.opens_page()
        await self.fills_in_card()
        self.bank.answers.append(payment("waiting_for_capture", (await self.binding()).id))
        await self.work("move")

    async def binds_card(self) -> None:
        """The whole binding; the hold is cancelled."""
        await self.is_asked_for_sum()
        await self.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
        ident = (await self.binding()).id
        self.bank.answers += [payment("waiting_for_capture", ident), payment("canceled", ident)]
        await self.work("move")
        self.owner_check.answers.append(Ownership.MATCH)
        await self.work("owner")

    async def is_offered_terms(self, **wish: Any) -> None:
        await self.is_approved(**wish)
        if (await self.binding()).state is not BindingStatus.VERIFIED:  # one of the wallet is
            await self.binds_card()
        await self.work("terms")

    async def signs(self) -> None:
        self.clock.move(minutes=2)
        await self.told()
        await self.do("ask_signature", borrower_id=IVAN)
        (sms,) = await self.told()
        await self.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=vars(sms)["digits"])

    async def has_loan(self, **wish: Any) -> None:
        await self.is_offered_terms(**wish)
        await self.signs()
        await self.bank_says_of_payout(payout("succeeded"))

    async def has_repaid(self) -> None:
        """An earlier loan, closed today: a second one may be larger and in instalments."""
        await self.has_loan()
        await self.db.run("UPDATE loan SET closed_on = ?", self.clock.today().isoformat())
        self.clock.move(hours=1)
        await self.told()

    async def bank_says_of_payout(self, *answers: object) -> None:
        """Of the sum that was asked for, unless they name another than the usual 10 000 ₽."""
        asked = (await self.payout()).amount
        for one in answers:
            if isinstance(one, Payout) and one.amount == Money.rubles(10_000):
                one = replace(one, amount=asked)
            self.bank.answers.append(one)
        await self.work("move")
