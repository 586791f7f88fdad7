"""What goes by SMS, or is dictated by a call."""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class PhoneCodeSms(Notice):
    """`by_call`: dictated by a robot, when SMS does not come."""

    digits: str
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class ConsentCodeSms(Notice):
    digits: str
    kinds: tuple[str, ...]  # of the consents that it signs
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class SigningCodeSms(Notice):
    digits: str
    amount: Money
    document: str  # first signs of its hash
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PasswordSms(Notice):
    password: str
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PaymentCodeSms(Notice):
    digits: str
    amount: Money
    last4: str
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class ProlongationCodeSms(Notice):
    """`last4`: the card that is charged as soon as it is signed."""

    digits: str
    due: date
    amount: Money
    last4: str | None
    document: str  # first signs of its hash
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeSms(Notice):
    digits: str
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PasswordChangedSms(Notice):
    """A new password is in force. `phone`: the lender's; `new_chat`: set where nobody was in
    before."""

    phone: str
    new_chat: bool = False


@dataclass(frozen=True, kw_only=True)
class AwaySms(Notice):
    """Nobody is signed in, and something waits inside."""


@dataclass(frozen=True, kw_only=True)
class OverdueSms(Notice):
    """The free notice of delay, when nobody is signed in (230-FZ art. 7: name, fact, phone)."""

    lender: str
    phone: str
    contract: str
