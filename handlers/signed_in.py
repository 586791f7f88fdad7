"""What is only for who has entered their account."""

from domain.errors import AccountNeeded
from domain.ids import BorrowerId
from domain.session import Speaker


def signed_in(speaker: Speaker) -> BorrowerId:
    """AccountNeeded for a guest: whoever is in has an account that is open."""
    if not speaker.signed_in:
        raise AccountNeeded
    return speaker.borrower_id
