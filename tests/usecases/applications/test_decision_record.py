"""Inputs and fired rules are stored, so that a decision can be proved later."""

from datetime import date
from decimal import Decimal

from domain.model.application import Reason
from domain.money import ZERO, Money
from domain.notifications import Rejected
from domain.rules.decision import Inputs, OpenElsewhere, decide, numbers
from domain.rules.decision.shares import Shares
from storage.engine.database import iso
from tests.support.answers import report
from tests.support.lender import ANSWERS, Lender


async def record(lender: Lender) -> dict[str, object]:
    (row,) = await lender.db.all("SELECT * FROM decision")
    return dict(row)


async def test_a_rejection_is_recorded_with_what_fired(lender: Lender) -> None:
    await lender.decides(score=200, loans=("120",))

    row = await record(lender)
    assert (row["verdict"], row["fired"]) == ("reject", '["score"]')
    assert str(row["version"]).startswith(numbers()["version"])
    assert row["decided_at"] == iso(lender.clock.now())


async def test_a_counter_offer_is_recorded_with_its_sum_and_the_burden(lender: Lender) -> None:
    await lender.decides(15_000, score=450)

    row = await record(lender)
    assert (row["verdict"], row["fired"]) == ("less", '["less_by_score"]')
    assert (row["amount"], row["pdn"]) == (700_000, 17)


async def test_the_record_holds_all_that_was_looked_at_and_holds_it_sealed(lender: Lender) -> None:
    await lender.decides(score=812, loans=("120",))

    inputs = await lender.decisions.inputs_of((await lender.application()).id)
    assert inputs == Inputs(
        on=date(2026, 11, 23),
        applied_on=date(2026, 11, 23),
        asked=Money.rubles(10_000),
        least=Money.rubles(1_000),
        days=14,
        psk=Decimal("292.000"),
        monthly_payment=Money.rubles(11_120),
        age=35,
        income=Money.rubles(123_456),
        mean_income=Money.rubles(103_000),
        score=812,
        self_ban=False,
        open_elsewhere=(OpenElsewhere(psk=Decimal(120), monthly_payment=Money.rubles(3_000)),),
        open_here=0,
        short_here_in_a_year=0,
        last_closed_on=None,
        last_closed_psk=None,
        stop_list=None,
        shares=Shares(
            total=ZERO, from_50=ZERO, over_80=ZERO, last_total=ZERO, limit_50=None, limit_80=None
        ),
    )
    sealed = (await record(lender))["inputs"]
    assert isinstance(sealed, bytes)
    assert b"812" not in sealed
    assert b"12345600" not in sealed


async def test_the_record_gives_the_same_verdict_again(lender: Lender) -> None:
    await lender.decides(score=450)

    inputs = await lender.decisions.inputs_of((await lender.application()).id)
    assert inputs is not None
    assert decide(inputs).fired == ("less_by_score",)


async def test_the_earlier_loans_with_us_are_known(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.decides()

    inputs = await lender.decisions.inputs_of((await lender.application()).id)
    assert inputs is not None
    assert (inputs.open_here, inputs.short_here_in_a_year) == (0, 1)
    assert (inputs.last_closed_on, inputs.last_closed_psk) == (date(2026, 11, 23), Decimal(292))


async def test_the_lists_of_that_moment_count(lender: Lender) -> None:
    await lender.applies()
    await lender.stop_lists.replace_all([("115fz", "passport", ANSWERS["passport"])])
    for which in ("one", "two"):
        await lender.bureau_answers(which, report())

    (told,) = await lender.told()
    assert told == Rejected(reason=Reason.STOP_LIST, retry_on=None)
