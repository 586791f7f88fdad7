"""The law looks at the whole market: loans of all bureaus are united by contract."""

from datetime import date, datetime
from decimal import Decimal
from itertools import permutations

import pytest

from domain.dates import MOSCOW
from domain.gateways import BureauReport, ClosedLoan, OpenLoan
from domain.model.application import Reason
from domain.model.cases import CaseKind
from domain.money import Money
from domain.notifications import Approved, CaseOpened, Rejected
from domain.rules.decision.market import unite
from domain.usecases.identity.comparing import told as told_of
from storage.engine.codec import dump, load
from tests.support.answers import closed_loan, open_loan, report
from tests.support.lender import IVAN, LENDER, Lender

OURS = LENDER["inn"]
CHEAP, DEAR = "90", "292"


def opened(*loans: OpenLoan, closed: tuple[ClosedLoan, ...] = ()) -> BureauReport:
    return BureauReport(self_ban=False, open_loans=loans, closed_loans=closed, score=720)


async def decided(lender: Lender, one: BureauReport, two: BureauReport) -> object:
    await lender.applies()
    await lender.bureau_answers("one", one)
    await lender.bureau_answers("two", two)
    told = [one for one in await lender.told() if not isinstance(one, CaseOpened)]
    assert len(told) == 1
    return told[0]


def reason(told: object) -> Reason | None:
    return told.reason if isinstance(told, Rejected) else None


class TestExpensiveLoans:
    """Two with PSK above 200 % are enough (545-FZ, from 2026-10-01)."""

    async def test_count_even_where_another_bureau_knows_of_more_cheap_ones(
        self, lender: Lender
    ) -> None:
        one = report(loans=(CHEAP, CHEAP, CHEAP), prefix="a")
        two = report(loans=(DEAR, DEAR), prefix="b")

        assert reason(await decided(lender, one, two)) is Reason.LOANS_AT_ONCE

    async def test_count_together_when_each_is_known_to_another_bureau(
        self, lender: Lender
    ) -> None:
        one, two = report(loans=(DEAR,), prefix="a"), report(loans=(DEAR,), prefix="b")

        assert reason(await decided(lender, one, two)) is Reason.LOANS_AT_ONCE

    async def test_count_once_when_the_same_is_known_to_both(self, lender: Lender) -> None:
        told = await decided(lender, report(loans=(DEAR,)), report(loans=(DEAR,)))

        assert isinstance(told, Approved)

    async def test_are_as_expensive_as_the_bureau_says_that_says_more(self, lender: Lender) -> None:
        one = opened(open_loan("a", "199"), open_loan("b", DEAR))
        two = opened(open_loan("a", "201"), open_loan("b", "10"))

        assert reason(await decided(lender, one, two)) is Reason.LOANS_AT_ONCE

    async def test_are_open_while_any_bureau_calls_them_open(self, lender: Lender) -> None:
        one = report(loans=(DEAR, DEAR))
        gone = tuple(closed_loan(f"c-{n}", DEAR, "2026-11-20") for n in (1, 2))

        assert reason(await decided(lender, one, opened(closed=gone))) is Reason.LOANS_AT_ONCE

    async def test_that_all_call_closed_are_closed(self, lender: Lender) -> None:
        gone = opened(closed=tuple(closed_loan(f"c-{n}", DEAR, "2026-11-20") for n in (1, 2)))

        assert isinstance(await decided(lender, gone, gone), Approved)


class TestMonthlyPayments:
    async def test_add_up_over_bureaus_and_count_once_a_contract(self, lender: Lender) -> None:
        """11 120 ₽ to us, 30 000 ₽ and 9 000 ₽ elsewhere, of 103 000 ₽ that count of the income."""
        one = opened(open_loan("a", CHEAP, monthly=30_000), open_loan("b", CHEAP, monthly=1))
        two = opened(open_loan("b", CHEAP, monthly=9_000), open_loan("a", CHEAP, monthly=29_000))
        await decided(lender, one, two)

        assert (await lender.application()).pdn == 49


class TestThePause:
    """545-FZ: four days after repaying a loan above 100 %, over the whole market."""

    @pytest.fixture
    def lender(self, lender: Lender) -> Lender:
        lender.clock.at = datetime(2027, 1, 12, 12, tzinfo=MOSCOW)
        return lender

    @pytest.mark.parametrize(
        ("on", "psk", "until"),
        [
            ("2027-01-09", DEAR, "2027-01-13"),
            ("2027-01-12", "100.001", "2027-01-16"),
            ("2027-01-08", DEAR, None),
            ("2027-01-12", "100.000", None),
        ],
    )
    @pytest.mark.parametrize("which", [0, 1])
    async def test_counts_from_a_loan_of_another_lender(
        self, lender: Lender, on: str, psk: str, until: str | None, which: int
    ) -> None:
        reports = [report(), report()]
        reports[which] = opened(closed=(closed_loan("a", psk, on),))
        told = await decided(lender, *reports)

        if until is None:
            assert isinstance(told, Approved)
        else:
            assert told == Rejected(reason=Reason.PAUSE, retry_on=date.fromisoformat(until))

    async def test_is_not_hidden_by_a_cheap_loan_that_was_closed_later(
        self, lender: Lender
    ) -> None:
        gone = (closed_loan("a", DEAR, "2027-01-10"), closed_loan("b", CHEAP, "2027-01-12"))
        told = await decided(lender, opened(closed=gone), report())

        assert told == Rejected(reason=Reason.PAUSE, retry_on=date(2027, 1, 14))

    async def test_counts_from_the_later_day_where_bureaus_tell_two(self, lender: Lender) -> None:
        one = opened(closed=(closed_loan("a", DEAR, "2027-01-06"),))
        two = opened(closed=(closed_loan("A ", DEAR, "2027-01-10"),))

        told = await decided(lender, one, two)
        assert told == Rejected(reason=Reason.PAUSE, retry_on=date(2027, 1, 14))

    async def test_did_not_exist_before_its_day(self, lender: Lender) -> None:
        lender.clock.at = datetime(2026, 12, 31, 12, tzinfo=MOSCOW)
        gone = opened(closed=(closed_loan("a", DEAR, "2026-12-31"),))

        assert isinstance(await decided(lender, gone, report()), Approved)


