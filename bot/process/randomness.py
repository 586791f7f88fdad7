"""Codes, sums and passwords from the system's source of randomness."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from domain.model.card_binding import HOLD_LEAST, HOLD_MOST
from domain.model.codes import CodePurpose
from domain.money import Money

# Letters and digits that can't be mistaken for one another on a small screen.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class SystemSecrets:
    pepper: bytes

    def code(self) -> str:
        return f"{secrets.randbelow(1_000_000):06}"

    def digest(self, purpose: CodePurpose, phone: str, subject: str, digits: str) -> str:
        message = "\0".join((purpose, phone, subject, digits)).encode()
        return hmac.new(self.pepper, message, hashlib.sha256).hexdigest()

    def hold_sum(self) -> Money:
        span = HOLD_MOST.kopecks - HOLD_LEAST.kopecks + 1
        return Money(HOLD_LEAST.kopecks + secrets.randbelow(span))


def new_password() -> str:
    """Ten signs, about 50 bits: «kx7fm-2qd9p»."""
    signs = [secrets.choice(ALPHABET) for _ in range(10)]
    return f"{''.join(signs[:5])}-{''.join(signs[5:])}"
