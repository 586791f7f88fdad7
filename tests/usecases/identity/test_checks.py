"""The checks of identity that a remote loan asks for: each is stored, and five must have passed."""

import pytest

from domain.gateways import Ownership
from domain.model.application import IdentityCheck
from domain.model.cases import CaseKind
from domain.notifications import CaseOpened, TermsReady
from tests.support.answers import HOLD, NOON, report
from tests.support.lender import IVAN, Lender


async def checks(lender: Lender) -> dict[str, IdentityCheck]:
    found = await lender.checks.of((await lender.application()).id)
    return {check.kind: check for check in found}


async def test_the_lenders_own_checks_are_stored_when_the_application_comes_in(
    lender: Lender,
) -> None:
    application = await lender.applies()

    found = await checks(lender)
    assert {kind: (one.who, one.passed, one.answer) for kind, one in found.items()} == {
        "phone_code": ("SMS operator", True, "the code was typed"),
        "passport_term": ("lender", True, "in force by age and day of issue"),
        "inn_digits": ("lender", True, "control digits fit"),
        "stop_lists": ("lender", True, "on no list"),
    }
    assert {one.at for one in found.values()} == {NOON}
    assert {one.application_id for one in found.values()} == {application.id}


async def test_each_outer_system_adds_its_own_with_its_time(lender: Lender) -> None:
    await lender.applies()
    lender.clock.move(minutes=3)
    await lender.bureau_answers("one", report())
    await lender.bureau_answers("two", report())
    await lender.binds_card()

    found = await checks(lender)
    others = {kind: one.who for kind, one in found.items() if one.at > NOON}
    assert others == {
        "bureau_one": "bureau one",
        "bureau_two": "bureau two",
        "card_hold": "bank",
        "card_owner": "owner check",
    }
    assert all(one.passed for one in found.values())
    assert len(found) == 8


async def test_what_did_not_pass_is_stored_as_well_and_a_second_try_takes_its_place(
    lender: Lender,
) -> None:
    await lender.is_approved()
    await lender.is_asked_for_sum()
    await lender.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
    lender.owner_check.answers.append(Ownership.MISMATCH)
    await lender.work("owner")
    found = (await checks(lender))["card_owner"]
    assert (found.passed, found.answer) == (False, "mismatch")

    lender.bank.answers += []
    lender.clock.move(minutes=1)
    await lender.do("open_binding", borrower_id=IVAN)
    await lender.db.run("DELETE FROM job WHERE kind = 'move'")  # the first hold's cancel
    await lender.binds_card()
    assert (await checks(lender))["card_owner"].passed


class TestBeforeTheTerms:
    @pytest.fixture
    async def verified(self, lender: Lender) -> Lender:
        """The card is the borrower's: the terms are to be made."""
        await lender.is_approved()
        await lender.binds_card()
        await lender.told()
        return lender

    async def leave(self, lender: Lender, *kinds: str) -> None:
        """Only these have passed."""
        await lender.db.run("UPDATE identity_check SET passed = 0")
        for kind in kinds:
            await lender.db.run("UPDATE identity_check SET passed = 1 WHERE kind = ?", kind)

    FIVE = ("phone_code", "passport_term", "bureau_one", "card_hold", "card_owner")

    async def test_five_that_passed_are_enough(self, verified: Lender) -> None:
        await self.leave(verified, *self.FIVE)
        await verified.work("terms")

        assert isinstance((await verified.told())[-1], TermsReady)

    async def test_with_four_a_person_looks_at_it_and_no_contract_is_made(
        self, verified: Lender
    ) -> None:
        await self.leave(verified, *self.FIVE[:4])
        await verified.work("terms")

        (opened,) = await verified.told()
        assert isinstance(opened, CaseOpened)
        assert (opened.kind, opened.facts) == (CaseKind.CHECKS, {"amount": "10000.00"})
        assert (await verified.application()).contract is None
