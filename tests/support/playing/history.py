"""What a borrower has had from the lender before a transcript begins."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from domain.dates import add_days
from domain.gateways import CardFacts
from domain.ids import ApplicationId, BindingId, BorrowerId, CardId, ChatId, LoanId, PersonId
from domain.model.accounts.account import Account
from domain.model.accounts.session import Session
from domain.model.application import Application, ApplicationStatus, Consent, Form
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cards import Card
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.editions import version
from domain.rules.product import PAYDAY
from handlers.consents.screens import ALL
from sandbox.bank.cards import CARDS
from sandbox.bank.methods import Method
from sandbox.people.people import Person
from sandbox.stories.chat_file import Repaid
from storage.engine.crypto import Cipher
from storage.rows.accounts import AccountRows, SessionRows
from storage.rows.applications import ApplicationRows
from storage.rows.cards import CardRows
from storage.rows.decisions import ConsentRows
from storage.rows.identity import PersonRows
from storage.rows.loans import LoanRows
from storage.rows.payments import BindingRows
from tests.support.playing.stage import Stage

SUM, TERM = Money.rubles(5_000), 14
APART = timedelta(days=30)
INN = "500100732259"  # Иван's in every transcript

# Of the password «kx7fm-2qd9p», with which somebody who has repaid a loan can sign in.
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$0AABTAExMb6RIAD0vT9c1w"
    "$m8bjfEZxxTjm6gqZ5pyQWsAobL3Wr3Ww8udALkqq+ME"
)


async def remember(stage: Stage, phone: str, repaid: Repaid) -> None:
    """Loans of two weeks, one every thirty days, each closed on its due day; the good card in the
    wallet, and the consents given with the last loan."""
    db = stage.app.db
    cipher = Cipher.parse(stage.app.settings.data_key.get_secret_value())
    borrower = stage.world.people.by_phone(phone)
    assert borrower is not None
    form = form_of(phone)
    last = stage.world.clock.now() - timedelta(days=repaid.days_ago + TERM)
    person = PersonId("repaid")
    async with db.transaction():
        await PersonRows(db, cipher, ApplicationRows(db, cipher)).add(person, last)
        for number in range(repaid.loans):
            issued = last - APART * (repaid.loans - 1 - number)
            await ApplicationRows(db, cipher).next_contract()
            application = Application(
                id=ApplicationId(f"repaid-{number}"),
                borrower_id=BorrowerId(borrower.id),
                status=ApplicationStatus.ISSUED,
                amount=SUM,
                approved=SUM,
                days=TERM,
                form=form,
                created_at=issued,
                contract=f"{issued:%y%m%d}-9000{number}",
                person_id=person,
            )
            binding = Binding(
                id=BindingId(application.id),
                application_id=application.id,
                borrower_id=application.borrower_id,
                state=BindingStatus.VERIFIED,
                opened_at=issued,
            )
            day = issued.date()
            loan = Loan(
                id=LoanId(application.id),
                application_id=application.id,
                binding_id=binding.id,
                borrower_id=application.borrower_id,
                contract=application.contract or "",
                product=PAYDAY.code,
                principal=SUM,
                daily_rate=PAYDAY.daily_rate,
                issued_at=issued,
                issued_on=day,
                days=TERM,
                law=version(),
                closed_on=add_days(day, TERM),
                worst_delay=0,
                person_id=person,
            )
            await ApplicationRows(db, cipher).save(application)
            await BindingRows(db, cipher).save(binding)
            await LoanRows(db, cipher).add(loan, form)
        await CardRows(db, cipher).save(_bound(stage, application))
        accounts, sessions = AccountRows(db, cipher), SessionRows(db, cipher)
        account = Account(
            borrower_id=application.borrower_id,
            phone=phone,
            password_hash=PASSWORD_HASH,
            opened_at=last,
        )
        await accounts.save(account)
        await sessions.open(_session(borrower, last))
        for wording in ALL.values():
            digest = sha256(wording.text.encode()).hexdigest()
            consent = Consent(
                borrower_id=application.borrower_id,
                kind=wording.kind,
                version=wording.version,
                text_sha256=digest,
                given_at=last,
                signature="signed" if wording.kind == "bureau" else None,
            )
            await ConsentRows(db).add(consent, wording.text)


def _session(borrower: Person, since: datetime) -> Session:
    return Session(
        chat_id=ChatId(borrower.id),
        borrower_id=BorrowerId(borrower.id),
        name=borrower.name,
        opened_at=since,
        seen_at=since,
    )


def _bound(stage: Stage, application: Application) -> Card:
    """The bank knows it too."""
    plastic = CARDS["good"]
    method = Method(
        id=f"pm-{application.id}",
        created_at=application.created_at,
        status="active",
        saved=True,
        card=plastic,
        phone=application.form.phone,
    )
    stage.world.bank.keep(method)
    facts = plastic.facts()
    return Card(
        id=CardId(application.id),
        borrower_id=application.borrower_id,
        facts=CardFacts(
            first6=facts["first6"],
            last4=facts["last4"],
            expiry_year=int(facts["expiry_year"]),
            expiry_month=int(facts["expiry_month"]),
            scheme=facts["card_type"],
            issuer=None,
        ),
        bound_at=application.created_at,
        method_id=method.id,
        default=True,
    )


def form_of(phone: str) -> Form:
    return Form(
        phone=phone,
        name="Петров Иван Сергеевич",
        birth_date=date(1990, 12, 31),
        email="ivan@example.ru",
        passport="4510123456",
        passport_issued=date(2011, 1, 20),
        passport_code="770-001",
        passport_issuer="ОВД района Арбат г. Москвы",
        birth_place="г. Тула",
        inn=INN,
        registration="Москва, ул. Лесная, д. 5, кв. 12",
        residence="Москва, ул. Лесная, д. 5, кв. 12",
        employer="ООО «Ромашка»",
        position="водитель",
        income=Money.rubles(60_000),
        service_months=24,
        salary_day=5,
    )
