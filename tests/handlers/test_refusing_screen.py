"""What is said to who would refuse a loan: too late while its money may be on the way."""

import pytest

from handlers.loan_view import loan_help_screens as loan_help
from handlers.signing import refusing_screens as refusing
from handlers.signing.refusing import question
from tests.support.answers import payout
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    await lender.is_offered_terms()
    await lender.signs()
    return lender


async def test_as_long_as_nothing_was_sent_it_is_only_asked_about(signed: Lender) -> None:
    assert question(await signed.do("look_around", borrower_id=IVAN)) == refusing.sure()


async def test_while_the_bank_has_the_payout_it_is_too_late(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("pending"))

    assert question(await signed.do("look_around", borrower_id=IVAN)) == refusing.too_late()


async def test_a_loan_that_was_given_can_be_returned_instead(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("succeeded"))

    view = await signed.do("look_around", borrower_id=IVAN)
    assert question(view) == loan_help.no_cancelling(view.loan.returns_until)