class TestALoanOfOurs:
    async def test_is_not_counted_beside_our_own_books(self, lender: Lender) -> None:
        """Repaid here, while a bureau still calls it open: our books are better."""
        await lender.has_repaid()
        (loan,) = await lender.loans.under(IVAN)
        late = opened(open_loan(loan.contract, DEAR, lender=OURS), open_loan("x", DEAR))
        told = await decided(lender, late, report())

        assert isinstance(told, Approved)
        inputs = await lender.decisions.inputs_of((await lender.application()).id)
        assert inputs is not None
        assert (inputs.open_here, len(inputs.open_elsewhere)) == (0, 1)
        assert await lender.case_facts(CaseKind.STRAY) == []

    async def test_that_we_do_not_know_counts_as_anybodys_and_is_shown_to_staff(
        self, lender: Lender
    ) -> None:
        """A bureau's mistake, or ours: nobody decides that without a person."""
        strays = opened(*(open_loan(f"261101-0000{n}", DEAR, lender=OURS) for n in (7, 8)))
        told = await decided(lender, strays, strays)

        assert reason(told) is Reason.LOANS_AT_ONCE
        applicant = told_of((await lender.application()).form)
        assert await lender.case_facts(CaseKind.STRAY) == [
            {"applicant": applicant, "contracts": "261101-00007, 261101-00008"}
        ]

    def test_that_only_one_bureau_calls_ours_counts(self) -> None:
        one = opened(open_loan("a", DEAR, lender=OURS))
        united = unite([one, opened(open_loan("a", DEAR))], ours=OURS, contracts=["a"])

        assert [loan.id for loan in united.open] == ["a"]
        assert united.unknown == ("a",)


class TestUniting:
    def test_is_the_same_in_whatever_order_bureaus_answer(self) -> None:
        reports = [
            opened(open_loan("a", "10", monthly=5), open_loan("b", "20")),
            opened(open_loan("b", "30", monthly=1), closed=(closed_loan("c", "1", "2026-01-02"),)),
            opened(open_loan("a", "15", monthly=1), closed=(closed_loan("c", "2", "2026-01-01"),)),
        ]
        found = [unite(some, ours=OURS, contracts=()) for some in permutations(reports)]

        for one in found:
            assert {loan.id: loan.psk for loan in one.open} == {"a": 15, "b": 30}
            assert {loan.id: loan.monthly_payment for loan in one.open} == {
                "a": Money.rubles(5),
                "b": Money.rubles(3_000),
            }
            assert [(x.id, str(x.psk), x.closed_on) for x in one.closed] == [
                ("c", "2", date(2026, 1, 2))
            ]

    @pytest.mark.parametrize("spelled", ["AB-01 ", "ab-01", "AB \u2013 01", "\uff21B\u201101"])
    def test_takes_one_contract_for_one_however_it_is_spelled(self, spelled: str) -> None:
        reports = [opened(open_loan("AB-01", DEAR)), opened(open_loan(spelled, DEAR))]

        assert len(unite(reports, ours=OURS, contracts=()).open) == 1

    def test_takes_a_contract_that_stands_twice_in_a_report_once(self) -> None:
        twice = opened(open_loan("a", DEAR), open_loan("a", DEAR))

        assert len(unite([twice], ours=OURS, contracts=()).open) == 1


class TestReportsOfBefore:
    """Stored when bureaus told no ids."""

    OLD = (
        '{"self_ban":false,"open_loans":[{"psk":"292.000","balance":1200000,'
        '"monthly_payment":300000},{"psk":"292.000","balance":1200000,"monthly_payment":300000}],'
        '"score":720}'
    )

    def test_are_read(self) -> None:
        old = load(BureauReport, self.OLD)

        assert [loan.id for loan in old.open_loans] == ["", ""]
        assert old.closed_loans == ()
        assert load(BureauReport, dump(old)) == old

    def test_count_the_same_figures_once_over_bureaus_and_each_within_one(self) -> None:
        old = load(BureauReport, self.OLD)
        other = OpenLoan(psk=Decimal(150), balance=Money.rubles(1), monthly_payment=Money.rubles(1))
        united = unite([old, old, opened(other)], ours=OURS, contracts=())

        assert sorted(loan.psk for loan in united.open) == [150, 292, 292]
