"""Notices in words: which screen, or which SMS, each of them is."""

from functools import singledispatch

from domain import notices
from domain.application import Reason
from handlers.screens import card, common, loan, signing, staff
from handlers.screens.screen import Screen
from handlers.screens.words import NBSP, day, rub

REASONS = {
    Reason.SELF_BAN: "В вашей кредитной истории стоит самозапрет на займы. "
    "Снять его можно на Госуслугах, он перестаёт действовать через день.",
    Reason.LOANS_AT_ONCE: "По закону при двух непогашенных дорогих займах третий выдать нельзя. "
    "Погасите один из них и приходите.",
    Reason.SCORE: "Решение принято по данным бюро кредитных историй. "
    "Проверить свою историю можно бесплатно дважды в год через Госуслуги.",
    Reason.BY_HAND: "Заявку рассмотрел сотрудник.",
    Reason.NO_ANSWER: "Бюро кредитных историй не ответило за сутки, "
    "а без его ответа закон не разрешает выдать займ.",
}


@singledispatch
def screen_of(notice: notices.Notice) -> Screen:
    """The screen of a notice; every kind has its own (a test looks)."""
    raise LookupError(type(notice).__name__)


@screen_of.register
def _(notice: notices.DecisionLate) -> Screen:
    return common.late()


@screen_of.register
def _(notice: notices.UnderReview) -> Screen:
    return common.under_review()


@screen_of.register
def _(notice: notices.Approved) -> Screen:
    less = notice.amount < notice.asked
    return common.approved(rub(notice.asked), rub(notice.amount), less)


@screen_of.register
def _(notice: notices.Rejected) -> Screen:
    retry = day(notice.retry_on) if notice.retry_on else None
    return common.rejected(REASONS[notice.reason], retry)


@screen_of.register
def _(notice: notices.CardPage) -> Screen:
    return card.page(notice.url)


@screen_of.register
def _(notice: notices.CardPageExpired) -> Screen:
    return card.page_expired()


@screen_of.register
def _(notice: notices.HoldPlaced) -> Screen:
    return card.ask_sum(notice.last4, notice.tries, notice.minutes)


@screen_of.register
def _(notice: notices.HoldExpired) -> Screen:
    return card.expired()


@screen_of.register
def _(notice: notices.CardRefused) -> Screen:
    return card.refused(notice.refusal, notice.last4)


@screen_of.register
def _(notice: notices.OwnerDoubt) -> Screen:
    return card.doubt()


@screen_of.register
def _(notice: notices.TermsReady) -> Screen:
    return signing.terms(notice.document, notice.amount, notice.total, notice.days, notice.psk)


@screen_of.register
def _(notice: notices.PayoutDelayed) -> Screen:
    return loan.delayed(notice.amount)


@screen_of.register
def _(notice: notices.LoanIssued) -> Screen:
    return loan.issued(notice.contract, notice.amount, notice.last4, notice.due_on, notice.total)


@screen_of.register
def _(notice: notices.Apology) -> Screen:
    return common.apology()


@screen_of.register
def _(notice: notices.CaseOpened) -> Screen:
    return staff.opened(notice.case, notice.number, notice.kind, notice.facts)


@screen_of.register
def _(notice: notices.CaseSolved) -> Screen:
    return staff.solved(notice.number, notice.kind)


def sms_of(notice: notices.Notice) -> str:
    """The text of an SMS, with plain spaces: every sign counts there."""
    return _sms(notice).replace(NBSP, " ")


@singledispatch
def _sms(notice: notices.Notice) -> str:
    raise LookupError(type(notice).__name__)


@_sms.register
def _(notice: notices.PhoneCodeSms) -> str:
    return f"Код {notice.digits} подтверждает номер в «Умных наличных». Никому его не говорите."


@_sms.register
def _(notice: notices.SigningCodeSms) -> str:
    return (
        f"Код {notice.digits} — подпись договора займа на {rub(notice.amount)}, "
        f"документ {notice.document}. Никому его не говорите. «Умные наличные»"
    )


@_sms.register
def _(notice: notices.PasswordSms) -> str:
    return (
        f"Ваш пароль для входа в «Умные наличные»: {notice.password} "
        "Логин — этот номер. Никому не говорите пароль."
    )
