"""Personal data at rest: AES-GCM with a key id, and a blind index for look-ups."""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Cipher:
    """Seals bytes for one place («table.column»), so that rows can't be swapped between places.

    A sealed value is: one byte of key id, 12 bytes of nonce, ciphertext with tag. `keys` maps
    ids (0 … 255) to 32-byte keys; new values are sealed with the highest id.
    """

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("a data key is 32 bytes")
        if any(not 0 <= ident <= 255 for ident in keys):
            raise ValueError("the number of a data key is 0 … 255")
        self._keys = {ident: AESGCM(key) for ident, key in keys.items()}
        self._active = max(keys)
        # The index must not change with rotation: it comes from the first key.
        self._index_key = hashlib.sha256(b"blind index" + keys[min(keys)]).digest()

    @classmethod
    def parse(cls, text: str) -> "Cipher":
        """«1:<base64>» or several, separated by commas; ValueError without showing the key."""
        keys = {}
        for part in text.split(","):
            ident, _, encoded = part.strip().partition(":")
            try:
                keys[int(ident)] = base64.b64decode(encoded, validate=True)
            except ValueError:
                raise ValueError("expected <number>:<base64 of 32 bytes>") from None
        return cls(keys)

    def seal(self, content: bytes | str, place: str) -> bytes:
        data = content.encode() if isinstance(content, str) else content
        nonce = os.urandom(NONCE)
        sealed = self._keys[self._active].encrypt(nonce, data, place.encode())
        return bytes([self._active]) + nonce + sealed

    def open(self, sealed: bytes, place: str) -> bytes:
        """The content; cryptography's InvalidTag when it was changed or moved."""
        key = self._keys[sealed[0]]
        return key.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], place.encode())

    def index(self, value: str) -> str:
        """The same short text for the same value, telling nothing of it without the key."""
        return hmac.new(self._index_key, value.encode(), hashlib.sha256).hexdigest()[:32]
