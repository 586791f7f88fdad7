"""Bound cards: which join, which is the default, what unbinding erases, what a new loan takes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.gateways import Ownership
from domain.model.application import ApplicationStatus
from domain.model.card_binding import BindingStatus
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.money import Money
from domain.notifications import Approved, CardBound, CardExpiring
from domain.refusals import CardInUse, NothingToDo, PauseAfterLoan
from storage.rows.cards import CardRows
from tests.support.answers import CARD, HOLD, report
from tests.support.lender import EARLY_CONSENTS, IVAN, LAST_CONSENTS, Lender

VERSIONS = dict.fromkeys((*EARLY_CONSENTS, *LAST_CONSENTS), "1")


async def cards(lender: Lender) -> list[Card]:
    return list(await CardRows(lender.db, lender.cipher).of(IVAN))


async def binds_another(lender: Lender) -> None:
    """Another plastic than the first."""
    await lender.do("open_binding", borrower_id=IVAN)
    await lender.opens_page()
    ident = (await lender.binding()).id
    binding = replace(
        await lender.binding(),
        state=BindingStatus.OWNER,
        card=replace(CARD, last4="1111"),
        method_id=f"pm-{ident}",
    )
    async with lender.db.transaction():
        await lender.bindings.save(binding)
        await lender.jobs.plan(JobKind.OWNER, ident)
    lender.owner_check.answers.append(Ownership.MATCH)
    await lender.work("owner")


async def test_the_card_that_takes_the_money_is_the_first_and_default(lender: Lender) -> None:
    await lender.has_loan()

    (card,) = await cards(lender)
    assert (card.last4, card.default) == ("4477", True)


async def test_one_more_joins_and_nothing_else_follows(lender: Lender) -> None:
    await lender.has_loan()
    await lender.told()
    await binds_another(lender)

    assert [card.default for card in await cards(lender)] == [True, False]
    assert (await lender.told())[-1] == CardBound(last4="1111")
    assert (await lender.application()).status is ApplicationStatus.ISSUED
    assert "terms" not in await lender.planned()


async def test_the_same_card_bound_anew_takes_the_new_token(lender: Lender) -> None:
    await lender.has_loan()
    (before,) = await cards(lender)
    lender.clock.move(minutes=5)
    await lender.do("open_binding", borrower_id=IVAN)
    await lender.opens_page()
    await lender.fills_in_card()
    async with lender.db.transaction():
        await lender.bindings.save(replace(await lender.binding(), state=BindingStatus.OWNER))
        await lender.jobs.plan(JobKind.OWNER, (await lender.binding()).id)
    lender.owner_check.answers.append(Ownership.MATCH)
    await lender.work("owner")

    (after,) = await cards(lender)
    assert after.id == before.id
    assert after.method_id != before.method_id


async def test_unbinding_erases_the_token_everywhere_and_the_next_is_default(
    lender: Lender,
) -> None:
    await lender.has_loan()
    await binds_another(lender)
    first, second = await cards(lender)

    await lender.do("unbind_card", borrower_id=IVAN, card_id=first.id)

    rows = await lender.db.all("SELECT method_id FROM card UNION ALL SELECT method_id FROM binding")
    assert first.method_id not in {row["method_id"] for row in rows}
    (left,) = await cards(lender)
    assert (left.id, left.default) == (second.id, True)
    with pytest.raises(NothingToDo):
        await lender.do("unbind_card", borrower_id=IVAN, card_id=first.id)


async def test_a_month_before_the_last_day_it_is_said_once(lender: Lender) -> None:
    await lender.has_loan()
    await lender.told()
    lender.clock.at = datetime(2030, 12, 1, 9, tzinfo=UTC)

    await lender.work("card_expiry")

    assert await lender.told() == [CardExpiring(last4="4477", until=date(2030, 12, 31))]
    assert "card_expiry" not in await lender.planned()


async def test_planned_too_early_it_waits(lender: Lender) -> None:
    """The migration can't read when a card expires."""
    await lender.has_loan()
    (card,) = await cards(lender)
    async with lender.db.transaction():
        await lender.jobs.plan(JobKind.CARD_EXPIRY, card.id)
    await lender.told()

    await lender.work("card_expiry")

    assert await lender.told() == []
    assert "card_expiry" in await lender.planned()


