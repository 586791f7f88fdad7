"""Where somebody stands: the screen that answers «что сейчас?»."""

from typing import Any

from aiogram.fsm.context import FSMContext

from domain.model.application import Application, ApplicationStatus, Draft, Reason
from domain.model.bank_operation import stuck
from domain.model.card_binding import Binding, BindingStatus
from domain.notifications import Rejected
from domain.rules.decision import market_limit
from domain.rules.product import PRODUCTS
from domain.usecases.home.overview import Overview
from handlers.applications import offer_screens as offer
from handlers.applications import phone_screens as phone
from handlers.applications.application_form import APPLICATION
from handlers.cards import binding_screens as card
from handlers.consents import screens as consents
from handlers.engine import form_screens as form
from handlers.engine.screen import Screen
from handlers.home import common_screens as common
from handlers.loan_view import loan_screens as loan
from handlers.notifications import screen_of
from handlers.signing import screens as signing


def screen(overview: Overview) -> Screen:
    """The loan, the application under way, or the beginning."""
    if overview.loan is not None:
        return loan.card(overview.loan, overview.card_waits)
    if overview.application is not None and overview.application.live:
        if overview.payout is not None and stuck(overview.payout):
            return loan.stuck(overview.payout)
        if overview.refusable and _money_waits(overview):
            return loan.waits()
        return application(overview.application, overview.binding)
    if overview.closed is not None:
        return offer.closed(overview.closed, account=overview.account)
    return offer.amount(overview.limit, returning=overview.returning, account=overview.account)


def _money_waits(overview: Overview) -> bool:
    """Signed, and the payout is to be tried again on the card that was proven."""
    signed = (
        overview.application is not None and overview.application.status is ApplicationStatus.SIGNED
    )
    return signed and (overview.binding is None or overview.binding.state is BindingStatus.VERIFIED)


def still_rejected(overview: Overview) -> Screen | None:
    """The rejection that still holds today, if there is one."""
    last = overview.application
    if last is None or last.status is not ApplicationStatus.REJECTED or last.reason is None:
        return None
    if last.retry_on is None or overview.today >= last.retry_on:
        return None
    limit = market_limit(overview.today) if last.reason is Reason.LOANS_AT_ONCE else None
    return screen_of(Rejected(reason=last.reason, retry_on=last.retry_on, limit=limit))


def asks(overview: Overview) -> bool:
    """Is it the borrower's turn, so that the screen has something to do?"""
    binding = overview.binding
    asking = binding is not None and binding.state is BindingStatus.ASKING
    return asking or bool(screen(overview).rows)


STEPS = {
    ApplicationStatus.COUNTER: "Decided:counter",
    ApplicationStatus.OFFERED: "Signing:terms",
    ApplicationStatus.COOLING: "Cooling:off",
}


async def take_up(state: FSMContext, overview: Overview) -> None:
    """The step of which the screen tells, for who has entered anew and stands at none."""
    one = overview.application
    if await state.get_state() is None and one is not None and one.status in STEPS:
        await state.set_state(STEPS[one.status])


def application(one: Application, binding: Binding | None) -> Screen:
    match one.status:
        case ApplicationStatus.CHECKING:
            return form.checking()
        case ApplicationStatus.REVIEW:
            return common.under_review()
        case ApplicationStatus.COUNTER:
            return common.counter_waits()
        case ApplicationStatus.OFFERED:
            return signing.ready()
        case ApplicationStatus.COOLING:
            return signing.cooling_waits()
        case ApplicationStatus.SIGNED if binding is None or binding.state is BindingStatus.VERIFIED:
            return loan.paying()
    return binding_screen(binding)


def binding_screen(binding: Binding | None, *, to_wallet: bool = False) -> Screen:
    if binding is None:
        return card.opening()
    match binding.state:
        case BindingStatus.PAGE if binding.page:
            return card.page(binding.page, to_wallet=to_wallet)
        case BindingStatus.ASKING:
            last4 = binding.card.last4 if binding.card else None
            return card.ask_sum_again(last4, binding.tries_left, to_wallet=to_wallet)
        case BindingStatus.REFUSED if binding.refusal:
            return card.refused(binding.refusal, binding.card.last4 if binding.card else None)
        case BindingStatus.EXPIRED if binding.hold:
            return card.expired()
        case BindingStatus.EXPIRED:
            return card.page_expired()
        case BindingStatus.VERIFIED:
            return signing.preparing()
    return card.wait()


def draft_step(step: str, data: dict[str, Any], draft: Draft) -> Screen | None:
    """The question at which a draft was left; None when it is the first one."""
    match step:
        case "Offer:term" | "Offer:cost":
            return offer.term(PRODUCTS[draft.product])
        case "Offer:payday":
            return offer.payday()
        case "PhoneNumber:number":
            return phone.ask(APPLICATION.steps)
        case "PhoneNumber:code":
            return phone.code_waits(draft.phone or "")
        case "Questions:answer":
            field = APPLICATION.field(data["field"])
            return APPLICATION.question(field, editing=bool(data.get("editing")))
        case "Questions:review":
            return form.review(draft, APPLICATION.lines(draft))
        case "Finals:code":
            return consents.code_waits(draft.phone or "")
    group, _, kind = step.partition(":")
    return consents.ask(consents.ALL[kind]) if group in ("Consents", "Finals") else None
