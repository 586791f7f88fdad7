"""Notices of an application and around it, in words."""

from domain import notifications
from domain.model.application import Reason
from domain.rules.decision import MarketLimit
from handlers.applications import progress_screens as progress
from handlers.cards import binding_screens as card
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Screen
from handlers.engine.words import NBSP, day, plural, rub
from handlers.home import common_screens as common
from handlers.identity import screens as proving_face
from handlers.loan_view import loan_screens as loan
from handlers.signing import screens as signing
from handlers.staff import screens as staff

REASONS = {
    Reason.AGE: "Займы доступны с 18 до 75 лет.",
    Reason.STOP_LIST: "Оформить займ мы не можем. Если считаете это ошибкой, напишите нам.",
    Reason.LOAN_OPEN: "У вас есть непогашенный займ у нас: новый возможен после него.",
    Reason.SELF_BAN: "В вашей кредитной истории стоит самозапрет на займы. "
    "Снять его можно на Госуслугах, он перестаёт действовать через день.",
    Reason.LOANS_AT_ONCE: "По данным бюро кредитных историй у вас уже открыто столько дорогих "
    "займов, сколько разрешает закон. Закройте один и подайте заявку, когда бюро обновит сведения.",
    Reason.YEAR_LIMIT: "Больше девяти коротких займов за год один кредитор выдать не может.",
    Reason.PAUSE: "По закону между дорогими займами нужен перерыв в несколько дней.",
    Reason.MARKET_UNKNOWN: "Банк России ещё не опубликовал показатели этого квартала, а без них мы "
    "не заключаем договоры. Это не из-за вас.",
    Reason.RANGE: "Займы на такую сумму или срок мы больше не выдаём. Это не из-за вас: выберите "
    "другие в новой заявке.",
    Reason.PSK_CAP: "В этом квартале закон не разрешает займы с такой полной стоимостью. "
    "Это не из-за вас: предел меняется каждый квартал.",
    Reason.BLOCKED: "Новые займы для вас сейчас закрыты. Позвоните нам, чтобы узнать причину: "
    "/help",
    Reason.SHARE: "Банк России ограничивает долю займов с такой долговой нагрузкой, и на этот "
    "квартал она выдана. Это не из-за вас.",
    Reason.HISTORY: "Решение принято по вашим прежним займам у нас: была долгая просрочка или долг "
    "остался невозвращённым.",
    Reason.SCORE: "Решение принято по данным бюро кредитных историй. "
    "Проверить свою историю можно бесплатно дважды в год через Госуслуги.",
    Reason.BY_HAND: "Сотрудник изучил заявку и решил не выдавать займ.",
    Reason.NO_ANSWER: "Бюро кредитных историй не ответило за сутки, "
    "а без его ответа закон не разрешает выдать займ.",
}


@screen_of.register
def _(notice: notifications.DecisionLate) -> Screen:
    return common.late()


@screen_of.register
def _(notice: notifications.ConsentGone) -> Screen:
    return common.consent_gone()


@screen_of.register
def _(notice: notifications.UnderReview) -> Screen:
    return common.under_review()


@screen_of.register
def _(notice: notifications.Approved) -> Screen:
    less = notice.amount < notice.asked
    return common.approved(
        rub(notice.asked), rub(notice.amount), less, notice.warning, notice.last4
    )


@screen_of.register
def _(notice: notifications.Progress) -> Screen:
    return progress.progress(
        notice.status, notice.amount, notice.days, notice.times, stuck=notice.stuck
    )


@screen_of.register
def _(notice: notifications.CounterOffer) -> Screen:
    return common.counter_offer(
        notice.asked,
        notice.amount,
        notice.days,
        notice.total,
        notice.due,
        notice.warning,
        share=notice.share,
    )


@screen_of.register
def _(notice: notifications.CoolingOff) -> Screen:
    return signing.cooling(notice.amount, notice.until)


@screen_of.register
def _(notice: notifications.Rejected) -> Screen:
    retry = day(notice.retry_on) if notice.retry_on else None
    why = REASONS[notice.reason]
    if notice.reason is Reason.LOANS_AT_ONCE and notice.limit is not None:
        why = at_once(notice.limit)
    return common.rejected(why, retry)


