"""The copy of somebody's data is read beside everybody's writing, not in place of it."""

from typing import Any, cast

from bot.jobs.exports import MakeExport
from storage.queues.work import Job
from tests.support.lender import Lender


async def test_a_copy_is_gathered_outside_a_transaction(lender: Lender) -> None:
    outside: list[str] = []

    async def gather(*, export_id: str) -> None:
        lender.db.after_commit(lambda: outside.append(export_id))  # at once, when there is none
        assert outside == ["one"]

    make = MakeExport(
        db=lender.db,
        gather_export=cast(Any, gather),
        give_export=cast(Any, None),
        clock=lender.clock,
    )
    assert await make(Job("export", "one", 1, 1)) is None
    assert outside == ["one"]
