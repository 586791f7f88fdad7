"""The individual terms, the signature by code 2, and what is kept as evidence."""

from dataclasses import replace
from hashlib import sha256

import pytest

from domain.ids import DocumentId
from domain.model.application import ApplicationStatus
from domain.model.card_binding import BindingStatus
from domain.model.codes import Check
from domain.money import Money
from domain.notifications import PasswordSms, SigningCodeSms, TermsReady
from domain.ports import Document
from domain.refusals import CodeTooSoon, NothingToDo
from storage.engine.crypto import Cipher
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def offered(lender: Lender) -> Lender:
    await lender.is_offered_terms()
    lender.clock.move(minutes=2)
    return lender


async def ask(lender: Lender) -> SigningCodeSms:
    """Have code 2 sent."""
    await lender.told()
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    assert isinstance(sms, SigningCodeSms)
    return sms


async def shown(lender: Lender) -> Document:
    terms = (await lender.application()).terms
    assert terms is not None
    return await lender.wiring.ports.documents.get(terms)


async def sign(lender: Lender, digits: str) -> Check:
    verdict, _ = await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=digits)
    return Check(verdict)


async def test_the_terms_are_shown_as_the_very_file_that_is_kept(offered: Lender) -> None:
    ready = (await offered.told())[-1]

    assert isinstance(ready, TermsReady)
    assert (ready.amount, ready.total) == (Money.rubles(10_000), Money.rubles(11_120))
    paper = await shown(offered)
    assert ready.document == paper.id
    assert paper.sha256 == sha256(paper.content).hexdigest()
    assert "ДВЕСТИ ДЕВЯНОСТО ДВЕ ЦЕЛЫХ" in paper.content.decode()
    assert await offered.state() == "Signing:terms"


async def test_each_contract_has_a_number_of_its_own_and_keeps_it(offered: Lender) -> None:
    assert (await offered.application()).contract == "261123-00001"


async def test_the_sms_names_the_sum_and_the_file(offered: Lender) -> None:
    sms = await ask(offered)

    assert sms.amount == Money.rubles(10_000)
    assert (await shown(offered)).sha256.startswith(sms.document)


async def test_the_right_code_signs_and_is_kept_as_evidence(offered: Lender) -> None:
    sms = await ask(offered)

    assert await sign(offered, sms.digits) is Check.RIGHT
    assert (await offered.application()).status is ApplicationStatus.SIGNED
    (row,) = await offered.db.all("SELECT * FROM signature")
    evidence = offered.cipher.open(row["body"], "signature.body").decode()
    assert (await shown(offered)).sha256 in evidence
    assert "Петров Иван Сергеевич" in evidence
    assert sms.digits not in evidence
    assert await offered.signatures.broken_at() is None


async def test_the_password_comes_by_sms_only(offered: Lender) -> None:
    await sign(offered, (await ask(offered)).digits)
    await offered.work("password")

    (sms,) = await offered.told()
    assert isinstance(sms, PasswordSms)
    (account,) = await offered.db.all("SELECT password_hash FROM account")
    assert account["password_hash"].startswith("$argon2id$")
    assert sms.password not in account["password_hash"]


async def test_a_wrong_code_is_counted_and_signs_nothing(offered: Lender) -> None:
    sms = await ask(offered)

    assert [await sign(offered, "999999") for _ in range(3)] == [Check.WRONG] * 3
    assert await sign(offered, sms.digits) is Check.SPENT
    assert (await offered.application()).status is ApplicationStatus.OFFERED
    assert "move" not in await offered.planned()


async def test_a_code_for_another_document_is_refused(offered: Lender) -> None:
    sms = await ask(offered)
    other = replace(
        await shown(offered), id=DocumentId("other"), content=b"%PDF", sha256="another hash"
    )
    await offered.wiring.ports.documents.add(other)
    await offered.applications.save(replace(await offered.application(), terms=other.id))

    assert await sign(offered, sms.digits) is Check.EXPIRED
    assert (await offered.application()).status is ApplicationStatus.OFFERED


async def test_a_code_that_confirmed_the_phone_never_signs(lender: Lender) -> None:
    await lender.is_offered_terms()

    assert await sign(lender, "000001") is Check.EXPIRED


async def test_a_second_code_takes_a_minute_and_nothing_is_signed_twice(offered: Lender) -> None:
    sms = await ask(offered)
    with pytest.raises(CodeTooSoon):
        await ask(offered)

    await sign(offered, sms.digits)
    with pytest.raises(NothingToDo):
        await sign(offered, sms.digits)
    with pytest.raises(NothingToDo):
        await ask(offered)


async def test_nothing_is_signed_without_a_verified_card_and_the_code_stays_good(
    offered: Lender,
) -> None:
    sms = await ask(offered)
    binding = await offered.binding()
    await offered.bindings.save(replace(binding, state=BindingStatus.REFUSED))
    with pytest.raises(NothingToDo):
        await sign(offered, sms.digits)

    await offered.bindings.save(binding)
    assert await sign(offered, sms.digits) is Check.RIGHT


async def test_terms_that_come_after_a_withdrawal_are_not_shown(lender: Lender) -> None:
    await lender.is_approved()
    await lender.binds_card()
    await lender.do("withdraw", borrower_id=IVAN)
    await lender.told()
    await lender.work("terms")

    assert await lender.told() == []
    assert await lender.db.all("SELECT id FROM paper") == []


class TestTheChainOfSignatures:
    @pytest.fixture
    async def signed(self, offered: Lender) -> Lender:
        await sign(offered, (await ask(offered)).digits)
        return offered

    async def test_a_changed_record_is_detected(self, signed: Lender) -> None:
        (row,) = await signed.db.all("SELECT * FROM signature")
        body = signed.cipher.open(row["body"], "signature.body").replace(b"1", b"2")
        await signed.db.run(
            "UPDATE signature SET body = ?", signed.cipher.seal(body, "signature.body")
        )

        assert await signed.signatures.broken_at() == row["seq"]

    async def test_a_missing_predecessor_is_detected(self, signed: Lender) -> None:
        (row,) = await signed.db.all("SELECT * FROM signature")
        await signed.db.run("UPDATE signature SET previous = 'hash of another'")

        assert await signed.signatures.broken_at() == row["seq"]

    async def test_a_record_can_be_read_after_the_key_was_rotated(self, signed: Lender) -> None:
        rotated = replace(signed.signatures, cipher=Cipher({1: b"k" * 32, 2: b"n" * 32}))

        assert await rotated.broken_at() is None