async def applies_again(lender: Lender) -> None:
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))
    await lender.do("choose_days", borrower_id=IVAN, days=14)
    await lender.do("apply", borrower_id=IVAN)
    for which in ("one", "two"):
        await lender.bureau_answers(which, report())


async def test_who_comes_back_has_answered_everything(lender: Lender) -> None:
    await lender.has_repaid()
    form = (await lender.application()).form
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))

    again = await lender.do("look_again", borrower_id=IVAN, versions=VERSIONS)
    assert again.missing == ()
    assert again.draft.phone_confirmed

    await applies_again(lender)
    assert (await lender.application()).form == form


async def test_the_bound_card_takes_the_next_loan(lender: Lender) -> None:
    await lender.has_repaid()
    await applies_again(lender)

    approved = next(one for one in await lender.told() if isinstance(one, Approved))
    assert approved.last4 == "4477"
    assert (await lender.binding()).state is BindingStatus.VERIFIED
    assert "terms" in await lender.planned()
    (card,) = await cards(lender)
    with pytest.raises(CardInUse):
        await lender.do("unbind_card", borrower_id=IVAN, card_id=card.id)


async def test_an_expired_card_takes_nothing(lender: Lender) -> None:
    await lender.has_repaid()
    (card,) = await cards(lender)
    await lender.db.run("DELETE FROM card")
    old = replace(card, facts=replace(CARD, expiry_year=2026, expiry_month=10))
    async with lender.db.transaction():
        await CardRows(lender.db, lender.cipher).save(old)

    await applies_again(lender)

    assert (await lender.binding()).state is BindingStatus.OPENING


async def test_a_consent_of_another_wording_is_asked_again(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))

    again = await lender.do("look_again", borrower_id=IVAN, versions=VERSIONS | {"conditions": "2"})

    assert again.missing == ("conditions",)


async def test_the_consent_to_ask_bureaus_lasts_six_months(lender: Lender) -> None:
    await lender.has_repaid()
    lender.clock.move(days=181)  # 23 May
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))
    await lender.do("choose_days", borrower_id=IVAN, days=14)

    again = await lender.do("look_again", borrower_id=IVAN, versions=VERSIONS)

    assert again.missing == ("bureau",)
    with pytest.raises(NothingToDo):
        await lender.do("apply", borrower_id=IVAN)


async def test_in_the_pause_of_2027_the_sum_is_refused(lender: Lender) -> None:
    await lender.has_repaid()
    lender.clock.move(days=50)
    await lender.db.run("UPDATE loan SET closed_on = ?", lender.clock.today().isoformat())

    with pytest.raises(PauseAfterLoan) as refused:
        await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))
    assert refused.value.day == lender.clock.today() + timedelta(days=4)

    lender.clock.move(days=4)
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))


async def test_a_guessed_sum_counts_for_a_card_bound_besides_a_loan_too(lender: Lender) -> None:
    await lender.has_loan()
    checks = len(await lender.checks.of((await lender.application()).id))
    lender.clock.move(minutes=5)
    await lender.do("open_binding", borrower_id=IVAN)
    await lender.opens_page()
    await lender.fills_in_card()
    async with lender.db.transaction():
        held = await lender.operations.get((await lender.binding()).hold or "")  # type: ignore[arg-type]
        await lender.operations.save(replace(held, bank_id="hold-2"))
        await lender.bindings.save(replace(await lender.binding(), state=BindingStatus.ASKING))

    binding = await lender.do("name_hold_sum", borrower_id=IVAN, amount=HOLD + HOLD)

    assert binding.tries_left == 2
    assert len(await lender.checks.of((await lender.application()).id)) == checks
