"""An application for a loan: what was asked, by whom, and how far it has come."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.gateways import Applicant
from domain.ids import ApplicationId, ChatId, DocumentId
from domain.money import Money


class Status(StrEnum):
    CHECKING = "checking"  # bureaus are being asked
    REVIEW = "review"  # a person of the staff decides
    REJECTED = "rejected"
    APPROVED = "approved"  # a card is to be bound and verified
    OFFERED = "offered"  # individual terms wait for the signature
    SIGNED = "signed"  # money is on its way
    ISSUED = "issued"
    CANCELLED = "cancelled"


LIVE = frozenset({Status.CHECKING, Status.REVIEW, Status.APPROVED, Status.OFFERED, Status.SIGNED})


class Reason(StrEnum):
    """Why an application was rejected."""

    SELF_BAN = "self_ban"
    LOANS_AT_ONCE = "loans_at_once"
    SCORE = "score"
    BY_HAND = "by_hand"
    NO_ANSWER = "no_answer"  # a bureau never answered, and without it no decision is lawful


@dataclass(frozen=True, kw_only=True)
class Form:
    """The facts that a decision cannot do without. Personal data: encrypted at rest."""

    phone: str  # +79161234567
    name: str
    birth_date: date
    passport: str  # series and number, ten digits
    inn: str
    income: Money  # a month

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
    chat_id: ChatId
    status: Status
    amount: Money  # asked for
    days: int
    product: str = "payday"  # code
    form: Form
    created_at: datetime
    approved: Money | None = None
    reason: Reason | None = None
    retry_on: date | None = None  # first lender's day of another try after a rejection
    terms: DocumentId | None = None
    contract: str | None = None  # number of the signed contract

    @property
    def live(self) -> bool:
        return self.status in LIVE


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a chat has answered before it applies; personal data, encrypted at rest."""

    chat_id: ChatId
    amount: Money | None = None
    days: int | None = None
    product: str = "payday"  # code
    phone: str | None = None
    phone_confirmed: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What was agreed to, in which wording, and when."""

    chat_id: ChatId
    kind: str  # personal_data, signature
    version: str
    text_sha256: str
    given_at: datetime
