"""This machine: the settings' names, the database, its files and its disk, the law."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.doctor.finding import Ill
from bot.process.settings import Settings, misspelt_lines
from bot.process.spelling import names_in
from domain.rules.editions import newest as newest_law
from domain.rules.regulation import BadTable
from storage.engine.private import open_to_others
from storage.engine.sqlite import Sqlite
from storage.migrate import current, damage, newest
from storage.rows.editions import unknown

LEAST_DISK = 500 * 2**20  # bytes


async def spelling() -> str:
    if wrong := misspelt_lines():
        raise Ill("; ".join(wrong))
    known = {one.upper() for one in Settings.model_fields}
    others = [
        one
        for one in names_in(Path(".env"))
        if one.upper() not in known and not one.upper().startswith("BUREAUS__")
    ]
    if others:
        return f"warning: .env sets {', '.join(others)}, which nothing here reads"
    return "each name is a setting's"


@dataclass(frozen=True)
class Machine:
    database: Path

    async def schema(self) -> str:
        if wrong := await asyncio.to_thread(damage, self.database):
            raise Ill(f"{self.database} is damaged ({wrong}): restore it from a backup")
        revision, head = current(self.database), newest()
        if revision != head:
            raise Ill(f"at revision {revision}, not {head}: run «python -m bot migrate»")
        return f"{self.database} at revision {revision}"

    async def law(self) -> str:
        try:
            version = newest_law().version
        except BadTable as error:
            raise Ill(str(error)) from error
        if damage(self.database) or current(self.database) != newest():
            return f"edition {version}"
        db = await Sqlite.open(self.database)
        try:
            lost = await unknown(db)
        finally:
            await db.close()
        if lost:
            named = ", ".join(f"{one} ({count} contracts)" for one, count in lost.items())
            raise Ill(f"nobody knows {named}: put their text into domain/rules/law/former")
        return f"edition {version}; every contract finds its own"

    async def files(self) -> str:
        if others := open_to_others(self.database):
            named = ", ".join(str(one) for one in others)
            raise Ill(f"others may look into {named}: chmod go= {named.replace(',', '')}")
        return "the database and its folder are the owner's only"

    async def disk(self) -> str:
        folder = self.database.absolute().parent
        there = next(one for one in (folder, *folder.parents) if one.exists())
        free = shutil.disk_usage(there).free
        if free < LEAST_DISK:
            raise Ill(f"{free // 2**20} MiB free: make room for the database")
        return f"{free // 2**30} GiB free"
