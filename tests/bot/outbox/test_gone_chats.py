"""A chat that is gone is left: one case, an SMS for what must be told, and a return lifts it."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pytest

from bot.intake.dispatcher import queue
from domain import notifications as notices
from domain.ids import ChatId
from domain.model.accounts.session import Session
from domain.model.messaging.gone import Gone
from domain.money import Money
from domain.notifications import BY_SMS, Apology, Commands, Content, LoanOverdue, Notice, RefundSent
from domain.notifications import PayoutHeld as HeldBack
from domain.usecases.accounts.reaching import ReachElsewhere
from domain.usecases.accounts.sessions import LetIn
from handlers.engine.screen import Say, Screen
from handlers.signing.conversation import Cooling
from handlers.sms import sms_of
from sandbox.telegram.core import Telegram
from sandbox.telegram.refusals import bad, forbidden
from storage.queues.conversations import Key
from tests.bot.house import House
from tests.support.lender import ANNA, PHONE, STAFF

pytestmark = pytest.mark.usefixtures("pauses")
R = Money.rubles
REFUND = RefundSent(amount=R(300))
Leave = Callable[[Telegram, int], None]
WAYS: dict[Gone, Leave] = {
    Gone.BLOCKED: lambda core, who: core.block(who, who, True),
    Gone.DEACTIVATED: lambda core, who: core.vanish(who, "deactivated"),
    Gone.NOT_FOUND: lambda core, who: core.vanish(who, "not_found"),
}


@pytest.fixture
async def owing(house: House) -> House:
    """Ivan has a loan and has heard all that was to be said."""
    await house.lender.has_loan()
    await house.deliver()
    return house


async def tell(house: House, *notices: Notice) -> None:
    async with house.lender.db.transaction():
        for one in notices:
            await house.lender.notices.tell(house.ivan, one)


async def texts(house: House) -> list[str]:
    await house.deliver()
    return [text for _, text in house.sms.sent]


async def cases(house: House) -> list[dict[str, str]]:
    return await house.lender.case_facts("unreachable")


@pytest.mark.parametrize("why", WAYS)
async def test_what_waits_is_set_aside_and_money_is_told_by_sms_once(
    owing: House, why: Gone
) -> None:
    before = len(owing.sms.sent)
    WAYS[why](owing.room.core, owing.ivan)
    owing.room.core.state.updates.clear()
    await tell(owing, REFUND, Apology(), REFUND, Apology())
    calls = len(owing.session.calls)
    await owing.deliver()

    texts = [text for phone, text in owing.sms.sent[before:] if phone == PHONE]
    assert texts == ["Вернули вам 300 ₽, переплату по займу. «Умные наличные»"] * 2
    assert owing.session.calls[calls:].count("sendMessage") == 2  # to Ivan once, and to staff
    (facts,) = await cases(owing)
    assert facts["gone"] == why
    assert sum("Заёмщику не написать" in text for text in owing.shown(STAFF)) == 1
    assert await owing.lender.case_facts("message") == []


async def test_messages_of_later_days_make_no_further_case_even_when_staff_closed_it(
    owing: House,
) -> None:
    owing.room.core.block(owing.ivan, owing.ivan, True)
    await owing.hear()
    case = await owing.lender.open_case("unreachable")
    async with owing.lender.db.transaction():
        await owing.lender.cases.save(replace(case, closed_at=owing.lender.clock.now()))
    await tell(owing, REFUND, Apology())
    await owing.deliver()

    assert len(await cases(owing)) == 1


async def test_the_notice_of_delay_goes_in_its_own_words(owing: House) -> None:
    owing.room.core.vanish(owing.ivan, "deactivated")
    overdue = LoanOverdue(
        contract="УН-1",
        lender="ООО МКК",
        phone="8 800",
        overdue=R(1),
        total=R(2),
        days=1,
        prolongable=False,
    )
    await tell(owing, overdue)
    await owing.deliver()

    assert "есть просроченный долг" in owing.sms.sent[-1][1]


async def test_nobody_with_a_loan_elsewhere_in_telegram_is_told_by_sms(owing: House) -> None:
    """Signed in at a second chat, they read it there."""
    lender = owing.lender
    anna = owing.room.people.add(name="Иван", phone="+79260000000").id
    owing.room.core.send_text(anna, anna, "/start")
    owing.room.core.state.updates.clear()
    session = Session(
        chat_id=ChatId(anna),
        borrower_id=owing.ivan,
        name="Иван",
        opened_at=lender.clock.now(),
        seen_at=lender.clock.now(),
    )
    await tell(owing, REFUND)  # it waits for the chat that is gone
    async with lender.db.transaction():
        await lender.sessions.open(session)
    owing.room.core.vanish(owing.ivan, "deactivated")
    before = len(owing.sms.sent)
    await owing.deliver()

    assert len(owing.sms.sent) == before
    assert "Вернули переплату" in owing.shown(anna)[-1]
    assert await cases(owing) == []  # nobody has to do anything


async def test_who_comes_in_by_another_account_ends_the_case(owing: House) -> None:
    lender = owing.lender
    owing.room.core.vanish(owing.ivan, "deactivated")
    await tell(owing, REFUND)
    await owing.deliver()
    assert await lender.open_case("unreachable")
    account = await lender.accounts.get(owing.ivan)
    assert account is not None
    async with lender.db.transaction():
        await LetIn(
            accounts=lender.accounts,
            sessions=lender.sessions,
            notices=lender.notices,
            reach_elsewhere=ReachElsewhere(
                chats=lender.conversations, solve_case=lender.wiring.solve_case
            ),
            clock=lender.clock,
        )(account=account, chat_id=ChatId(ANNA), name="Другой телефон")

    assert await lender.cases.open(10) == []
    before = len(owing.sms.sent)
    await tell(owing, REFUND)
    assert await lender.sessions.chat_of(owing.ivan) == ANNA
    await owing.deliver()
    assert len(owing.sms.sent) == before


async def test_news_of_money_go_to_whose_they_are_and_not_to_who_is_signed_in_by_now(
    owing: House,
) -> None:
    """A notice that waited, while somebody else took the phone in their hands."""
    lender = owing.lender
    owing.room.core.vanish(owing.ivan, "deactivated")
    await tell(owing, REFUND)
    async with lender.db.transaction():
        await lender.sessions.end(ChatId(owing.ivan), lender.clock.now())
    before = len(owing.sms.sent)
    await owing.deliver()

    assert [phone for phone, _ in owing.sms.sent[before:]] == [PHONE]


async def test_the_menu_and_changes_of_a_message_are_none_that_was_missed(owing: House) -> None:
    owing.room.core.vanish(owing.ivan, "not_found")
    await tell(owing, Commands(who="borrower"), Apology())
    await owing.deliver()
    await tell(owing, Commands(who="borrower"), Apology())
    owing.room.core.vanish(owing.ivan, "")
    owing.room.core.send_text(owing.ivan, owing.ivan, "/help")
    await owing.hear()

    said = "\n".join(owing.shown()).replace("\xa0", " ")
    assert "не дошло 2 сообщения" in said


async def test_who_comes_back_is_at_the_step_that_was_told_meanwhile(owing: House) -> None:
    lender, key = owing.lender, Key(owing.ivan, 0, owing.ivan)
    owing.room.core.vanish(owing.ivan, "deactivated")
    await tell(owing, Apology())
    await owing.deliver()
    await tell(owing, HeldBack(until=lender.clock.now()))

    assert (await lender.conversations.read(1, key)).state == Cooling.off.state
    assert "Деньги по займу отправим" in (await texts(owing))[-1]


async def test_a_return_lifts_it_and_tells_how_much_was_missed(owing: House) -> None:
    owing.room.core.block(owing.ivan, owing.ivan, True)
    await owing.hear()
    await tell(owing, REFUND, Apology())
    await owing.deliver()
    owing.room.core.block(owing.ivan, owing.ivan, False)
    await owing.hear()

    assert "не дошло 2 сообщения" in owing.shown()[-1].replace("\xa0", " ")
    assert await owing.lender.conversations.gone(owing.ivan) is None
    assert "закрылось само" in owing.shown(STAFF)[-1]
    before = len(owing.sms.sent)
    await tell(owing, REFUND)
    await owing.deliver()
    assert len(owing.sms.sent) == before
    assert "Вернули переплату" in owing.shown()[-1]


async def test_a_word_from_there_is_a_return_too(owing: House) -> None:
    """Telegram tells nothing of an account that is back."""
    owing.room.core.vanish(owing.ivan, "not_found")
    await tell(owing, Apology())
    await owing.deliver()
    assert await owing.lender.conversations.gone(owing.ivan) is Gone.NOT_FOUND
    owing.room.core.vanish(owing.ivan, "")
    owing.room.core.send_text(owing.ivan, owing.ivan, "/help")
    await owing.hear()

    assert await owing.lender.conversations.gone(owing.ivan) is None
    assert any("не дошло" in text for text in owing.shown())
    assert "Дело" in owing.shown(STAFF)[-1]


async def test_of_who_has_nothing_with_us_nobody_hears(house: House) -> None:
    house.room.core.block(house.ivan, house.ivan, True)
    await tell(house, Apology())
    async with house.lender.db.transaction():
        said = [Say(Screen(text="one")), Say(Screen(text="two"))]
        await queue(house.services, Key(house.ivan, 0, house.ivan), list(said))
    await house.deliver()

    assert await cases(house) == []
    assert house.sms.sent == []
    rows = await house.lender.db.all("SELECT state, error FROM outbox")
    assert {(row["state"], row["error"]) for row in rows} == {("failed", "blocked")}


async def test_a_guest_is_told_nothing_over_and_over(house: House) -> None:
    house.room.core.block(house.ivan, house.ivan, True)
    await tell(house, REFUND)
    await house.deliver()

    assert await house.lender.outbox.queued() == 0


async def test_a_kill_before_the_commit_sends_no_second_sms(
    owing: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, and then the disk was full: the whole of it is done again."""
    owing.room.core.vanish(owing.ivan, "deactivated")
    real, troubles = owing.lender.outbox.failed, [OSError("disk full")] * 2

    async def failed(self: object, queued: Any, error: str) -> None:  # noqa: ARG001
        if troubles:
            raise troubles.pop()
        await real(queued, error)

    monkeypatch.setattr(type(owing.lender.outbox), "failed", failed)
    before = len(owing.sms.sent)
    await tell(owing, REFUND)
    await owing.deliver()

    assert len(owing.sms.sent) == before + 1
    assert len(await cases(owing)) == 1


