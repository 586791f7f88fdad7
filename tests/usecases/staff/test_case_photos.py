"""The photo of a case stands in the staff group for less than two days, and comes again."""

from datetime import timedelta

import pytest

from domain.ids import CaseId
from domain.model.cases import PHOTO_STANDS, Action
from domain.notifications import CaseClosed, CaseOpened, CaseSolved, PhotoPutAway, PhotoShown
from domain.refusals import NothingToDo, OwnAffair, PhotoGone
from storage.engine.database import instant
from tests.support.lender import IVAN, OLGA, Lender
from tests.support.phone import GUEST, INSIDE, Asker

DELETABLE = timedelta(hours=48)  # by a bot


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def shows(asker: Asker, case_id: str, by_id: int = OLGA) -> None:
    await asker.lender.do("show_photo", case_id=CaseId(case_id), by_id=by_id)


async def waits(asker: Asker, hours: float) -> None:
    """Puts away what is due by then."""
    asker.lender.clock.move(hours=hours)
    planned = await asker.lender.db.one("SELECT due_at FROM job WHERE kind = 'case_photo'")
    if planned is not None and instant(planned["due_at"]) <= (asker.lender.clock.now()):
        await asker.lender.work("case_photo")


def test_it_goes_by_hour_47() -> None:
    assert timedelta(hours=47) >= PHOTO_STANDS
    assert timedelta(hours=47) < DELETABLE


async def test_undecided_it_is_put_away_and_comes_again(asker: Asker) -> None:
    await asker.asks()
    case = await asker.lender.open_case("phone")
    await asker.lender.told()

    await waits(asker, 45.99)
    assert await asker.said(PhotoPutAway) == []
    await waits(asker, 0.01)
    assert await asker.said(PhotoPutAway) == [
        PhotoPutAway(case=case.id, number=case.number, kind=case.kind)
    ]
    asker.lender.clock.move(days=5)
    await shows(asker, case.id)
    (shown,) = await asker.said(CaseOpened)
    assert vars(shown)["photo"] == case.photo
    await waits(asker, 46)
    assert len(await asker.said(PhotoPutAway)) == 1


async def test_listed_again_it_has_its_time_again(asker: Asker) -> None:
    await asker.asks()
    await waits(asker, 40)
    await asker.lender.do("list_cases")
    await asker.lender.told()

    await waits(asker, 45)
    assert await asker.said(PhotoPutAway) == []
    await waits(asker, 1)
    assert await asker.said(PhotoPutAway)


async def test_decided_it_goes_at_once_and_can_be_shown_while_it_is_kept(asker: Asker) -> None:
    await asker.asks()
    case = await asker.lender.open_case("phone")
    await asker.decides(Action.NO_FACE)
    (closed,) = await asker.said(CaseClosed)
    assert vars(closed)["photo"]
    await waits(asker, 46)
    assert await asker.said(CaseClosed) == []  # nothing is left to put away

    await shows(asker, case.id)
    assert len(await asker.said(PhotoShown)) == 1
    await waits(asker, 46)
    assert await asker.said(CaseClosed) == [closed]
    asker.lender.clock.move(days=30)
    await asker.lender.work("phone_change")
    with pytest.raises(PhotoGone):
        await shows(asker, case.id)


@pytest.mark.parametrize("not_me", [True, False])
async def test_only_a_strangers_photo_outlives_its_withdrawal(asker: Asker, not_me: bool) -> None:
    change = await asker.asks(GUEST)
    case = await asker.lender.open_case("phone")
    await asker.lender.do("withdraw_phone_change", actor=INSIDE, change_id=change.id, not_me=not_me)
    (solved,) = await asker.said(CaseSolved)
    assert vars(solved)["photo"] is not_me

    if not not_me:
        with pytest.raises(PhotoGone):
            await shows(asker, case.id)
        return
    await shows(asker, case.id)
    await waits(asker, 46)
    assert await asker.said(CaseSolved) == [solved]


async def test_a_case_without_a_photo_shows_none_and_nobody_sees_their_own(asker: Asker) -> None:
    await asker.asks()
    case = await asker.lender.open_case("phone")
    with pytest.raises(OwnAffair):
        await shows(asker, case.id, by_id=IVAN)
    with pytest.raises(NothingToDo):
        await shows(asker, "another")
