"""Where somebody stands: the screen that answers «что сейчас?»."""

from typing import Any

from domain.application import Application, Draft, Status
from domain.cards import Binding, State
from domain.usecases.overview import Overview
from handlers import forms
from handlers.screens import card, common, consents, form, loan, offer, phone, signing
from handlers.screens.screen import Screen


def screen(overview: Overview) -> Screen:
    """The loan, the application under way, or the beginning."""
    if overview.loan is not None and overview.interest_today is not None:
        return loan.card(overview.loan, overview.interest_today)
    if overview.application is not None and overview.application.live:
        return application(overview.application, overview.binding)
    return offer.amount()


def application(one: Application, binding: Binding | None) -> Screen:
    match one.status:
        case Status.CHECKING:
            return form.checking()
        case Status.REVIEW:
            return common.under_review()
        case Status.OFFERED:
            return signing.ready()
        case Status.SIGNED if binding is None or binding.state is State.VERIFIED:
            return loan.paying()
    return binding_screen(binding)


def binding_screen(binding: Binding | None) -> Screen:
    if binding is None:
        return card.opening()
    match binding.state:
        case State.PAGE if binding.page:
            return card.page(binding.page)
        case State.ASKING:
            last4 = binding.card.last4 if binding.card else None
            return card.ask_sum_again(last4, binding.tries_left)
        case State.REFUSED if binding.refusal:
            return card.refused(binding.refusal, binding.card.last4 if binding.card else None)
        case State.EXPIRED if binding.hold:
            return card.expired()
        case State.EXPIRED:
            return card.page_expired()
        case State.VERIFIED:
            return signing.preparing()
    return card.wait()


def draft_step(step: str, data: dict[str, Any], draft: Draft) -> Screen | None:
    """The question at which a draft was left; None when it is the first one."""
    match step:
        case "Offer:term" | "Offer:cost":
            return offer.term()
        case "Consents:personal_data":
            return consents.ask(consents.PERSONAL_DATA, 1)
        case "Consents:signature":
            return consents.ask(consents.SIGNATURE, 2)
        case "PhoneNumber:number":
            return phone.ask()
        case "PhoneNumber:code":
            return phone.code_sent(draft.phone or "")
        case "Questions:answer":
            return forms.question(forms.field(data["field"]))
        case "Questions:review":
            return form.review(draft)
    return None