@pytest.mark.parametrize(
    ("refusal", "gone"),
    [
        (forbidden("user is deactivated"), True),
        (forbidden("bot can't initiate conversation with a user"), True),
        (forbidden("something new"), True),
        (bad("chat not found"), True),
        (bad("PEER_ID_INVALID"), True),
        (bad("can't parse entities"), False),
        (bad("message is too long"), False),
    ],
)
async def test_the_chat_and_the_one_message_are_told_apart(
    house: House, refusal: Any, gone: bool
) -> None:
    house.session.troubles = [refusal]
    await tell(house, Apology())
    await house.deliver()

    assert (await house.lender.conversations.gone(house.ivan) is not None) is gone


LONGEST: dict[Any, Any] = {
    Money: R(99_999) + Money(99),
    str: "УН-2026-000001",
    date: date(2026, 12, 31),
    datetime: datetime(2026, 12, 31, 20, tzinfo=UTC),
    bool: False,
}


def made(kind: type[Notice]) -> Notice:
    """One with the longest values that it may have."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {one.name: LONGEST.get(hints[one.name]) for one in fields(kind)}
    if "last4" in values:
        values["last4"] = "1234"
    return kind(**values)


@pytest.mark.parametrize("kind", sorted(BY_SMS, key=str))
def test_each_of_them_has_words_of_two_parts_at_most(kind: type[Notice]) -> None:
    text = sms_of(made(kind))
    assert len(text) <= 2 * 67
    assert text[0].isupper() or text[0].isdigit()


IN_THE_CHAT_ONLY = {  # of money, and yet no news of it
    notices.CardBound: "bound by the borrower, who was there",
    notices.CardExpiring: "a month ahead; the charge itself is announced",
    notices.CardPage: "a link that was asked for there",
    notices.HoldPlaced: "a question to who binds a card there",
    notices.LoanOverdue: "has words of its own, OverdueSms",
    notices.PaymentPage: "a link that was asked for there",
    notices.PromiseBroken: "the delay itself was told; more would count for 230-FZ",
}


def test_whatever_tells_of_money_goes_by_sms_or_has_a_reason_not_to() -> None:
    told = [one for one in vars(notices).values() if isinstance(one, type)]
    money = {one for one in told if issubclass(one, Notice) and one.content is Content.PAYMENT}
    assert money - BY_SMS == set(IN_THE_CHAT_ONLY)
