"""Who is asked before money leaves and before a signature: owner check, FinCERT, biometrics."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.gateways.bank import CardFacts
from domain.gateways.bureaus import Applicant
from domain.money import Money


class Ownership(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class OwnerCheck(Protocol):
    """Does this card belong to this person (9-FZ, from 2025-09-01)? Raises as above."""

    async def ask(
        self, *, request_id: str, name: str, phone: str, card: CardFacts
    ) -> Ownership: ...


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Whom money goes to, and by which card."""

    phone: str
    passport: str  # ten digits
    inn: str
    card: CardFacts


class Listing(StrEnum):
    CLEAN = "clean"
    HIT = "hit"
    UNCLEAR = "unclear"  # the base can't tell now: ask again


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A payout that somebody else than its receiver wanted, or that was stopped before it went."""

    reference: str  # our id of the movement
    kind: str  # attempt: nothing was sent; transfer: the money arrived
    at: datetime
    amount: Money
    receiver: Receiver


class Fincert(Protocol):
    """The Bank of Russia's base of transfers without consent and tries of such (FinCERT).
    `request_id` and `report_id` make asking or telling again the same. Raises as above."""

    async def look_up(self, *, request_id: str, receiver: Receiver, amount: Money) -> Listing: ...
    async def report(self, *, report_id: str, operation: Operation) -> str:
        """The base's own number of the report, which says that it has it."""


@dataclass(frozen=True, kw_only=True)
class FacePage:
    """Where a person confirms who they are."""

    session: str  # the provider's id
    url: str


class Recognition(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"  # another face, or «не я»
    EXPIRED = "expired"  # nobody came to the page in its time


class Biometrics(Protocol):
    """The Unified Biometric System (ЕБС) behind a provider. Raises as above."""

    async def open(self, *, request_id: str, applicant: Applicant, return_url: str) -> FacePage:
        """The same `request_id` gets the same page."""

    async def outcome(self, session: str) -> Recognition: ...
