"""A robot calls nobody who has not agreed to it; agreed to, it isn't asked again until it is taken
back."""

from dataclasses import replace
from typing import Any

import pytest

from domain.ids import BorrowerId
from domain.model.codes import CodePurpose
from domain.model.consents import ROBOT_CALL, ConsentText
from domain.refusals import CallNotAgreed, CodesUsedUp, CodeTooSoon
from domain.usecases.codes.codes import SendCode
from handlers import problems
from handlers.consents.screens import EVERY, texts
from handlers.consents.screens import ROBOT_CALL as WORDING
from storage.rows.decisions import ConsentRows
from tests.support.lender import IVAN, PHONE, Lender

(TEXT,) = texts([ROBOT_CALL])


async def sends(lender: Lender, purpose: CodePurpose, *, by_call: bool = True) -> Any:
    send: SendCode = lender.wiring.provided["ask_phone"].send_code  # type: ignore[attr-defined]
    async with lender.db.transaction():
        return await send(
            borrower_id=IVAN, phone=PHONE, purpose=purpose, subject="x", by_call=by_call
        )


async def agrees(lender: Lender, text: ConsentText = TEXT, borrower_id: BorrowerId = IVAN) -> None:
    await lender.do("agree_to_call", borrower_id=borrower_id, text=text)


@pytest.mark.parametrize("purpose", list(CodePurpose))
async def test_no_code_of_any_purpose_is_dictated_without_it(
    lender: Lender, purpose: CodePurpose
) -> None:
    with pytest.raises(CallNotAgreed):
        await sends(lender, purpose)
    await agrees(lender)

    await sends(lender, purpose)
    lender.clock.move(minutes=1)
    await sends(lender, purpose)


async def test_an_sms_needs_none(lender: Lender) -> None:
    await sends(lender, CodePurpose.PHONE, by_call=False)


async def test_it_is_asked_only_when_a_call_would_go(lender: Lender) -> None:
    await sends(lender, CodePurpose.PHONE, by_call=False)
    with pytest.raises(CodeTooSoon):
        await sends(lender, CodePurpose.PHONE)
    for _ in range(4):
        lender.clock.move(minutes=1)
        await sends(lender, CodePurpose.PHONE, by_call=False)
    lender.clock.move(minutes=1)
    with pytest.raises(CodesUsedUp):
        await sends(lender, CodePurpose.PHONE)


async def test_it_is_kept_with_its_edition_and_hash(lender: Lender) -> None:
    await agrees(lender)
    await agrees(lender)  # tapped twice
    (given,) = await ConsentRows(lender.db).of(IVAN)

    assert (given.kind, given.version, given.text_sha256) == (
        ROBOT_CALL,
        WORDING.version,
        TEXT.sha256,
    )
    assert given.given_at == lender.clock.now()
    assert await ConsentRows(lender.db).wording(given.text_sha256) == WORDING.text


async def test_another_wording_is_another_consent(lender: Lender) -> None:
    await agrees(lender)
    await agrees(lender, replace(TEXT, text="Другая редакция.", version="2027-01-01"))

    assert [one.version for one in await ConsentRows(lender.db).of(IVAN)] == [
        WORDING.version,
        "2027-01-01",
    ]


async def test_taken_back_no_robot_calls_and_loans_go_on(lender: Lender) -> None:
    await lender.has_loan()
    await agrees(lender)
    assert not await lender.do("revoke_consent", borrower_id=IVAN, kind=ROBOT_CALL)

    with pytest.raises(CallNotAgreed):
        await sends(lender, CodePurpose.PAY)


def test_it_is_one_sentence_with_a_button_of_agreement() -> None:
    screen = problems.refusal(CallNotAgreed())

    assert WORDING.text.count(".") == 1
    assert WORDING.text in screen.text
    assert screen.rows[0][0].text == "Согласен, позвоните"
    assert EVERY[ROBOT_CALL] is WORDING  # stands among the others