COUNTS = {1: ("дорогой займ", "второй"), 2: ("два дорогих займа", "третий")}


def at_once(limit: MarketLimit) -> str:
    """By the law's number of the day."""
    many = plural(limit.most, "дорогой займ", "дорогих займа", "дорогих займов")
    held, next_ = COUNTS.get(limit.most, (many, "ещё один"))
    opened = "открыт" if limit.most == 1 else "открыты"
    return (
        f"По данным бюро кредитных историй у вас уже {opened} {held} (полная стоимость выше "
        f"{limit.above}{NBSP}% годовых): {next_} закон не разрешает. Закройте один и подайте "
        "заявку, когда бюро обновит сведения."
    )


@screen_of.register
def _(notice: notifications.CardPage) -> Screen:
    return card.page(notice.url, to_wallet=notice.to_wallet)


@screen_of.register
def _(notice: notifications.CardPageExpired) -> Screen:
    return card.page_expired(to_wallet=notice.to_wallet)


@screen_of.register
def _(notice: notifications.HoldPlaced) -> Screen:
    return card.ask_sum(notice.last4, notice.tries, notice.minutes)


@screen_of.register
def _(notice: notifications.HoldExpired) -> Screen:
    return card.expired(to_wallet=notice.to_wallet)


@screen_of.register
def _(notice: notifications.CardRefused) -> Screen:
    return card.refused(notice.refusal, notice.last4, to_wallet=notice.to_wallet)


@screen_of.register
def _(notice: notifications.OwnerDoubt) -> Screen:
    return card.doubt()


@screen_of.register
def _(notice: notifications.TermsReady) -> Screen:
    return signing.terms(
        notice.document, notice.sha256, notice.amount, notice.total, notice.days, notice.psk
    )


@screen_of.register
def _(notice: notifications.TermsAnew) -> Screen:
    return signing.anew(notice.printed, notice.today)


@screen_of.register
def _(notice: notifications.OfferLapsed) -> Screen:
    return signing.lapsed()


@screen_of.register
def _(notice: notifications.CardCheckDelayed) -> Screen:
    return card.delayed()


@screen_of.register
def _(notice: notifications.PayoutDiffers) -> Screen:
    return loan.differs(notice.amount)


@screen_of.register
def _(notice: notifications.PayoutUnknown) -> Screen:
    return loan.lost(notice.amount)


@screen_of.register
def _(notice: notifications.PayoutDelayed) -> Screen:
    return loan.delayed(notice.amount)


@screen_of.register
def _(notice: notifications.MoneyChecked) -> Screen:
    return loan.checked(notice.amount, refund=notice.refund)


@screen_of.register
def _(notice: notifications.FaceWanted) -> Screen:
    return proving_face.wanted(notice.why)


@screen_of.register
def _(notice: notifications.FacePageReady) -> Screen:
    return proving_face.page(notice.url, again=notice.again)


@screen_of.register
def _(notice: notifications.FaceConfirmed) -> Screen:
    return proving_face.confirmed()


@screen_of.register
def _(notice: notifications.SignatureChecked) -> Screen:
    return signing.checked()


@screen_of.register
def _(notice: notifications.PayoutUndone) -> Screen:
    return loan.undone(notice.amount, came_back=notice.came_back)


@screen_of.register
def _(notice: notifications.LoanIssued) -> Screen:
    return loan.issued(
        notice.contract,
        notice.amount,
        notice.last4,
        notice.due_on,
        notice.payment,
        notice.payments,
        notice.total,
    )


@screen_of.register
def _(notice: notifications.Unreadable) -> Screen:
    return common.unreadable()


@screen_of.register
def _(notice: notifications.WelcomeBack) -> Screen:
    return common.welcome_back(notice.missed)


@screen_of.register
def _(_: notifications.FileTooLarge) -> Screen:
    return common.file_too_large()


@screen_of.register
def _(notice: notifications.Apology) -> Screen:
    return common.apology()


@screen_of.register
def _(notice: notifications.CaseOpened) -> Screen:
    return staff.opened(notice.case, notice.number, notice.kind, notice.facts, notice.photo)


@screen_of.register
def _(notice: notifications.CaseSolved) -> Screen:
    return staff.solved(notice)
