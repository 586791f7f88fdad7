"""Secrets that were typed, one after another through Argon2: however many come, they take one
place among the jobs."""

from dataclasses import dataclass
from datetime import datetime

from bot.process.hasher import Hasher
from domain.model.accounts.login_attempt import SecretTry, What
from domain.ports import SecretTries
from domain.rules.passwords import spellings
from domain.usecases.accounts.entering import EndLogin
from domain.usecases.accounts.secret_outcomes import EndProof, HashFor, SaveSecret
from storage.engine.database import Database
from storage.queues.work import Job

NEW = (What.NEW_PASSWORD, What.NEW_PIN)


@dataclass(frozen=True, kw_only=True)
class CheckSecrets:
    """Until none is left. A killed process tries the same one again."""

    db: Database
    secret_tries: SecretTries
    hasher: Hasher
    hash_for: HashFor
    end_login: EndLogin
    end_proof: EndProof
    save_secret: SaveSecret

    async def __call__(self, _: Job) -> datetime | None:
        while (one := await self.secret_tries.next()) is not None:
            if one.what in NEW:
                await self._new(one)
            else:
                hashed = await self.hash_for(one)
                await self._end(one, await self.hasher.fits(hashed, spellings(one.secret)))
        return None

    async def _new(self, one: SecretTry) -> None:
        """A PIN may be the same again; a password may not."""
        now = await self.hash_for(one) if one.what is What.NEW_PASSWORD else None
        same = now is not None and await self.hasher.fits(now, spellings(one.secret))
        hashed = "" if same else await self.hasher.hash(one.secret)
        async with self.db.transaction():
            if not await self.secret_tries.drop(one.id):
                return
            if same:
                await self.save_secret.same(one)
            else:
                await self.save_secret(one, hashed=hashed)

    async def _end(self, one: SecretTry, right: bool) -> None:
        async with self.db.transaction():
            if await self.secret_tries.drop(one.id):
                end = self.end_login if one.what is What.LOGIN else self.end_proof
                await end(one, right=right)
