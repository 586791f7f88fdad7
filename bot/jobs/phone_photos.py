"""Fetching the photo of a change of phone."""

from dataclasses import dataclass
from datetime import datetime

from domain.gateways import GatewayRefused, PhotoSource
from domain.model.accounts.phone_change import LARGEST_PHOTO, PhoneChangeStatus, WhyNotPhoto
from domain.ports import PhoneChanges
from domain.usecases.phone_change.phone_photo import StorePhoto
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class FetchPhoto:
    """Subject: the change of phone."""

    db: Database
    phone_changes: PhoneChanges
    photo_source: PhotoSource
    store_photo: StorePhoto

    async def __call__(self, job: Job) -> datetime | None:
        change = await self.phone_changes.get(job.subject)
        if (
            change is None
            or change.state is not PhoneChangeStatus.LOADING
            or change.file_id is None
        ):
            return None
        content, trouble = b"", None
        try:
            content = await self.photo_source.fetch(change.file_id, most=LARGEST_PHOTO)
        except GatewayRefused as error:
            trouble = WhyNotPhoto.LARGE if error.code == "large" else WhyNotPhoto.FORMAT
        async with self.db.transaction():
            await self.store_photo(change_id=change.id, content=content, trouble=trouble)
        return None
