"""What an application says of who applies, kept by blind index only."""

from domain.model.application import Application
from domain.model.person import Mark, marks
from storage.engine.crypto import Cipher
from storage.engine.database import Database


def index_of(cipher: Cipher, mark: Mark) -> str:
    return cipher.index(f"{mark.kind}:{mark.value}")


async def keep_marks(db: Database, cipher: Cipher, application: Application) -> None:
    for mark in marks(application.form):
        await db.run(
            "INSERT INTO application_mark (application_id, kind, value_index) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            application.id,
            mark.kind,
            index_of(cipher, mark),
        )
