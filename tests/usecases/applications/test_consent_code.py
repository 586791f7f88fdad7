"""Nobody is asked before the consent to it is signed by a code, bound to its very wording."""

from hashlib import sha256
from typing import Any

import pytest

from domain.model.application import ApplicationStatus, Consent
from domain.model.codes import Check, CodePurpose
from domain.model.consents import ConsentText, subject_of
from domain.money import Money
from domain.notifications import Approved, ConsentCodeSms, ConsentGone
from domain.ports import Signature
from domain.refusals import CodeTooSoon, ConsentMissing, NothingToDo
from domain.usecases.codes.codes import CodeSent
from storage.engine.codec import load
from storage.rows.decisions import ConsentRows
from tests.support.answers import report
from tests.support.lender import ANSWERS, EARLY_CONSENTS, IVAN, PHONE, Lender

VERSIONS = {"bureau": "1", "conditions": "1"}
TEXTS = (
    ConsentText(kind="bureau", version="1", text="Я разрешаю спросить бюро"),
    ConsentText(kind="conditions", version="1", text="Я прочитал условия"),
)
FIVE = Money.rubles(5_000)
OTHER = (ConsentText(kind="bureau", version="2", text="Я разрешаю спросить всех"), TEXTS[1])


@pytest.fixture
async def filled(lender: Lender) -> Lender:
    """Everything is answered, nothing signed."""
    await lender.proves_phone()
    for name, value in ANSWERS.items():
        await lender.do("save_answer", borrower_id=IVAN, field=name, value=value)
    lender.clock.move(minutes=1)
    await lender.told()
    return lender


async def asks_code(lender: Lender, texts: Any = TEXTS, **how: bool) -> str:
    """The digits that came."""
    sent = await lender.do("ask_consent_code", borrower_id=IVAN, texts=texts, **how)
    assert isinstance(sent, CodeSent)
    (sms,) = await lender.told()
    assert isinstance(sms, ConsentCodeSms)
    return sms.digits


async def types(lender: Lender, digits: str, texts: Any = TEXTS) -> tuple[Check, int] | None:
    found: tuple[Check, int] | None = await lender.do(
        "sign_consents", borrower_id=IVAN, chat_id=IVAN, digits=digits, texts=texts
    )
    return found


async def signed(lender: Lender) -> list[Signature]:
    rows = await lender.db.all("SELECT body FROM signature ORDER BY seq")
    return [load(Signature, lender.cipher.open(row["body"], "signature.body")) for row in rows]


async def nobody_asked(lender: Lender) -> bool:
    return "bureau" not in await lender.planned() and lender.bureau.asked == []


async def last(lender: Lender) -> tuple[str, ...]:
    await lender.do("choose_amount", borrower_id=IVAN, amount=FIVE)
    found = await lender.do("last_consents", borrower_id=IVAN, versions=VERSIONS)
    return tuple(found.kinds)


