"""No button of the staff passes a gate of the law."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from domain.dates import MOSCOW
from domain.gateways import BureauReport
from domain.model.accounts.account import Account
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import ACTIONS, Action, Case, CaseKind
from domain.notifications import Rejected
from domain.refusals import NothingToDo
from domain.rules.cost import MarketAverages
from storage.engine.sqlite import Sqlite
from storage.rows.decisions import ReportRows
from tests.support.answers import payout, report
from tests.support.lender import INN, IVAN, Lender

# What stands between each button and the law. «words» changes nothing that the law looks at.
LAWFUL = "lawful_today: all hard stops by the law of that day"
BUREAUS = "the gates of the person, then bureaus and the decision"
CHECKED = "the job asks FinCERT and the stop lists before the money goes"
RIGHT = "who has the right to, and no contract comes of it"
SENT = "the money went already, and was checked before it did"
WORDS = "words"
GATES = {
    CaseKind.REVIEW: {Action.APPROVE: LAWFUL, Action.REJECT: WORDS},
    CaseKind.IDENTITY: {Action.SAME: BUREAUS, Action.APART: BUREAUS, Action.REJECT: WORDS},
    CaseKind.ROUNDS: {Action.ASK: BUREAUS, Action.REJECT: WORDS},
    CaseKind.LISTED: {Action.ASK: BUREAUS, Action.REJECT: WORDS},
    CaseKind.SHARED: {Action.SAME: WORDS, Action.APART: WORDS},
    CaseKind.OWNER: {
        Action.APPROVE: LAWFUL,
        Action.REJECT: WORDS,
    },  # at the paper and the signature
    CaseKind.PAYOUT: {Action.RETRY: CHECKED},
    CaseKind.LOST_PAYOUT: {Action.FIND: WORDS, Action.RETRY: CHECKED},
    CaseKind.LOST_CHARGE: {Action.FIND: WORDS, Action.GONE: WORDS},
    CaseKind.REFUND: {Action.RETRY: CHECKED},
    CaseKind.OTHER_SUM: {Action.CAME_BACK: WORDS, Action.MENDED: SENT},
    CaseKind.MISSING: {Action.FIND: WORDS, Action.DONE: WORDS},
    CaseKind.WRITE_OFF: {Action.WRITE_OFF: WORDS, Action.WAIT: WORDS},
    CaseKind.HARDSHIP: {Action.APPROVE: "a right of the borrower, by the day of the application"},
    CaseKind.PHONE: dict.fromkeys(ACTIONS[CaseKind.PHONE], RIGHT),
    CaseKind.FINCERT: {Action.RECHECK: CHECKED, Action.REFUSE: WORDS, Action.FRAUD: RIGHT},
    CaseKind.FROZEN: {Action.UNFREEZE: RIGHT},
    CaseKind.ROW: {Action.RETRY: WORDS, Action.DONE: WORDS},
    CaseKind.DISPUTE: {Action.CORRECT: WORDS, Action.CONFIRM: WORDS},
}
GATES[CaseKind.HARDSHIP][Action.REJECT] = WORDS


def test_of_every_button_it_is_known_what_it_cannot_pass() -> None:
    """A new one is to be thought about here; «Готово» only closes a case."""
    for kind, actions in ACTIONS.items():
        known = GATES.get(kind, {Action.DONE: WORDS})
        assert known.keys() == set(actions), kind


async def opened(lender: Lender, kind: CaseKind) -> Case:
    return await lender.open_case(kind)


async def approves(lender: Lender, kind: CaseKind) -> Case:
    case = await opened(lender, kind)
    await lender.told()
    made: Case = await lender.do(
        "decide_case", case_id=case.id, action=Action.APPROVE, by="Игорь", by_id=1
    )
    return made


async def answers(lender: Lender, given: BureauReport) -> None:
    """What the bureaus have told is this now."""
    rows = ReportRows(lender.db, lender.cipher)
    application = await lender.application()
    async with lender.db.transaction():
        for which in ("one", "two"):
            await rows.add(application.id, which, given, lender.clock.now())


async def self_ban(lender: Lender) -> None:
    await answers(lender, report(score=350, self_ban=True))


async def two_loans(lender: Lender) -> None:
    await answers(lender, report(score=350, loans=("292", "292")))


async def low_score(lender: Lender) -> None:
    await answers(lender, report(score=250))


async def stop_list(lender: Lender) -> None:
    async with lender.db.transaction():
        await lender.stop_lists.replace_all([("block", "inn", INN)])


async def block(lender: Lender) -> None:
    account = await lender.accounts.get(IVAN) or Account(borrower_id=IVAN, phone=None)
    async with lender.db.transaction():
        await lender.accounts.save(replace(account, blocked_at=lender.clock.now()))


async def too_old(lender: Lender) -> None:
    lender.clock.at = datetime(2067, 1, 1, 12, tzinfo=MOSCOW)


async def no_figures(lender: Lender) -> None:
    lender.clock.at = datetime(2027, 1, 1, 0, 10, tzinfo=MOSCOW)


Trouble = Callable[[Lender], Awaitable[None]]


class TestApproving:
    """«Одобрить» under a doubtful application."""

    @pytest.fixture
    async def lender(self, db: Sqlite) -> Lender:
        known = {("2026Q4", "2.3.1.1"): Decimal(285)}
        made = Lender(db, market=MarketAverages(known, must_be_known=True))
        await made.applies()
        for which in ("one", "two"):
            await made.bureau_answers(which, report(score=350))
        assert (await made.application()).status is ApplicationStatus.REVIEW
        return made

    async def test_approves_when_nothing_is_against_it(self, lender: Lender) -> None:
        case = await approves(lender, CaseKind.REVIEW)

        assert (case.action, "against" in case.facts) == (Action.APPROVE, False)
        assert (await lender.application()).status is ApplicationStatus.APPROVED

    @pytest.mark.parametrize(
        ("trouble", "reason"),
        [
            (self_ban, Reason.SELF_BAN),
            (two_loans, Reason.LOANS_AT_ONCE),
            (low_score, Reason.SCORE),
            (stop_list, Reason.STOP_LIST),
            (block, Reason.BLOCKED),
            (no_figures, Reason.MARKET_UNKNOWN),
            (too_old, Reason.AGE),
        ],
    )
    async def test_is_refused_with_the_true_answer_to_both(
        self, lender: Lender, trouble: Trouble, reason: Reason
    ) -> None:
        await trouble(lender)
        case = await approves(lender, CaseKind.REVIEW)

        assert (case.action, case.facts["against"]) == (Action.REJECT, reason)
        told = [one for one in await lender.told() if isinstance(one, Rejected)]
        assert [one.reason for one in told] == [reason]
        assert (await lender.application()).status is ApplicationStatus.REJECTED
        assert await lender.db.all("SELECT id FROM binding") == []


async def test_an_accepted_card_brings_no_paper_that_the_day_forbids(lender: Lender) -> None:
    """«Одобрить» under «Чья карта?» on 1 April."""
    lender.clock.at = datetime(2027, 3, 31, 23, 50, tzinfo=MOSCOW)
    await lender.applies()
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(loans=("292",)))
    await lender.binds_card()
    await lender.told()
    lender.clock.move(minutes=10)
    await lender.work("terms")

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert await lender.db.all("SELECT id FROM paper") == []


async def test_a_payout_is_not_retried_for_a_contract_that_was_withdrawn(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lender.signs()
    await lender.bank_says_of_payout(payout("canceled", party="yoo_money", reason="no_money"))
    case = await lender.open_case(CaseKind.PAYOUT)
    await lender.do("withdraw", borrower_id=IVAN)

    assert (await lender.application()).status is ApplicationStatus.CANCELLED
    with pytest.raises(NothingToDo):
        await lender.do("decide_case", case_id=case.id, action=Action.RETRY, by="О", by_id=1)
    rows = await lender.db.all("SELECT id FROM move WHERE kind = 'payout' AND state <> 'failed'")
    assert rows == []
