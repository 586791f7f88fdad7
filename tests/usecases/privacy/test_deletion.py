"""«Удалить мои данные»: what goes, what the law keeps, and who answers."""

from datetime import date
from typing import Any

import pytest

from domain.dates import add_months
from domain.ids import ChatId
from domain.model.cases import Action, CaseKind
from domain.model.profile import CONTACT, Deletion, Wanted
from domain.money import Money
from domain.notifications import DeletionAnswered
from domain.refusals import DeletionAsked, DeletionRefused, WhyNotDelete
from domain.rules.workdays import add_working_days
from storage.rows.privacy import DeletionRows
from tests.support.lender import ANSWERS, IVAN, Lender

CHAT = ChatId(IVAN)


async def asks(lender: Lender) -> Deletion:
    deletion: Deletion = await lender.do("ask_deletion", borrower_id=IVAN, chat_id=CHAT)
    return deletion


async def looks(lender: Lender) -> Any:
    return await lender.do("look_at_deletion", borrower_id=IVAN)


async def refused(lender: Lender) -> WhyNotDelete:
    with pytest.raises(DeletionRefused) as looked:
        await looks(lender)
    with pytest.raises(DeletionRefused) as asked:
        await asks(lender)
    assert looked.value == asked.value
    return asked.value.reason


async def test_not_while_a_loan_is_open(lender: Lender) -> None:
    await lender.has_loan()

    assert await refused(lender) is WhyNotDelete.LOAN


async def test_not_while_an_application_is_under_way(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.is_approved()

    assert await refused(lender) is WhyNotDelete.APPLICATION


async def test_without_any_loan_there_is_nothing(lender: Lender) -> None:
    assert await refused(lender) is WhyNotDelete.NOTHING


async def test_the_law_keeps_five_years_from_the_closing(lender: Lender) -> None:
    await lender.has_repaid()
    view = await looks(lender)

    assert view.closed_on == lender.clock.today()
    assert view.keep_until == add_months(lender.clock.today(), 60)
    assert (len(view.contracts), view.cards, view.asked) == (1, 1, None)


async def test_what_may_go_is_gone_at_once(lender: Lender) -> None:
    await lender.has_repaid()
    await change(lender, "position", "Инженер")
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    await lender.do("ask_export", borrower_id=IVAN)
    await lender.work("export")
    lender.clock.move(seconds=1)
    await asks(lender)

    assert await lender.drafts.get(IVAN) is None
    assert (await lender.do("look_at_cards", borrower_id=IVAN)).cards == []
    (row,) = await lender.db.all("SELECT id FROM paper WHERE kind = 'export'")
    assert (await lender.wiring.ports.documents.get(row["id"])).content == b""
    wanted = await lender.do("look_at_notices", borrower_id=IVAN)
    assert wanted == {Wanted.SERVICE: False, Wanted.ADS: False}


async def test_the_history_goes_and_the_values_of_today_stay(lender: Lender) -> None:
    await lender.has_repaid()
    await change(lender, "position", "Инженер")
    await change(lender, "position", "Директор")
    await change(lender, "contact_name", "Сидоров Пётр Ильич")
    await asks(lender)
    profile = await lender.do("read_profile", borrower_id=IVAN)

    assert profile.answers["position"] == "Директор"
    assert profile.answers["contact_name"] == ""
    assert not profile.answers.keys() & set(CONTACT[1:])
    assert {one.before for one in profile.history} == {None}
    assert {one.after for one in profile.history} == {"", "Директор"}
    assert (await lender.application()).form.position == ANSWERS["position"]


async def change(lender: Lender, field: str, value: str) -> None:
    lender.clock.move(seconds=1)
    await lender.do("change_profile", borrower_id=IVAN, chat_id=CHAT, field=field, value=value)


async def test_staff_see_contracts_and_the_day_and_no_personal_data(lender: Lender) -> None:
    await lender.has_repaid()
    deletion = await asks(lender)

    assert await lender.case_facts("deletion") == [
        {
            "contracts": (await lender.application()).contract,
            "keep_until": deletion.keep_until.isoformat(),
        }
    ]
    assert deletion.number == (await lender.open_case("deletion")).number


async def test_a_written_answer_comes_within_ten_working_days(lender: Lender) -> None:
    await lender.has_repaid()

    assert (await asks(lender)).answer_by == add_working_days(lender.clock.today(), 10)
    assert add_working_days(date(2026, 12, 28), 10) == date(2027, 1, 20)  # over the holidays


async def test_asked_twice_it_is_known(lender: Lender) -> None:
    await lender.has_repaid()
    deletion = await asks(lender)
    with pytest.raises(DeletionAsked) as error:
        await asks(lender)

    assert error.value == DeletionAsked(deletion.number, deletion.answer_by)
    assert (await looks(lender)).asked == deletion
    assert len(await lender.case_facts("deletion")) == 1


async def test_the_borrower_is_told_when_staff_have_answered(lender: Lender) -> None:
    await lender.has_repaid()
    deletion = await asks(lender)
    await lender.told()
    case = await lender.open_case("deletion")
    await lender.do("decide_case", case_id=case.id, action=Action.DONE, by="Ольга", by_id=1)

    assert await lender.told() == [
        DeletionAnswered(number=deletion.number, keep_until=deletion.keep_until)
    ]
    assert (await DeletionRows(lender.db).get(deletion.id)).answered_at == lender.clock.now()
    assert await asks(lender)  # of what has come since


async def test_when_the_laws_years_are_over_staff_delete_what_is_left(lender: Lender) -> None:
    await lender.has_repaid()
    deletion = await asks(lender)
    lender.clock.move(days=(deletion.keep_until - lender.clock.today()).days + 2)
    await lender.told()
    await lender.work("keep_over")

    (opened,) = await lender.told()
    assert vars(opened)["kind"] is CaseKind.KEEP_OVER


async def test_contracts_payments_and_signatures_stay(lender: Lender) -> None:
    await lender.has_repaid()
    tables = ("application", "loan", "signature", "consent", "move", "deed", "posting")
    before = {name: await lender.db.all(f"SELECT * FROM {name}") for name in tables}
    await asks(lender)

    after = {name: await lender.db.all(f"SELECT * FROM {name}") for name in tables}
    assert {n: [tuple(row) for row in rows] for n, rows in after.items()} == {
        n: [tuple(row) for row in rows] for n, rows in before.items()
    }
