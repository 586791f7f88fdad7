"""All conversations, in the order in which they are tried."""

from aiogram import Router

from handlers import (
    autopay,
    card,
    cards,
    changing_phone,
    consents,
    decision,
    explaining,
    fallback,
    leaks,
    loan,
    menu,
    offer,
    phone,
    prolonging,
    promising,
    questions,
    repaying,
    resting,
    signing,
)
from handlers.staff import blocking, cases

ROUTERS: tuple[Router, ...] = (
    menu.router,
    loan.router,
    leaks.router,
    cases.router,
    blocking.router,
    changing_phone.router,
    cards.router,
    autopay.router,
    offer.router,
    consents.router,
    phone.router,
    questions.router,
    decision.router,
    card.router,
    signing.router,
    repaying.router,
    prolonging.router,
    promising.router,
    resting.router,
    explaining.router,
    fallback.router,
)
