"""Notices about a loan that was given, in words."""

from domain import notifications
from handlers.autopay import screens as autopay
from handlers.cards import wallet_screens as cards
from handlers.credit_holidays import screens as resting
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Screen
from handlers.loan_view import loan_help_screens as loan_help
from handlers.overdue import screens as delay
from handlers.prolongation import screens as prolonging
from handlers.promises import screens as promising
from handlers.repayment import screens as repaying


@screen_of.register
def _(notice: notifications.CardBound) -> Screen:
    return cards.bound(notice.last4)


@screen_of.register
def _(notice: notifications.CardExpiring) -> Screen:
    return cards.expiring(notice.last4, notice.until)


@screen_of.register
def _(notice: notifications.PaymentPage) -> Screen:
    return repaying.page(notice.url, notice.amount)


@screen_of.register
def _(notice: notifications.PaymentBooked) -> Screen:
    return repaying.booked(notice)


@screen_of.register
def _(notice: notifications.ReceiptRegistered) -> Screen:
    return repaying.receipt(notice.amount, notice.number, notice.url)


@screen_of.register
def _(notice: notifications.LoanClosed) -> Screen:
    return repaying.closed(notice.contract, notice.on)


@screen_of.register
def _(notice: notifications.DebtWrittenOff) -> Screen:
    return loan_help.given_up(notice.contract, notice.on, notice.amount)


@screen_of.register
def _(notice: notifications.PaymentRefused) -> Screen:
    return repaying.refused(notice)


@screen_of.register
def _(notice: notifications.ChargeAhead) -> Screen:
    return autopay.ahead(notice.day, notice.amount, notice.last4)


@screen_of.register
def _(notice: notifications.ChargeMissed) -> Screen:
    return autopay.missed(notice.amount)


@screen_of.register
def _(notice: notifications.PaymentUnknown) -> Screen:
    return repaying.unknown(notice.amount)


@screen_of.register
def _(notice: notifications.PaymentDelayed) -> Screen:
    return repaying.delayed(notice.amount, page=notice.page)


@screen_of.register
def _(notice: notifications.RefundSent) -> Screen:
    return repaying.refunded(notice.amount)


@screen_of.register
def _(notice: notifications.LoanOverdue) -> Screen:
    return delay.overdue(notice)


@screen_of.register
def _(notice: notifications.LoanProlonged) -> Screen:
    return delay.prolonged(notice.due, notice.total)


@screen_of.register
def _(notice: notifications.PaperReady) -> Screen:
    return repaying.paper(notice.document, notice.sheet)


@screen_of.register
def _(notice: notifications.ProlongationReady) -> Screen:
    return prolonging.ready(notice)


@screen_of.register
def _(notice: notifications.ProlongationLapsed) -> Screen:
    return delay.not_prolonged(notice.why, notice.due)


@screen_of.register
def _(notice: notifications.PromiseKept) -> Screen:
    return promising.kept()


@screen_of.register
def _(notice: notifications.PromiseBroken) -> Screen:
    return promising.broken(notice)


@screen_of.register
def _(notice: notifications.HolidaysGranted) -> Screen:
    return resting.granted(notice)


@screen_of.register
def _(notice: notifications.HolidaysEnding) -> Screen:
    return resting.ending(notice)


@screen_of.register
def _(notice: notifications.HolidaysDenied) -> Screen:
    return resting.denied(notice.prolongable)