class TestTheCode:
    async def test_is_sent_before_anybody_is_asked(self, filled: Lender) -> None:
        await asks_code(filled)

        assert await nobody_asked(filled)
        assert await filled.applications.last(IVAN) is None

    async def test_names_what_it_signs(self, filled: Lender) -> None:
        await filled.do("ask_consent_code", borrower_id=IVAN, texts=TEXTS)
        (sms,) = await filled.told()

        assert vars(sms)["kinds"] == ("bureau", "conditions")

    async def test_signs_each_text_by_its_own_hash_and_sends_the_application(
        self, filled: Lender
    ) -> None:
        digits = await asks_code(filled)
        sent_at = filled.clock.now()
        filled.clock.move(minutes=2)
        assert await types(filled, digits) == (Check.RIGHT, 0)

        application = await filled.application()
        assert application.status is ApplicationStatus.CHECKING
        assert "bureau" in await filled.planned()
        evidence = await signed(filled)
        assert [one.sha256 for one in evidence] == [
            sha256(one.text.encode()).hexdigest() for one in TEXTS
        ]
        for one in evidence:
            assert one.application_id == application.id
            assert (one.name, one.phone) == (ANSWERS["name"], PHONE)
            assert int(one.chat_id) == IVAN
            assert (one.code_sent_at, one.signed_at) == (sent_at, filled.clock.now())
        assert len({one.code_digest for one in evidence}) == 1
        assert await filled.signatures.broken_at() is None
        kinds = await ConsentRows(filled.db).kinds(IVAN)
        assert [kinds[one.kind].signature for one in TEXTS] == [one.id for one in evidence]
        assert await ConsentRows(filled.db).wording(evidence[0].sha256) == TEXTS[0].text

    async def test_that_is_wrong_counts_and_sends_nothing(self, filled: Lender) -> None:
        digits = await asks_code(filled)
        tried = [await types(filled, "000000") for _ in range(4)]

        assert tried[:3] == [(Check.WRONG, 2), (Check.WRONG, 1), (Check.WRONG, 0)]
        assert tried[3] == (Check.SPENT, 0)
        assert await types(filled, digits) == (Check.SPENT, 0)
        assert await nobody_asked(filled)
        assert await signed(filled) == []

    async def test_ends_after_five_minutes_and_another_one_may_be_had(self, filled: Lender) -> None:
        digits = await asks_code(filled)
        filled.clock.move(minutes=5)
        verdict = await types(filled, digits)
        assert verdict is not None
        assert verdict[0] is Check.EXPIRED

        assert await types(filled, await asks_code(filled, again=True)) == (Check.RIGHT, 0)

    async def test_may_be_dictated(self, filled: Lender) -> None:
        await asks_code(filled)
        with pytest.raises(CodeTooSoon):
            await filled.do(
                "ask_consent_code", borrower_id=IVAN, texts=TEXTS, again=True, by_call=True
            )
        filled.clock.move(minutes=1)
        await filled.consents("robot_call")
        digits = await asks_code(filled, again=True, by_call=True)

        assert await types(filled, digits) == (Check.RIGHT, 0)

    async def test_is_one_however_often_the_button_is_tapped(self, filled: Lender) -> None:
        digits = await asks_code(filled)
        sent = await filled.do("ask_consent_code", borrower_id=IVAN, texts=TEXTS)

        assert (sent.number, await filled.told()) == (2, [])  # the phone's own was the first
        assert await types(filled, digits) == (Check.RIGHT, 0)
        with pytest.raises(NothingToDo):
            await types(filled, digits)

    async def test_signs_no_text_that_was_changed_meanwhile(self, filled: Lender) -> None:
        digits = await asks_code(filled)

        assert await types(filled, digits, OTHER) is None
        assert await types(filled, digits, TEXTS[:1]) is None
        again = await filled.do("ask_consent_code", borrower_id=IVAN, texts=OTHER, again=True)
        assert again is None
        assert await nobody_asked(filled)
        assert await signed(filled) == []
        filled.clock.move(minutes=1)
        assert await types(filled, await asks_code(filled, OTHER), OTHER) == (Check.RIGHT, 0)

    async def test_of_another_number_signs_nothing(self, filled: Lender) -> None:
        """The number was changed after the code had gone to the one before."""
        digits = await asks_code(filled)
        filled.clock.move(minutes=1)
        await filled.do("ask_phone", borrower_id=IVAN, phone="+79031112233")
        sms = (await filled.told())[-1]
        with pytest.raises(NothingToDo):
            await types(filled, digits)
        await filled.do("confirm_phone", borrower_id=IVAN, digits=vars(sms)["digits"])

        assert await types(filled, digits) is None

    async def test_outlives_a_restart(self, filled: Lender) -> None:
        digits = await asks_code(filled)
        restarted = Lender(filled.db, clock=filled.clock, cipher=filled.cipher)

        assert await types(restarted, digits) == (Check.RIGHT, 0)

    async def test_of_another_purpose_signs_nothing(self, filled: Lender) -> None:
        await asks_code(filled)
        await filled.db.run("UPDATE code SET purpose = ?", CodePurpose.SIGN)

        assert await types(filled, "123456") is None

    async def test_is_kept_for_what_is_refused_at_the_end(self, filled: Lender) -> None:
        """The application can't be sent now: nothing is signed by halves."""
        digits = await asks_code(filled)
        await ConsentRows(filled.db).revoke(IVAN, "signature", filled.clock.now())
        with pytest.raises(NothingToDo):
            await types(filled, digits)

        assert await signed(filled) == []
        assert "bureau" not in await ConsentRows(filled.db).kinds(IVAN)


