"""The SMS operator: SMSC.ru's protocol, and what arrives at the phones."""

from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import md5
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.sms import SmsOperator
from sandbox.faults import Faults
from sandbox.people.people import People

PHONE = "+79161234567"


class Operator:
    def __init__(self) -> None:
        self.clock, self.faults, self.calls = WorldClock(), Faults(), CallLog()
        self.sms = SmsOperator(
            clock=self.clock,
            people=People(),
            faults=self.faults,
            calls=self.calls,
            login="lender",
            password="secret",
        )
        app = web.Application()
        app.add_routes(self.sms.routes())
        self.client = TestClient(TestServer(app))

    async def ask(self, name: str, **form: str) -> Any:
        form = {"login": "lender", "psw": "secret", "fmt": "3", "charset": "utf-8"} | form
        response = await self.client.post(f"/sms/sys/{name}.php", data=form)
        assert response.status == 200
        return await (response.json() if form["fmt"] == "3" else response.text())

    async def send(self, text: str = "Код 1234", phones: str = PHONE, **form: str) -> Any:
        return await self.ask("send", phones=phones, mes=text, **form)

    def texts(self, phone: str | None = None) -> list[str]:
        return [m["text"] for m in self.sms.messages(phone)]

    def wait(self, seconds: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(seconds=seconds))


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    at_work = Operator()
    async with at_work.client:
        yield at_work


async def test_a_message_arrives_at_the_phone(operator: Operator) -> None:
    answer = await operator.send(id="m-1", sender="SmartCash")

    (message,) = operator.sms.messages("8 (916) 123-45-67")
    assert answer == {"id": "m-1", "cnt": 1}
    assert (message["text"], message["phone"]) == ("Код 1234", PHONE)
    assert message["from"] == "SmartCash"
    assert operator.sms.messages("+79990000000") == []


async def test_get_works_as_well_and_ids_are_given(operator: Operator) -> None:
    query = {"login": "lender", "psw": "secret", "fmt": "3", "charset": "utf-8"}
    query |= {"phones": PHONE, "mes": "Привет"}

    response = await operator.client.get("/sms/sys/send.php", params=query)

    assert await response.json() == {"id": 1, "cnt": 1}
    assert operator.texts() == ["Привет"]


async def test_without_a_charset_the_text_is_windows_1251(operator: Operator) -> None:
    form = f"login=lender&psw=secret&phones={PHONE[1:]}&mes={quote('Привет', encoding='cp1251')}"

    await operator.client.post(
        "/sms/sys/send.php",
        data=form,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert operator.texts() == ["Привет"]


async def test_several_phones_get_one_message_each(operator: Operator) -> None:
    answer = await operator.send(phones="79161234567;8 999 000 00 01,12")

    assert answer["cnt"] == 2
    assert [m["phone"] for m in operator.sms.messages()] == [PHONE, "+79990000001"]


@pytest.mark.parametrize(("length", "parts"), [(70, 1), (71, 2), (134, 2), (135, 3)])
async def test_a_long_text_counts_as_several(operator: Operator, length: int, parts: int) -> None:
    answer = await operator.send("я" * length, cost="2")

    assert (answer["cnt"], answer["cost"]) == (parts, f"{parts * 3.5:.2f}")


async def test_what_takes_two_units_of_utf_16_counts_twice(operator: Operator) -> None:
    assert (await operator.send("🙂" * 35, cost="1"))["cnt"] == 1
    assert (await operator.send("🙂" * 35 + "я", cost="1"))["cnt"] == 2


async def test_a_latin_text_is_counted_by_the_alphabet_of_gsm(operator: Operator) -> None:
    assert (await operator.send("a" * 160, cost="1"))["cnt"] == 1
    assert (await operator.send("a" * 159 + "`", cost="1"))["cnt"] == 3


async def test_the_password_may_be_sent_as_its_md5(operator: Operator) -> None:
    """As SMSC describes for `psw`; of another password it is no use."""
    assert "cnt" in await operator.send(cost="1", psw=md5(b"secret").hexdigest())
    assert (await operator.send(cost="1", psw=md5(b"other").hexdigest()))["error_code"] == 2


async def test_the_cost_alone_sends_nothing(operator: Operator) -> None:
    assert await operator.send(cost="1") == {"cost": "3.50", "cnt": 1}
    assert operator.texts() == []


@pytest.mark.parametrize(
    ("form", "error", "code"),
    [
        ({"mes": ""}, "parameters error", 1),
        ({"phones": ""}, "parameters error", 1),
        ({"psw": "wrong"}, "authorise error", 2),
        ({"phones": "12"}, "invalid number", 7),
    ],
)
async def test_errors_have_their_numbers(
    operator: Operator, form: dict[str, str], error: str, code: int
) -> None:
    answer = await operator.ask("send", **({"phones": PHONE, "mes": "Код"} | form))

    assert answer == {"error": error, "error_code": code}


async def test_the_same_message_within_a_minute_is_refused(operator: Operator) -> None:
    await operator.send(id="m-1")

    by_id = await operator.send("Код 5678", id="m-1")
    by_text = await operator.send(id="m-2")
    operator.wait(60)
    later = await operator.send(id="m-1")

    assert by_id["error_code"] == by_text["error_code"] == 9
    assert later["id"] == "m-1"
    assert operator.texts() == ["Код 1234", "Код 1234"]


@pytest.mark.parametrize(
    ("fmt", "good", "bad"),
    [
        ("0", "OK - 1 SMS, ID - 1", "ERROR = 2 (authorise error)"),
        ("1", "1,1", "0,-2"),
    ],
)
async def test_other_formats_are_plain_text(
    operator: Operator, fmt: str, good: str, bad: str
) -> None:
    assert await operator.send(fmt=fmt) == good
    assert await operator.send(fmt=fmt, psw="wrong") == bad


async def test_the_status_says_whether_it_was_delivered(operator: Operator) -> None:
    await operator.send(id="m-1")
    await operator.send(phones="+77011234567", id="m-2")

    home = await operator.ask("status", phone=PHONE, id="m-1")
    abroad = await operator.ask("status", phone="+77011234567", id="m-2")

    assert home["status"] == 1
    assert home["last_timestamp"] == pytest.approx(operator.clock.now().timestamp(), abs=60)
    assert abroad["status"] == 20
    assert await operator.ask("status", phone=PHONE, id="m-3") == {"status": -3}
    assert (await operator.ask("status", phone=PHONE))["error_code"] == 1
    assert operator.texts("+77011234567") == []


async def test_a_lost_answer_was_sent_all_the_same(operator: Operator) -> None:
    operator.faults.order(of="sms", fault="lost", method="send")

    with pytest.raises(aiohttp.ClientError):
        await operator.send(id="m-1")

    assert operator.texts() == ["Код 1234"]
    assert (await operator.send(id="m-1"))["error_code"] == 9


async def test_the_log_holds_no_password(operator: Operator) -> None:
    await operator.send()

    (call,) = operator.calls.list(of="sms")
    assert (call["method"], call["status"]) == ("send", 200)
    assert "psw" not in call["request"]


async def test_the_bank_s_own_messages_may_repeat(operator: Operator) -> None:
    for _ in range(2):
        operator.sms.deliver("89161234567", "Покупка 3,47 ₽", "BANK")

    assert operator.texts(PHONE) == ["Покупка 3,47 ₽"] * 2
    operator.sms.reset()
    assert operator.texts() == []
