"""The step of a conversation that waits for the borrower after a notice."""

from collections.abc import Mapping

from aiogram.fsm.state import State, default_state

from domain import notifications as told
from domain.notifications import Notice
from handlers.accounts.new_secret import NewPassword, NewPin
from handlers.applications.decision import Decided
from handlers.cards.binding import Card
from handlers.phone_change.conversation import ChangingPhone
from handlers.prolongation.conversation import Prolonging
from handlers.signing.conversation import Cooling, Paying, Signing

STEPS: Mapping[type[Notice], State] = {
    told.OldPasswordRight: NewPassword.new,
    told.PinAllowed: NewPin.new,
    told.CounterOffer: Decided.counter,
    told.Approved: Card.page,
    told.CardPage: Card.page,
    told.CardPageExpired: Card.page,
    told.CardRefused: Card.page,
    told.HoldExpired: Card.page,
    told.TermsAnew: Card.page,
    told.HoldPlaced: Card.amount,
    told.TermsReady: Signing.terms,
    told.SignatureChecked: Signing.terms,
    told.FaceWanted: Signing.terms,
    told.FacePageReady: Signing.terms,
    told.FaceConfirmed: Signing.terms,
    told.CoolingOff: Cooling.off,
    told.PayoutHeld: Cooling.off,
    told.PayoutDelayed: Paying.out,
    told.ProlongationReady: Prolonging.terms,
    told.PhotoUnusable: ChangingPhone.photo,
}
# After these nothing is waited for.
ENDS: tuple[type[Notice], ...] = (
    told.Entered,
    told.EntryBlocked,
    told.SecretSaved,
    told.SignedOut,
    told.ConsentGone,
    told.Rejected,
    told.OfferLapsed,
    told.PayoutUndone,
    told.LoanIssued,
    told.CardBound,
    told.ProlongationLapsed,
    told.PhoneMoved,
)


def step_after(notice: Notice) -> State | None:
    """None leaves the conversation where it is; aiogram's `default_state` ends it."""
    if type(notice) in ENDS:
        return default_state
    return STEPS.get(type(notice))