class TestAConsent:
    async def give(self, lender: Lender, *, signature: str | None = "s") -> None:
        consent = Consent(
            borrower_id=IVAN,
            kind="bureau",
            version="1",
            text_sha256="sha",
            given_at=lender.clock.now(),
            signature=signature,
        )
        async with lender.db.transaction():
            await ConsentRows(lender.db).add(consent, "Я разрешаю")

    async def test_that_is_signed_and_stands_needs_no_other_code(self, lender: Lender) -> None:
        """218-FZ art. 6: six months."""
        await self.give(lender)
        lender.clock.move(days=180)
        assert await last(lender) == ("conditions",)

        lender.clock.move(days=1)
        assert await last(lender) == ("bureau", "conditions")

    async def test_of_another_wording_is_signed_anew(self, lender: Lender) -> None:
        await self.give(lender)
        await lender.do("choose_amount", borrower_id=IVAN, amount=FIVE)
        changed = VERSIONS | {"bureau": "2"}

        found = await lender.do("last_consents", borrower_id=IVAN, versions=changed)
        assert found.kinds == ("bureau", "conditions")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "Сидоров Пётр Ильич"),
            ("birth_date", "1991-01-01"),
            ("passport", "4511654321"),
        ],
    )
    async def test_is_of_who_signed_it(self, filled: Lender, field: str, value: str) -> None:
        """Another person's application in the same chat is signed anew."""
        await types(filled, await asks_code(filled))
        await filled.do("withdraw", borrower_id=IVAN)
        filled.clock.move(days=1)
        answers: Any = {field: value}
        await filled.fills_in(**answers)
        await filled.db.run("DELETE FROM consent WHERE signature = 'signed'")  # by `fills_in`
        assert await last(filled) == ("bureau", "conditions")
        with pytest.raises(NothingToDo):
            await filled.do("apply", borrower_id=IVAN)
        await filled.do("save_answer", borrower_id=IVAN, field=field, value=ANSWERS[field])
        assert await last(filled) == ("conditions",)

    async def test_that_was_only_tapped_does_not_stand(self, lender: Lender) -> None:
        """As all were, before a code signed them."""
        await self.give(lender, signature=None)
        assert await last(lender) == ("bureau", "conditions")

    async def test_that_was_only_tapped_sends_no_application(self, filled: Lender) -> None:
        await filled.consents(*EARLY_CONSENTS, "conditions")
        await self.give(filled, signature=None)

        with pytest.raises(NothingToDo):
            await filled.do("apply", borrower_id=IVAN)
        assert await nobody_asked(filled)

    async def test_that_was_taken_back_stops_the_asking(self, lender: Lender) -> None:
        """However it went: the application is still there in this test."""
        await lender.applies()
        await lender.told()
        async with lender.db.transaction():
            await ConsentRows(lender.db).revoke(IVAN, "bureau", lender.clock.now())
        await lender.bureau_answers("one", report())

        assert lender.bureau.asked == []
        assert (await lender.application()).status is ApplicationStatus.CANCELLED
        assert await lender.told() == [ConsentGone()]
        assert not {"bureau", "bureau_silent", "decision_give_up"} & await lender.planned()

    async def test_has_to_stand_before_they_are_asked_again(self, lender: Lender) -> None:
        await lender.is_offered_terms()
        lender.clock.move(hours=25)
        await lender.db.run("UPDATE consent SET signature = NULL")
        await lender.db.run("DELETE FROM job WHERE kind = 'bureau'")

        with pytest.raises(ConsentMissing):
            await lender.do("ask_signature", borrower_id=IVAN)
        assert "bureau" not in await lender.planned()


async def test_the_whole_way_by_one_code(filled: Lender) -> None:
    await types(filled, await asks_code(filled))
    for which in ("one", "two"):
        await filled.bureau_answers(which, report())

    assert [type(one) for one in await filled.told()] == [Approved]


def test_the_subject_tells_apart_whatever_differs() -> None:
    bureau, conditions = TEXTS
    as_other = ConsentText(kind="other", version="1", text=bureau.text)
    found = [(bureau,), (conditions,), TEXTS, (conditions, bureau), OTHER, (as_other,)]

    assert len({subject_of(one) for one in found}) == len(found)
