"""A draft is kept for thirty days after its last answer, and resumed as it was left."""

import pytest

from domain.model.application import Draft
from domain.money import Money
from domain.refusals import AmountOutOfRange, NothingToDo, TermOutOfRange
from tests.support.lender import IVAN, Lender

R = Money.rubles


async def draft(lender: Lender) -> Draft:
    found = await lender.drafts.get(IVAN)
    assert found is not None
    return found


async def forgets_what_is_due(lender: Lender) -> None:
    """As the scheduler does: nothing, when nothing is due."""
    due = await lender.jobs.next_due()
    if due is not None and due <= lender.clock.now():
        await lender.work("draft_forgotten")


async def test_it_is_forgotten_thirty_days_after_the_last_answer(lender: Lender) -> None:
    await lender.proves_phone()
    lender.clock.move(days=29)
    await forgets_what_is_due(lender)
    await lender.do("save_answer", borrower_id=IVAN, field="name", value="Петров Иван")

    lender.clock.move(days=29, hours=23)
    await forgets_what_is_due(lender)
    assert (await draft(lender)).answers == {"name": "Петров Иван"}

    lender.clock.move(hours=1)
    await forgets_what_is_due(lender)
    assert await lender.drafts.get(IVAN) is None


@pytest.mark.parametrize("step", ["term", "phone"])
async def test_a_term_and_a_phone_are_answers_too(lender: Lender, step: str) -> None:
    await lender.do("choose_amount", borrower_id=IVAN, amount=R(10_000))
    lender.clock.move(days=29)
    if step == "term":
        await lender.do("choose_days", borrower_id=IVAN, days=14)
    else:
        await lender.do("ask_phone", borrower_id=IVAN, phone="+79161234567")
    lender.clock.move(days=2)
    await forgets_what_is_due(lender)

    assert (await draft(lender)).amount == R(10_000)


async def test_a_week_later_everything_is_still_there(lender: Lender) -> None:
    await lender.fills_in()
    before = await draft(lender)
    lender.clock.move(days=7)

    assert await draft(lender) == before
    await lender.do("apply", borrower_id=IVAN)


async def test_another_sum_leaves_the_answers_and_the_term(lender: Lender) -> None:
    await lender.fills_in(amount=10_000, days=14)
    before = await draft(lender)
    await lender.do("choose_amount", borrower_id=IVAN, amount=R(20_000))

    after = await draft(lender)
    assert (after.amount, after.days, after.answers) == (R(20_000), 14, before.answers)
    assert after.phone_confirmed


@pytest.mark.parametrize("amount", [999, 30_001])
async def test_the_first_loan_is_of_1_000_to_30_000(lender: Lender, amount: int) -> None:
    with pytest.raises(AmountOutOfRange) as refused:
        await lender.do("choose_amount", borrower_id=IVAN, amount=R(amount))
    assert (refused.value.least, refused.value.most) == (R(1_000), R(30_000))
    assert await lender.drafts.get(IVAN) is None


class TestTheTerm:
    @pytest.fixture
    async def sum_chosen(self, lender: Lender) -> Lender:
        await lender.do("choose_amount", borrower_id=IVAN, amount=R(10_000))
        return lender

    async def test_tells_the_cost_at_once(self, sum_chosen: Lender) -> None:
        cost = await sum_chosen.do("choose_days", borrower_id=IVAN, days=14)

        assert (cost.total, f"{cost.psk}", f"{cost.due}") == (R(11_120), "292.000", "2026-12-07")

    async def test_until_payday_is_a_week_at_least(self, sum_chosen: Lender) -> None:
        cost = await sum_chosen.do("choose_days", borrower_id=IVAN, payday=5)
        assert f"{cost.due}" == "2026-12-05"

        cost = await sum_chosen.do("choose_days", borrower_id=IVAN, payday=30)
        assert (await draft(sum_chosen)).days == 7

    async def test_until_a_payday_that_is_too_far_is_refused(self, sum_chosen: Lender) -> None:
        with pytest.raises(TermOutOfRange):
            await sum_chosen.do("choose_days", borrower_id=IVAN, payday=29)  # 36 days away
        assert (await draft(sum_chosen)).days is None

    async def test_comes_after_the_sum(self, lender: Lender) -> None:
        with pytest.raises(NothingToDo):
            await lender.do("choose_days", borrower_id=IVAN, days=14)


class TestAContactPerson:
    async def test_who_is_changed_is_asked_about_anew(self, lender: Lender) -> None:
        await lender.fills_in()
        await lender.do("save_answer", borrower_id=IVAN, field="contact_name", value="Сидоров Пётр")

        answers = (await draft(lender)).answers
        assert not {"contact_phone", "contact_may"} & answers.keys()

    async def test_who_is_taken_back_leaves_no_phone_behind(self, lender: Lender) -> None:
        await lender.fills_in()
        await lender.do("save_answer", borrower_id=IVAN, field="contact_name", value="")
        application = await lender.do("apply", borrower_id=IVAN)

        form = application.form
        assert (form.contact_name, form.contact_phone, form.contact_may) == (None, None, None)

    async def test_who_is_told_again_stays(self, lender: Lender) -> None:
        await lender.fills_in()
        before = await draft(lender)
        await lender.do(
            "save_answer",
            borrower_id=IVAN,
            field="contact_name",
            value=before.answers["contact_name"],
        )

        assert (await draft(lender)).answers == before.answers
