"""What is only for who has entered their account."""

from domain.ids import BorrowerId
from domain.model.accounts.session import Actor
from domain.refusals import AccountNeeded


def signed_in(actor: Actor) -> BorrowerId:
    """AccountNeeded for a guest: whoever is in has an account that is open."""
    if not actor.signed_in:
        raise AccountNeeded
    return actor.borrower_id
