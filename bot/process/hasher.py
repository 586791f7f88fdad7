"""Argon2id in a thread, one at a time: it is made to be slow."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Of a random text that nobody knows, with the same parameters: a phone that is nobody's login
# takes as long as any other.
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$C6Ccdq1k+ocAH/aAqlnqXw"
    "$gCgul009WWzS+ILQJxA9+WvUxf9AvMxGP9sqwaY/yFo"
)


def owasp() -> PasswordHasher:
    """OWASP's profile for Argon2id: 19 MiB, two passes."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Hasher:
    argon2: PasswordHasher = field(default_factory=owasp)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def hash(self, secret: str) -> str:
        async with self._one_at_a_time:
            return await asyncio.to_thread(self.argon2.hash, secret)

    async def fits(self, hashed: str | None, spellings: Iterable[str]) -> bool:
        """Does one of these give this hash? Without a hash it takes as long, and doesn't."""
        async with self._one_at_a_time:
            right = await asyncio.to_thread(self._fits, hashed or NOBODYS, tuple(spellings))
        return right and hashed is not None

    def _fits(self, hashed: str, spellings: tuple[str, ...]) -> bool:
        return any(self._is(hashed, one) for one in spellings)

    def _is(self, hashed: str, secret: str) -> bool:
        try:
            return self.argon2.verify(hashed, secret)
        except (VerificationError, InvalidHashError):
            return False
