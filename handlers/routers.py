"""All conversations, in the order in which they are tried."""

from aiogram import Router

from handlers import (
    card,
    consents,
    decision,
    fallback,
    leaks,
    menu,
    offer,
    phone,
    questions,
    signing,
)
from handlers.staff import cases

ROUTERS: tuple[Router, ...] = (
    menu.router,
    leaks.router,
    cases.router,
    offer.router,
    consents.router,
    phone.router,
    questions.router,
    decision.router,
    card.router,
    signing.router,
    fallback.router,
)
