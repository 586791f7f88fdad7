"""What comes back when an inline button is tapped."""

from functools import cache

from aiogram.filters.callback_data import CallbackData

from domain.ledger.loan_events import PaymentPurpose
from domain.model.cases import Action
from domain.model.credit_holidays import Ground
from domain.model.profile import Wanted


class Go(CallbackData, prefix="go"):
    """A plain step: `to` names it within its conversation."""

    to: str


class PickAmount(CallbackData, prefix="sum"):
    rubles: int


class PickDays(CallbackData, prefix="days"):
    days: int


class Ask(CallbackData, prefix="ask"):
    """A button under a question of a form: `do` is back, skip, same, keep, or an option's number.
    It names its question, so that a button of an earlier one is known to be stale."""

    field: str
    do: str


@cache
def ask(field: str, do: str) -> str:
    """Packed once: a form has the same buttons for everybody."""
    return Ask(field=field, do=do).pack()


class EditField(CallbackData, prefix="edit"):
    """«изменить» on the review screen."""

    field: str


class PickCase(CallbackData, prefix="case"):
    id: str
    action: Action


class ShowCasePhoto(CallbackData, prefix="photo"):
    """«Показать»: the photo of a case, once more."""

    id: str


class PaySum(CallbackData, prefix="pay"):
    """A ready sum: the purpose of a repayment."""

    purpose: PaymentPurpose


class WhyPage(CallbackData, prefix="why"):
    """A page of «Почему столько?», the oldest first."""

    page: int


ON_PAGE = -1


class PayBy(CallbackData, prefix="by"):
    """A repayment, and which of the bound cards is charged; ON_PAGE: the bank's page."""

    id: str
    card: int


class AskForPaper(CallbackData, prefix="paper"):
    """The confirmation of a payment: the id of the repayment."""

    id: str


class Extend(CallbackData, prefix="ext"):
    """So many more days for the loan."""

    days: int


class ExtendBy(CallbackData, prefix="extby"):
    """The days, and which of the bound cards pays for them; ON_PAGE: the bank's page."""

    days: int
    card: int


class Agree(CallbackData, prefix="agree"):
    """An agreement that was offered: to be signed, or not."""

    id: str
    yes: bool


class PickDay(CallbackData, prefix="promise"):
    """The promised day, ISO."""

    day: str


class PickGround(CallbackData, prefix="ground"):
    """Why credit holidays are asked for."""

    ground: Ground


class AskRest(CallbackData, prefix="rest"):
    """Credit holidays for so many months; `sure`: the papers were read, the application goes."""

    ground: Ground
    months: int
    sure: bool


class PickCard(CallbackData, prefix="card"):
    """A card of the wallet: open, default, rename or unbind."""

    do: str
    id: str


class PickChange(CallbackData, prefix="phone"):
    """A request to change the phone: withdraw, or not_me."""

    do: str
    id: str


class OldPickChange(PickChange, prefix="change"):
    """As in messages of before December 2026; told from OldChangeField by having two values."""


class AutopayWith(CallbackData, prefix="auto"):
    """The consent to an automatic charge, with this card."""

    id: str


class AgreeAutopay(CallbackData, prefix="autoyes"):
    """`seal`: first signs of the hash of the text that was shown."""

    id: str
    seal: str


class SkipDay(CallbackData, prefix="autono"):
    """«Не списывать»: the ISO day of the charge."""

    day: str


class PickDevice(CallbackData, prefix="device"):
    """Signing out another chat of one's own; `stranger`: «это не я»."""

    chat: int
    stranger: bool


class ApplicationsPage(CallbackData, prefix="apps"):
    """A page of the history of applications, the newest first."""

    page: int


class PickConsent(CallbackData, prefix="consent"):
    """A consent of the settings: open, revoke, revoked (sure of it), give, given."""

    do: str
    kind: str


class ChangeField(CallbackData, prefix="field"):
    """A field of the profile."""

    field: str


class OldChangeField(ChangeField, prefix="change"):
    """As in messages of before December 2026."""


class ChangesPage(CallbackData, prefix="changes"):
    """A page of the profile's history, the newest first."""

    page: int


class Notify(CallbackData, prefix="notify"):
    """Notices of this kind switched on or off."""

    kind: Wanted
    on: bool


class CreditPage(CallbackData, prefix="credit"):
    """A page of what bureaus were told of a contract, the newest rows first."""

    contract: str
    page: int


IN_WORDS = 0  # no row: the borrower writes what is wrong


class DisputeRow(CallbackData, prefix="dispute"):
    """The number of a row that is disputed, IN_WORDS, or below that: not chosen yet."""

    contract: str
    number: int
