"""Of a change of phone, and of an account that staff have closed."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.accounts.phone_change import Why, WhyNotPhoto
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class NewPhoneCodeSms(Notice):
    digits: str
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PhoneChangeSms(Notice):
    """To the old number: somebody asks for another one. `phone`: the lender's."""

    phone: str
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class PhoneMovedSms(Notice):
    """To the old number: it is no login any more."""

    phone: str


@dataclass(frozen=True, kw_only=True)
class PhotoUnusable(Notice):
    """The photo can't be taken; another one is awaited."""

    why: WhyNotPhoto


@dataclass(frozen=True, kw_only=True)
class PhoneChangeAsked(Notice):
    """To who asked: it is with the staff."""

    change: str


@dataclass(frozen=True, kw_only=True)
class PhoneChangeTold(Notice):
    """To the other devices, with «Это не я»."""

    change: str
    new: str
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class PhoneChangeStopped(Notice):
    """To who asked: the borrower has said on another device that it isn't them."""


@dataclass(frozen=True, kw_only=True)
class PhoneChangeRefused(Notice):
    why: Why


@dataclass(frozen=True, kw_only=True)
class PhoneMoved(Notice):
    """To every device that was signed in: sessions have ended, payouts wait until `held_until`.
    `phone`: the lender's."""

    new: str
    phone: str
    held_until: datetime
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class PhoneChangeApproved(Notice):
    """The same to who asked as a guest: what else goes on in that chat goes on."""

    new: str
    phone: str
    held_until: datetime
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class AccessClosed(Notice):
    """Staff have closed the account. `phone`: the lender's; `cancelled`: with an application."""

    phone: str
    cancelled: bool


@dataclass(frozen=True, kw_only=True)
class AccessOpened(Notice):
    """Everything works again."""
