"""Slow work of our own: setting the terms in type, hashing a password. In threads."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from argon2 import PasswordHasher

from bot.randomness import new_password
from domain.application import Status
from domain.gateways import Documents
from domain.ids import ApplicationId
from domain.notices import PasswordSms
from domain.ports import Accounts, Applications, Notices
from domain.usecases.signing import OfferTerms, PrepareTerms
from storage.database import Database
from storage.work import Job


@dataclass(frozen=True, kw_only=True)
class MakeTerms:
    """Subject: the application."""

    db: Database
    prepare_terms: PrepareTerms
    documents: Documents
    offer_terms: OfferTerms

    async def __call__(self, job: Job) -> datetime | None:
        async with self.db.transaction():
            prepared = await self.prepare_terms(application_id=ApplicationId(job.subject))
        if prepared is None:
            return None
        application, facts = prepared
        content = await asyncio.to_thread(self.documents.individual_terms, facts)
        async with self.db.transaction():
            await self.offer_terms(application_id=application.id, content=content)
        return None


@dataclass(frozen=True, kw_only=True)
class MakePassword:
    """Subject: the application. The password exists in clear only in the SMS."""

    db: Database
    applications: Applications
    accounts: Accounts
    notices: Notices
    hasher: PasswordHasher = field(default_factory=lambda: PasswordHasher(parallelism=1))
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, job: Job) -> datetime | None:
        application = await self.applications.get(ApplicationId(job.subject))
        phone = application.form.phone
        if application.status not in (Status.COOLING, Status.SIGNED, Status.ISSUED):
            return None
        if await self.accounts.has_password(phone):
            return None
        password = new_password()
        async with self._one_at_a_time:
            hashed = await asyncio.to_thread(self.hasher.hash, password)
        async with self.db.transaction():
            await self.accounts.set_password(
                phone=phone, chat_id=application.chat_id, password_hash=hashed
            )
            await self.notices.text(phone, PasswordSms(password=password))
        return None
