"""An application for a loan: what was asked, by whom, and how far it has come."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.gateways import Applicant
from domain.ids import ApplicationId, BorrowerId, DocumentId, PersonId
from domain.money import Money


class ApplicationStatus(StrEnum):
    CHECKING = "checking"  # bureaus are being asked
    REVIEW = "review"  # a person of the staff decides
    COUNTER = "counter"  # less than asked is offered: to be taken or left
    REJECTED = "rejected"
    APPROVED = "approved"  # a card is to be bound and verified
    OFFERED = "offered"  # individual terms wait for the signature
    COOLING = "cooling"  # signed; the law makes the money wait
    SIGNED = "signed"  # money is on its way
    ISSUED = "issued"
    CANCELLED = "cancelled"


LIVE = frozenset(
    {
        ApplicationStatus.CHECKING,
        ApplicationStatus.REVIEW,
        ApplicationStatus.COUNTER,
        ApplicationStatus.APPROVED,
        ApplicationStatus.OFFERED,
        ApplicationStatus.COOLING,
        ApplicationStatus.SIGNED,
    }
)
UNSIGNED = LIVE - {ApplicationStatus.COOLING, ApplicationStatus.SIGNED}


class Reason(StrEnum):
    """Why an application was rejected."""

    AGE = "age"
    STOP_LIST = "stop_list"
    LOAN_OPEN = "loan_open"
    SELF_BAN = "self_ban"
    LOANS_AT_ONCE = "loans_at_once"
    YEAR_LIMIT = "year_limit"
    PAUSE = "pause"
    MARKET_UNKNOWN = "market_unknown"  # the quarter has no figures, and must have
    RANGE = "range"  # such a sum or term isn't lent, by the law or the products of the day
    PSK_CAP = "psk_cap"  # full cost above the law's or the market's limit of the day
    BLOCKED = "blocked"  # by staff: no new loan
    SHARE = "share"  # the quarter's share of loans with such a debt burden is used up
    HISTORY = "history"  # a very long delay or a write-off with us
    SCORE = "score"
    BY_HAND = "by_hand"
    NO_ANSWER = "no_answer"  # a bureau never answered, and without it no decision is lawful


class MayTell(StrEnum):
    """What the contact person may be told; never of a debt (230-FZ art. 4)."""

    CALL_BACK = "call_back"  # only «please call back»
    NOTHING = "nothing"  # nobody is to be called


@dataclass(frozen=True, kw_only=True)
class Form:
    """The facts of the questionnaire. Personal data: encrypted at rest."""

    phone: str  # +79161234567
    name: str
    birth_date: date
    email: str
    passport: str  # series and number, ten digits
    passport_issued: date
    passport_code: str  # 770-001
    passport_issuer: str
    birth_place: str
    inn: str
    registration: str
    residence: str
    employer: str
    position: str
    income: Money  # a month
    service_months: int
    salary_day: int  # of a month
    advance_day: int | None = None
    snils: str | None = None
    home_phone: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None
    contact_may: MayTell | None = None

    def applicant(self) -> Applicant:
        return Applicant(
            name=self.name,
            birth_date=self.birth_date,
            passport=self.passport,
            inn=self.inn,
            phone=self.phone,
        )


@dataclass(frozen=True, kw_only=True)
class Application:
    id: ApplicationId
    borrower_id: BorrowerId
    status: ApplicationStatus
    amount: Money  # asked for
    days: int
    product: str = "payday"  # code
    form: Form
    created_at: datetime
    approved: Money | None = None
    reason: Reason | None = None
    retry_on: date | None = None  # first lender's day of another try after a rejection
    pdn: int | None = None  # debt burden in whole per cent, rounded up
    terms: DocumentId | None = None
    contract: str | None = None  # number of the signed contract
    person_id: PersonId | None = None  # None while it isn't known who applies
    proven: bool = False  # who applies has shown that they are this person
    asked_at: datetime | None = None  # when the bureaus were asked first
    law: str | None = None  # the edition of the law with which its paper was made

    @property
    def live(self) -> bool:
        return self.status in LIVE

    def rejected_on(self, day: date) -> bool:
        """Does a rejection still hold on that day?"""
        if self.status is not ApplicationStatus.REJECTED or self.retry_on is None:
            return False
        return day < self.retry_on


class ProgressStep(StrEnum):
    """The steps that the borrower's status screen shows, with their times."""

    RECEIVED = "received"
    DECIDED = "decided"
    CARD = "card"
    SIGNED = "signed"
    PAID_OUT = "paid_out"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a chat has answered before it applies; personal data, encrypted at rest."""

    borrower_id: BorrowerId
    amount: Money | None = None
    days: int | None = None
    product: str = "payday"  # code
    phone: str | None = None
    phone_confirmed: bool = False
    answers: dict[str, str] = field(default_factory=dict)  # canonical text; "" is skipped
    returning: bool = False  # began with the answers of an earlier application
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What was agreed to, in which wording, and when. Taken back, it is kept and stands no more."""

    borrower_id: BorrowerId
    kind: str  # personal_data, signature, bureau, conditions; ads
    version: str
    text_sha256: str
    given_at: datetime
    revoked_at: datetime | None = None
    signature: str | None = None  # id of the signature by a code; None: given by a tap


CONSENTS = frozenset({"personal_data", "signature", "bureau", "conditions"})


@dataclass(frozen=True, kw_only=True)
class IdentityCheck:
    """One of the checks that a remote loan asks for: who was asked, when, and the answer."""

    application_id: ApplicationId
    kind: str
    who: str
    at: datetime
    passed: bool
    answer: str
