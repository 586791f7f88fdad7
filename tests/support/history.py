"""What a borrower has had from the lender before a transcript begins."""

from datetime import date, timedelta

from bot.sandbox.chat_file import Repaid
from domain.application import Application, Form, Status
from domain.cards import Binding, State
from domain.dates import add_days
from domain.ids import ApplicationId, BindingId, ChatId, LoanId
from domain.loan import Loan
from domain.money import Money
from domain.product import PAYDAY
from domain.regulation import version
from storage.applications import ApplicationRows
from storage.crypto import Cipher
from storage.loans import LoanRows
from storage.money import BindingRows
from tests.support.stage import Stage

SUM, TERM = Money.rubles(5_000), 14
APART = timedelta(days=30)
INN = "500100732259"  # Иван's in every transcript


async def remember(stage: Stage, phone: str, repaid: Repaid) -> None:
    """Loans of two weeks, one every thirty days, each closed on its due day."""
    db = stage.app.db
    cipher = Cipher.parse(stage.app.settings.data_key.get_secret_value())
    borrower = stage.world.people.by_phone(phone)
    assert borrower is not None
    form = _form(phone)
    last = stage.world.clock.now() - timedelta(days=repaid.days_ago + TERM)
    async with db.transaction():
        for number in range(repaid.loans):
            issued = last - APART * (repaid.loans - 1 - number)
            application = Application(
                id=ApplicationId(f"repaid-{number}"),
                chat_id=ChatId(borrower.id),
                status=Status.ISSUED,
                amount=SUM,
                approved=SUM,
                days=TERM,
                form=form,
                created_at=issued,
                contract=f"{issued:%y%m%d}-9000{number}",
            )
            binding = Binding(
                id=BindingId(application.id),
                application_id=application.id,
                chat_id=application.chat_id,
                state=State.VERIFIED,
                opened_at=issued,
            )
            day = issued.date()
            loan = Loan(
                id=LoanId(application.id),
                application_id=application.id,
                binding_id=binding.id,
                chat_id=application.chat_id,
                contract=application.contract or "",
                product=PAYDAY.code,
                principal=SUM,
                daily_rate=PAYDAY.daily_rate,
                issued_at=issued,
                issued_on=day,
                days=TERM,
                law=version(),
                closed_on=add_days(day, TERM),
            )
            await ApplicationRows(db, cipher).save(application)
            await BindingRows(db, cipher).save(binding)
            await LoanRows(db, cipher).add(loan, form)


def _form(phone: str) -> Form:
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
