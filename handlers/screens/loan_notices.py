"""Notices about a loan that was given, in words."""

from domain import notices
from handlers.screens import (
    autopay,
    cards,
    delay,
    loan_help,
    prolonging,
    promising,
    repaying,
    resting,
)
from handlers.screens.dispatch import screen_of
from handlers.screens.screen import Screen


@screen_of.register
def _(notice: notices.CardBound) -> Screen:
    return cards.bound(notice.last4)


@screen_of.register
def _(notice: notices.CardExpiring) -> Screen:
    return cards.expiring(notice.last4, notice.until)


@screen_of.register
def _(notice: notices.PaymentPage) -> Screen:
    return repaying.page(notice.url, notice.amount)


@screen_of.register
def _(notice: notices.PaymentBooked) -> Screen:
    return repaying.booked(notice)


@screen_of.register
def _(notice: notices.ReceiptRegistered) -> Screen:
    return repaying.receipt(notice.amount, notice.number, notice.url)


@screen_of.register
def _(notice: notices.LoanClosed) -> Screen:
    return repaying.closed(notice.contract, notice.on)


@screen_of.register
def _(notice: notices.DebtWrittenOff) -> Screen:
    return loan_help.given_up(notice.contract, notice.on, notice.amount)


@screen_of.register
def _(notice: notices.PaymentRefused) -> Screen:
    return repaying.refused(notice)


@screen_of.register
def _(notice: notices.ChargeAhead) -> Screen:
    return autopay.ahead(notice.day, notice.amount, notice.last4)


@screen_of.register
def _(notice: notices.ChargeMissed) -> Screen:
    return autopay.missed(notice.amount)


@screen_of.register
def _(notice: notices.PaymentUnknown) -> Screen:
    return repaying.unknown(notice.amount)


@screen_of.register
def _(notice: notices.PaymentDelayed) -> Screen:
    return repaying.delayed(notice.amount, page=notice.page)


@screen_of.register
def _(notice: notices.RefundSent) -> Screen:
    return repaying.refunded(notice.amount)


@screen_of.register
def _(notice: notices.LoanOverdue) -> Screen:
    return delay.overdue(notice)


@screen_of.register
def _(notice: notices.LoanProlonged) -> Screen:
    return delay.prolonged(notice.due, notice.total)


@screen_of.register
def _(notice: notices.PaperReady) -> Screen:
    return repaying.paper(notice.document, notice.sheet)


@screen_of.register
def _(notice: notices.ProlongationReady) -> Screen:
    return prolonging.ready(notice)


@screen_of.register
def _(notice: notices.ProlongationLapsed) -> Screen:
    return delay.not_prolonged(notice.why, notice.due)


@screen_of.register
def _(notice: notices.PromiseKept) -> Screen:
    return promising.kept()


@screen_of.register
def _(notice: notices.PromiseBroken) -> Screen:
    return promising.broken(notice)


@screen_of.register
def _(notice: notices.HolidaysGranted) -> Screen:
    return resting.granted(notice)


@screen_of.register
def _(notice: notices.HolidaysEnding) -> Screen:
    return resting.ending(notice)


@screen_of.register
def _(notice: notices.HolidaysDenied) -> Screen:
    return resting.denied(notice.prolongable)
