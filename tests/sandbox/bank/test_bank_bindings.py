"""Binding a card at zero amount: the API, and what a person does on the page."""

from collections.abc import AsyncIterator

import pytest

from sandbox.bank.cards import CARDS
from tests.support.bank import PHONE, RETURN, BankAtWork, bank_at_work


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def test_a_new_binding_waits_for_its_holder_on_the_page(bank: BankAtWork) -> None:
    method = await bank.page()

    assert (method["status"], method["saved"]) == ("pending", False)
    assert method["confirmation"]["confirmation_url"].endswith(f"/bank/pay/{method['id']}")
    assert method["confirmation"]["return_url"] == RETURN
    assert method["holder"]["account_id"] == "100500"


async def test_a_confirmed_card_is_active_and_known_by_its_facts(bank: BankAtWork) -> None:
    method = await bank.get(f"/payment_methods/{await bank.bound()}")

    assert (method["status"], method["saved"]) == ("active", True)
    assert method["card"]["first6"] == "220000"
    assert method["card"]["card_type"] == "Mir"
    assert "confirmation" not in method


@pytest.mark.parametrize(
    "card", ["good", "no_money", "late", "payout_refused", "payout_empty", "Хорошая карта"]
)
async def test_these_cards_bind_at_once(bank: BankAtWork, card: str) -> None:
    assert await bank.bound(card)


@pytest.mark.parametrize(
    ("card", "reason"), [("declined", "general_decline"), ("expired", "card_expired")]
)
async def test_these_cards_cannot_be_bound(bank: BankAtWork, card: str, reason: str) -> None:
    method = await bank.page()

    outcome = await bank.bank.confirm(method["confirmation"]["confirmation_url"], card)

    assert outcome == {"status": "refused", "reason": reason}
    assert (await bank.get(f"/payment_methods/{method['id']}"))["status"] == "inactive"
    assert bank.bank.state()["bindings"][0]["reason"] == reason


async def test_the_3ds_card_asks_for_the_code_from_the_bank_s_sms(bank: BankAtWork) -> None:
    url = (await bank.page())["confirmation"]["confirmation_url"]

    first = await bank.bank.confirm(url, "3ds")
    wrong = await bank.bank.confirm(url, "3ds", "nonsense")
    right = await bank.bank.confirm(url, "3ds", bank.code())

    assert (first["status"], first["sent_to"]) == ("needs_code", PHONE)
    assert wrong["reason"] == "wrong code, tries left: 2"
    assert right == {"status": "ok"}
    assert bank.sms.messages(PHONE)[0]["from"] == "BANK"


async def test_three_wrong_codes_end_the_binding(bank: BankAtWork) -> None:
    url = (await bank.page())["confirmation"]["confirmation_url"]
    await bank.bank.confirm(url, "3ds")

    outcomes = [await bank.bank.confirm(url, "3ds", "nonsense") for _ in range(3)]

    assert outcomes[-1] == {"status": "refused", "reason": "3d_secure_failed"}


async def test_without_a_known_person_the_code_is_told_by_the_page(bank: BankAtWork) -> None:
    bank.payer = None
    url = (await bank.page())["confirmation"]["confirmation_url"]

    outcome = await bank.bank.confirm(url, "3ds")

    assert outcome["sent_to"] is None
    assert await bank.bank.confirm(url, "3ds", outcome["code"]) == {"status": "ok"}


async def test_a_page_serves_once(bank: BankAtWork) -> None:
    url = (await bank.page())["confirmation"]["confirmation_url"]
    await bank.bank.confirm(url, "good")

    with pytest.raises(ValueError, match="used already"):
        await bank.bank.confirm(url, "good")


async def test_a_page_expires_after_an_hour(bank: BankAtWork) -> None:
    method = await bank.page()
    url = method["confirmation"]["confirmation_url"]

    await bank.pass_time(minutes=59)
    assert (await bank.get(f"/payment_methods/{method['id']}"))["status"] == "pending"
    await bank.pass_time(minutes=1)

    assert (await bank.get(f"/payment_methods/{method['id']}"))["status"] == "inactive"
    with pytest.raises(ValueError, match="expired"):
        await bank.bank.confirm(url, "good")


async def test_an_unknown_card_or_page_is_a_clear_sentence(bank: BankAtWork) -> None:
    url = (await bank.page())["confirmation"]["confirmation_url"]

    with pytest.raises(ValueError, match="use one of: good, 3ds, declined"):
        await bank.bank.confirm(url, "gold")
    with pytest.raises(ValueError, match="no page"):
        await bank.bank.confirm("http://127.0.0.1/bank/pay/nothing", "good")


async def test_the_hosted_page_leads_a_person_through_3ds_back_to_the_chat(
    bank: BankAtWork,
) -> None:
    path = f"/bank/pay/{(await bank.page())['id']}"

    choice = await (await bank.client.get(path)).text()
    asks = await (await bank.client.post(path, data={"card": "3ds"})).text()
    wrong = await (await bank.client.post(path, data={"card": "3ds", "code": "1"})).text()
    done = await bank.client.post(path, data={"card": "3ds", "code": bank.code()})

    assert choice.count("<button") == len(CARDS)
    assert "песочница" in choice
    assert "+7 ••• •••-45-67" in asks
    assert "Код неверный" in wrong
    assert "Карта привязана" in (text := await done.text())
    assert f'href="{RETURN}">Вернуться в чат' in text


async def test_the_hosted_page_says_what_it_does_not_know(bank: BankAtWork) -> None:
    path = f"/bank/pay/{(await bank.page())['id']}"

    assert (await bank.client.get("/bank/pay/nothing")).status == 404
    assert (await bank.client.post(path, data={"card": "gold"})).status == 400
    refused = await bank.client.post(path, data={"card": "expired"})
    assert "Срок действия карты истёк" in await refused.text()
