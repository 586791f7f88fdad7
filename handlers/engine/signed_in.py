"""What is only for who has entered their account."""

from domain.ids import BorrowerId
from domain.model.accounts.session import Speaker
from domain.refusals import AccountNeeded


def signed_in(speaker: Speaker) -> BorrowerId:
    """AccountNeeded for a guest: whoever is in has an account that is open."""
    if not speaker.signed_in:
        raise AccountNeeded
    return speaker.borrower_id
