"""All conversations, in the order in which they are tried."""

from aiogram import Router

from handlers.accounts import devices, entering, new_secret, proving, recovering
from handlers.applications import decision, offer, phone, questions
from handlers.autopay import conversation as autopay
from handlers.cards import binding as card
from handlers.cards import wallet as cards
from handlers.consents import conversation as consents
from handlers.credit_history import conversation as credit
from handlers.credit_holidays import conversation as resting
from handlers.home import conversation as home
from handlers.home import fallback, menu
from handlers.loan_view import explaining, loan
from handlers.phone_change import conversation as changing_phone
from handlers.privacy import consents_given, deletion, leaks, privacy
from handlers.prolongation import conversation as prolonging
from handlers.promises import conversation as promising
from handlers.repayment import conversation as repaying
from handlers.settings import profile, settings
from handlers.signing import conversation as signing
from handlers.signing import refusing
from handlers.staff import blocking, cases, desk, fraud, members

ROUTERS: tuple[Router, ...] = (
    proving.router,
    menu.router,
    privacy.router,
    entering.router,
    home.router,
    loan.router,
    refusing.router,
    leaks.router,
    cases.router,
    desk.router,
    recovering.router,
    new_secret.router,
    devices.router,
    blocking.router,
    fraud.router,
    changing_phone.router,
    cards.router,
    settings.router,
    profile.router,
    consents_given.router,
    credit.router,
    deletion.router,
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
    members.router,
    fallback.router,
)
