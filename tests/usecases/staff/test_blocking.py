"""Accounts that staff close: what is refused then, and what isn't."""

from typing import Any

import pytest

from domain.ids import BorrowerId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.accounts.phone_change import PhoneChangeStatus
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import Action, CaseKind
from domain.money import Money
from domain.notifications import AccessClosed, AccessOpened
from domain.refusals import (
    AccountBlocked,
    BlockedAlready,
    ChangeNotPossible,
    NoAccountOfPhone,
    NotBlocked,
    NotYours,
    WhyNoChange,
)
from tests.support.lender import ANNA, IVAN, OLGA, PHONE, Lender
from tests.support.phone import GUEST, Asker

STRANGER = BorrowerId(100_009)


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def block(asker: Asker, **changed: Any) -> Any:
    wish = {"phone": PHONE, "reason": "чужой паспорт", "by": "Анна", "by_id": ANNA} | changed
    return await asker.lender.do("block_account", **wish)


async def unblock(asker: Asker, **changed: Any) -> None:
    wish = {"phone": PHONE, "by": "Анна", "by_id": ANNA} | changed
    await asker.lender.do("unblock_account", **wish)


async def test_it_takes_the_right(asker: Asker) -> None:
    with pytest.raises(NotYours):
        await block(asker, by_id=OLGA)
    await block(asker)
    with pytest.raises(NotYours):
        await unblock(asker, by_id=OLGA)


async def test_who_when_and_why_is_kept(asker: Asker) -> None:
    now = asker.lender.clock.now()
    await block(asker)

    ((phone, kept),) = await asker.lender.do("list_blocked")
    assert (phone, kept.reason, kept.by, kept.by_id, kept.at) == (
        PHONE,
        "чужой паспорт",
        "Анна",
        ANNA,
        now,
    )
    await unblock(asker)
    assert await asker.lender.do("list_blocked") == []
    rows = await asker.lender.db.all("SELECT blocked FROM account_block ORDER BY seq")
    assert [row["blocked"] for row in rows] == [1, 0]


async def test_the_borrower_is_told_once_of_each(asker: Asker) -> None:
    await block(asker)
    with pytest.raises(BlockedAlready):
        await block(asker)
    assert len(await asker.said(AccessClosed)) == 1
    await unblock(asker)
    with pytest.raises(NotBlocked):
        await unblock(asker)
    assert len(await asker.said(AccessOpened)) == 1


async def test_a_number_that_is_nobodys_login_is_said_to_be_so(asker: Asker) -> None:
    with pytest.raises(NoAccountOfPhone):
        await block(asker, phone="+79990001122")


async def test_nothing_new_is_begun(asker: Asker) -> None:
    await block(asker)

    with pytest.raises(AccountBlocked):
        await asker.lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    with pytest.raises(AccountBlocked):
        await asker.lender.do("open_binding", borrower_id=IVAN)
    with pytest.raises(AccountBlocked):
        await asker.begins()
    await unblock(asker)
    await asker.lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    await asker.lender.do("open_binding", borrower_id=IVAN)
    await asker.begins()


async def test_an_application_with_their_data_from_another_chat_waits_and_is_refused(
    asker: Asker,
) -> None:
    """Whoever it is hears nothing of the block; staff say who it is."""
    lender = asker.lender
    await block(asker)
    await lender.fills_in(chat=STRANGER, phone="+79057776655")
    assert (await lender.do("apply", borrower_id=STRANGER)).status is ApplicationStatus.REVIEW

    case = await lender.open_case(CaseKind.IDENTITY)
    assert case.facts["blocked"] == "yes"
    await lender.do("decide_case", case_id=case.id, action=Action.SAME, by="Ольга", by_id=OLGA)

    refused = await lender.applications.last(STRANGER)
    assert refused is not None
    assert (refused.status, refused.reason) == (ApplicationStatus.REJECTED, Reason.BY_HAND)


async def test_an_application_of_theirs_in_another_chat_is_refused(asker: Asker) -> None:
    """Staff had taken it for this person's."""
    lender = asker.lender
    await lender.fills_in(chat=STRANGER, phone="+79057776655")
    await lender.do("apply", borrower_id=STRANGER)
    case = await lender.open_case(CaseKind.IDENTITY)
    await lender.do("decide_case", case_id=case.id, action=Action.SAME, by="Ольга", by_id=OLGA)

    assert await block(asker)

    refused = await lender.applications.last(STRANGER)
    assert refused is not None
    assert (refused.status, refused.reason) == (ApplicationStatus.REJECTED, Reason.BY_HAND)


async def test_an_unsigned_application_is_cancelled(asker: Asker) -> None:
    await asker.lender.is_offered_terms()

    assert await block(asker)

    assert (await asker.lender.application()).status is ApplicationStatus.CANCELLED


async def test_a_signed_one_goes_on(asker: Asker) -> None:
    await asker.lender.is_offered_terms()
    await asker.lender.signs()

    assert not await block(asker)

    assert (await asker.lender.application()).status is ApplicationStatus.SIGNED


async def test_what_is_owed_can_be_seen_and_paid(lender: Lender) -> None:
    await lender.has_loan()
    asker = Asker(lender)
    await block(asker)

    assert await lender.do("look_at_loan", borrower_id=IVAN)
    assert await lender.do("ask_repayment", borrower_id=IVAN, purpose=PaymentPurpose.FULL)


async def test_a_change_of_phone_cant_be_approved_any_more(asker: Asker) -> None:
    change = await asker.asks(GUEST)
    await block(asker)

    with pytest.raises(ChangeNotPossible) as error:
        await asker.decides(Action.APPROVE)
    assert error.value.why is WhyNoChange.BLOCKED
    await asker.decides(Action.NO_FACE)
    assert (await asker.now(change)).state is PhoneChangeStatus.REFUSED


async def test_a_change_of_phone_from_a_strange_chat_ends_without_the_staff(
    asker: Asker,
) -> None:
    await block(asker)

    change = await asker.asks(GUEST)

    assert change.borrower_id is None
    assert await asker.lender.case_facts("phone") == []
