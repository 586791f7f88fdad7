"""The first start after an upgrade: stored borrowers get their persons before anybody is heard."""

from pathlib import Path

from sandbox.stories.chat_file import Repaid
from tests.support.playing.history import remember
from tests.support.playing.stage import stage

PHONE = "+79161234567"


async def test_who_was_stored_without_a_person_has_one_once_the_bot_is_up(
    tmp_path: Path, template: Path
) -> None:
    async with stage(tmp_path, template) as opened:
        opened.world.people.add(name="Иван Петров", phone=PHONE)
        await remember(opened, PHONE, Repaid(loans=2, days_ago=30))
        db = opened.app.db
        for table in ("person", "application_mark", "scan"):  # as the migration leaves them
            await db.run(f"DELETE FROM {table}")
        await db.run("UPDATE loan SET person_id = NULL")
        await db.run("UPDATE application SET person_id = NULL")

        await opened.app.place_persons()

        rows = await db.all("SELECT DISTINCT person_id FROM loan")
        assert len(rows) == 1  # both are one person's
        assert rows[0]["person_id"] is not None
        marks = await db.all("SELECT 1 FROM application_mark")
        assert len(marks) == 2 * 3  # passport, ИНН, name with birth date
