"""What the bot serves over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.intake.addresses import Senders, read_networks
from bot.intake.web import SECRET_HEADER, Tick, Web
from bot.process.readiness import Readiness
from storage.rows.payments import BankOperationRows, BindingRows
from tests.bot.house import House
from tests.support.answers import NOON

SECRET = "webhook-secret"
HOSTILE = [
    b"[" * 200_000,
    b'{"object": {"id": "\\ud800"}}',
    b'{"object": {"id": "' + b"x" * 1000 + b'"}}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": "7"}',
]


def web_of(
    house: House,
    *,
    tick: Tick | None = None,
    secret: str = SECRET,
    senders: str = "127.0.0.1",
    proxies: str = "",
) -> Web:
    lender = house.lender
    return Web(
        bot=house.bot,
        feeder=house.feeder,
        db=house.lender.db,
        bindings=BindingRows(lender.db, lender.cipher),
        operations=BankOperationRows(lender.db),
        jobs=house.lender.jobs,
        webhook_secret=secret,
        bank_senders=Senders(allowed=read_networks(senders), proxies=read_networks(proxies)),
        tick=tick,
        readiness=Readiness(
            house.lender.db, house.lender.outbox, house.lender.waits, house.lender.clock
        ),
    )


@pytest.fixture
async def client(house: House) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(web_of(house).app())) as client:
        yield client


async def test_the_bot_is_ready_once_it_listens_and_alive_before(house: House) -> None:
    web = web_of(house)
    async with TestClient(TestServer(web.app())) as client:
        alive = await client.get("/healthz")
        starting = await client.get("/readyz")
        web.readiness.listening = True
        ready = await client.get("/readyz")

        well = {
            "database": "writes",
            "schema": "fits",
            "staff_group": "reached",
            "waiting_lanes": 0,
            "oldest_seconds": 0,
        }
        assert (alive.status, await alive.json()) == (200, {"alive": True})
        told = {"ready": False, "listening": False, **well}
        assert (starting.status, await starting.json()) == (503, told)
        told = {"ready": True, "listening": True, **well}
        assert (ready.status, await ready.json()) == (200, told)


class TestWebhook:
    async def post(self, client: TestClient[Any, Any], update: object, secret: str = SECRET) -> int:
        response = await client.post("/telegram", json=update, headers={SECRET_HEADER: secret})
        return response.status

    async def test_an_update_is_answered_after_its_commit(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        house.room.core.send_text(house.ivan, house.ivan, "/start")
        (update,) = await house.room.updates()

        assert await self.post(client, update) == 200
        assert await house.lender.state() == "Offer:amount"
        assert await self.post(client, update) == 200
        await house.deliver()
        assert len(house.shown()) == 1

    @pytest.mark.parametrize("secret", ["", "wrong", "webhook-secre", "секрет"])
    async def test_nobody_else_gets_in(
        self, house: House, client: TestClient[Any, Any], secret: str
    ) -> None:
        house.room.core.send_text(house.ivan, house.ivan, "/start")
        (update,) = await house.room.updates()

        assert await self.post(client, update, secret) == 401
        assert await house.lender.state() is None

    async def test_an_update_that_cannot_be_read_is_set_aside(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        assert await self.post(client, {"update_id": 7, "message": {}}) == 200
        assert (await house.lender.conversations.read(7, None)).seen

    async def test_an_update_that_could_not_be_settled_comes_again(
        self, house: House, client: TestClient[Any, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def feed(_: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(house.feeder, "feed", feed)
        house.room.core.send_text(house.ivan, house.ivan, "/start")
        (update,) = await house.room.updates()

        assert await self.post(client, update) == 500

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"5", b"{}", *HOSTILE])
    async def test_a_body_that_is_no_update_is_400(
        self, client: TestClient[Any, Any], body: bytes
    ) -> None:
        response = await client.post("/telegram", data=body, headers={SECRET_HEADER: SECRET})
        assert response.status == 400

    async def test_a_body_that_never_ends_is_given_up(self, house: House) -> None:
        web = web_of(house)
        web.body_within = 0.05
        async with TestServer(web.app()) as server:
            reader, writer = await asyncio.open_connection(server.host, server.port)
            head = f"POST /telegram HTTP/1.1\r\nHost: bot\r\n{SECRET_HEADER}: {SECRET}\r\n"
            writer.write(f"{head}Content-Length: 100\r\n\r\n{{".encode())
            async with asyncio.timeout(5):
                assert b" 408 " in await reader.readline()
            writer.close()

    async def test_without_a_secret_there_is_no_way_in(self, house: House) -> None:
        async with TestClient(TestServer(web_of(house, secret="").app())) as client:
            assert await self.post(client, {"update_id": 7}, "") == 404


BOTH = {"move", "bank_refunds"}  # one that somebody made in the bank's cabinet


class TestTheBanksNotification:
    async def test_is_a_hint_to_ask_about_a_movement_of_money(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        lender = house.lender
        await lender.is_approved()
        await lender.is_asked_for_sum()
        await lender.db.run("DELETE FROM job")
        bank_id = (await lender.hold()).bank_id

        response = await client.post("/yookassa", json=self.about(bank_id))

        assert response.status == 200
        assert await lender.planned() == {"move"}

    async def test_is_a_hint_to_ask_about_a_page(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        lender = house.lender
        await lender.is_approved()
        await lender.opens_page()
        await client.post("/yookassa", json=self.about((await lender.binding()).method_id))

        assert await lender.jobs.next_due() == NOON

    async def test_about_a_stranger_is_passed_over(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        response = await client.post("/yookassa", json=self.about("somebody else's"))

        assert response.status == 200
        assert await house.lender.planned() == set()

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"\xff\xfe",
            b"[]",
            b"{}",
            b'{"object": 5}',
            b'{"object": {"id": 5}}',
            *HOSTILE,
        ],
    )
    async def test_that_makes_no_sense_is_400(
        self, client: TestClient[Any, Any], body: bytes
    ) -> None:
        assert (await client.post("/yookassa", data=body)).status == 400

    async def test_is_not_taken_from_anybody_else(self, house: House) -> None:
        lender = house.lender
        await lender.is_approved()
        await lender.is_asked_for_sum()
        await lender.db.run("DELETE FROM job")
        about = self.about((await lender.hold()).bank_id)
        forged = {"X-Forwarded-For": "185.71.76.1"}

        async with TestClient(TestServer(web_of(house, senders="185.71.76.0/27").app())) as client:
            with capture_logs() as logged:
                response = await client.post("/yookassa", json=about, headers=forged)

        assert response.status == 403
        assert await lender.planned() == set()
        event = "notification refused, not from BANK_ADDRESSES"
        assert logged == [{"event": event, "log_level": "warning"}]

    @pytest.mark.parametrize(
        ("forwarded", "status"), [("6.6.6.6, 185.71.76.1", 200), ("185.71.76.1, 6.6.6.6", 403)]
    )
    async def test_comes_through_a_trusted_proxy(
        self, house: House, forwarded: str, status: int
    ) -> None:
        web = web_of(house, senders="185.71.76.0/27", proxies="127.0.0.1")
        async with TestClient(TestServer(web.app())) as client:
            response = await client.post(
                "/yookassa", json=self.about("x"), headers={"X-Forwarded-For": forwarded}
            )

        assert response.status == status

    async def test_of_a_refund_is_about_the_refund_and_of_an_unknown_one_about_all(
        self, house: House, client: TestClient[Any, Any]
    ) -> None:
        lender = house.lender
        await lender.is_approved()
        await lender.is_asked_for_sum()
        await lender.db.run("DELETE FROM job")
        known = (await lender.hold()).bank_id

        for ident, payment, planned in (
            (known, "p-1", {"move"}),
            ("r-1", "p-1", {"move"}),
            ("r-1", known, BOTH),
        ):
            refund = {"id": ident, "payment_id": payment, "status": "succeeded"}
            about = {"type": "notification", "event": "refund.succeeded", "object": refund}
            assert (await client.post("/yookassa", json=about)).status == 200
            assert await lender.planned() == planned

    def about(self, ident: str | None) -> dict[str, Any]:
        return {"type": "notification", "event": "payment.canceled", "object": {"id": ident}}


class TestTick:
    async def test_is_served_in_a_simulated_world_only(self, client: TestClient[Any, Any]) -> None:
        assert (await client.post("/tick")).status == 404

    @pytest.mark.parametrize(("due", "shown"), [(NOON, "2026-11-23T09:00:00+00:00"), (None, None)])
    async def test_tells_what_is_due_next_and_whether_anything_is_under_way(
        self, house: House, due: datetime | None, shown: str | None
    ) -> None:
        async def tick() -> tuple[datetime | None, bool]:
            return due, True

        async with TestClient(TestServer(web_of(house, tick=tick).app())) as client:
            response = await client.post("/tick")

            assert await response.json() == {"next_due": shown, "busy": True}
