"""Binding a card and proving that the borrower controls it (decision 13)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.gateways import CardFacts
from domain.ids import ApplicationId, BindingId, BorrowerId, OperationId
from domain.money import Money
from domain.rules.regulation import rule

HOLD_LEAST = Money.rubles("1.00")
HOLD_MOST = Money.rubles("10.99")
TRIES = 3
MOST_A_DAY = 8  # tries to bind a card: guessing sums must not pay
TIME_TO_ANSWER = timedelta(minutes=20)
PAGE_LIVES = timedelta(hours=1)


class BindingStatus(StrEnum):
    OPENING = "opening"  # the bank is asked for a page
    PAGE = "page"  # the borrower is on the bank's page
    HOLDING = "holding"  # a small sum is being held
    ASKING = "asking"  # the borrower reads the sum in the bank's SMS
    OWNER = "owner"  # whose card is it?
    VERIFIED = "verified"
    REFUSED = "refused"
    EXPIRED = "expired"


class CardRefusal(StrEnum):
    BANK = "bank"  # the bank refused the binding or the hold
    NO_MONEY = "no_money"
    CARD_EXPIRED = "card_expired"
    WRONG_SUM = "wrong_sum"
    NOT_OWNER = "not_owner"
    PAYOUT = "payout"  # the card does not take the money


IN_WORK = frozenset(
    {
        BindingStatus.OPENING,
        BindingStatus.PAGE,
        BindingStatus.HOLDING,
        BindingStatus.ASKING,
        BindingStatus.OWNER,
    }
)


def owner_must_match(on: date) -> bool:
    """May money go only to a card of the borrower's own (9-FZ)?"""
    return rule("payout.owner_check", on).in_force


@dataclass(frozen=True, kw_only=True)
class Binding:
    """One try to bind one card for one application."""

    id: BindingId
    application_id: ApplicationId
    borrower_id: BorrowerId
    state: BindingStatus
    opened_at: datetime
    method_id: str | None = None  # the bank's id of the bound card
    page: str | None = None
    card: CardFacts | None = None
    hold: OperationId | None = None
    tries_left: int = TRIES
    answer_by: datetime | None = None
    refusal: CardRefusal | None = None
