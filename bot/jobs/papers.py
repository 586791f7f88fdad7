"""Slow work of our own: setting the terms in type, hashing a password. In threads."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.process.hasher import Hasher
from bot.process.randomness import new_password
from domain.gateways import DocumentRenderer
from domain.ids import ApplicationId
from domain.usecases.accounts.opening import GivePassword, WantsPassword
from domain.usecases.signing.signing import OfferTerms, PrepareTerms
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class MakeTerms:
    """Subject: the application."""

    db: Database
    prepare_terms: PrepareTerms
    document_renderer: DocumentRenderer
    offer_terms: OfferTerms

    async def __call__(self, job: Job) -> datetime | None:
        async with self.db.transaction():
            prepared = await self.prepare_terms(application_id=ApplicationId(job.subject))
        if prepared is None:
            return None
        application, facts, made_at = prepared
        content = await asyncio.to_thread(self.document_renderer.individual_terms, facts)
        async with self.db.transaction():
            await self.offer_terms(application_id=application.id, content=content, made_at=made_at)
        return None


@dataclass(frozen=True, kw_only=True)
class MakePassword:
    """Subject: the application. The password exists in clear only in the SMS."""

    db: Database
    wants_password: WantsPassword
    give_password: GivePassword
    hasher: Hasher

    async def __call__(self, job: Job) -> datetime | None:
        ident = ApplicationId(job.subject)
        async with self.db.transaction():
            if not await self.wants_password(application_id=ident):
                return None
        password = new_password()
        hashed = await self.hasher.hash(password)
        async with self.db.transaction():
            if await self.wants_password(application_id=ident):
                await self.give_password(
                    application_id=ident, password=password, password_hash=hashed
                )
        return None
