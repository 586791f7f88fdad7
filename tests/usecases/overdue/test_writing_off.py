"""A debt is given up after a long delay: by staff, and never as if it had been repaid."""

from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import PostingKind
from domain.model.cases import Action
from domain.money import ZERO, Money
from domain.notifications import DebtWrittenOff, LoanClosed, PaymentBooked
from tests.support.lender import IVAN, OLGA, Lender
from tests.support.repaying import Payer


async def decides(payer: Payer, action: Action) -> None:
    case = await payer.lender.open_case("write_off")
    await payer.lender.do("decide_case", case_id=case.id, action=action, by="Ольга", by_id=OLGA)


async def pays_page(payer: Payer) -> None:
    (key,) = [key for key, one in payer.till.payments.items() if one.status == "pending"]
    payer.till.pay_page(key)


async def given_up(payer: Payer) -> None:
    await payer.wait(days=414)
    await decides(payer, Action.WRITE_OFF)


async def test_staff_are_asked_when_the_delay_is_long_and_not_before(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await payer.wait(days=14 + 399)
    assert not await lender.case_facts("write_off")
    await payer.wait(days=1)
    await payer.wait(days=1)

    (facts,) = await lender.case_facts("write_off")
    assert facts["overdue"] == "400"
    assert Money.rubles(facts["debt"]) == (await payer.view()).loan_state.debt.total


async def test_who_waits_is_asked_again_after_ninety_days(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await payer.wait(days=414)
    await decides(payer, Action.WAIT)
    await payer.wait(days=89)
    assert len(await lender.case_facts("write_off")) == 1
    await payer.wait(days=1)

    assert len(await lender.case_facts("write_off")) == 2
    assert (await payer.loan()).closed_on is None


async def test_a_written_off_loan_is_closed_and_was_not_repaid(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await payer.wait(days=414)
    debt = (await payer.view()).loan_state.debt.total
    await lender.told()
    await decides(payer, Action.WRITE_OFF)
    heard = await lender.told()

    loan = await payer.loan()
    today = lender.clock.today()
    assert (loan.closed_on, loan.written_off_on, loan.watch_on) == (today, today, None)
    assert await lender.loans.open_in(IVAN) is None
    assert await lender.loans.count_repaid(IVAN) == 0
    (told,) = [one for one in heard if isinstance(one, DebtWrittenOff)]
    assert (told.amount, told.on) == (debt, today)
    assert not [one for one in heard if isinstance(one, LoanClosed)]
    await payer.wait(days=30)
    assert (await payer.loan_state()).debt.total == ZERO


async def test_home_tells_of_it_instead_of_that_nothing_is_owed(lender: Lender) -> None:
    payer = await Payer.come(lender)
    assert (await lender.do("look_around", borrower_id=IVAN)).given_up is None
    await given_up(payer)

    assert (await lender.do("look_around", borrower_id=IVAN)).given_up == await payer.loan()


async def test_a_payment_that_was_under_way_is_booked(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await payer.wait(days=414)
    repayment = await payer.opens_page(PaymentPurpose.PART, Money.rubles(3_000))
    await payer.works()
    await decides(payer, Action.WRITE_OFF)
    lender.clock.move(minutes=5)
    await pays_page(payer)
    await payer.hears_of(repayment)

    (told,) = [one for one in await lender.told() if isinstance(one, PaymentBooked)]
    assert (told.amount, told.left, told.overpaid) == (Money.rubles(3_000), ZERO, ZERO)
    assert not told.closed_before
    assert told.written_off_on == (await payer.loan()).written_off_on
    back = [one.amount for one in await payer.postings() if one.entry is PostingKind.RESTORED]
    assert sum(back, ZERO) == Money.rubles(3_000)


async def test_a_late_word_of_full_payment_makes_it_repaid_after_all(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await payer.wait(days=414)
    repayment = await payer.opens_page(PaymentPurpose.FULL)
    await payer.works()
    await pays_page(payer)  # the bank tells nobody yet
    lender.clock.move(minutes=5)
    await decides(payer, Action.WRITE_OFF)
    await lender.told()
    await payer.hears_of(repayment)

    loan = await payer.loan()
    assert (loan.written_off_on, loan.closed_on is not None) == (None, True)
    assert await lender.loans.count_repaid(IVAN) == 1
    assert [one for one in await lender.told() if isinstance(one, LoanClosed)]
