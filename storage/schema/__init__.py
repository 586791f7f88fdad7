"""The tables: the one truth for every engine.

Instants are UTC text of fixed width, days ISO text, money whole kopecks. `LargeBinary` columns
hold sealed personal data (storage/engine/crypto.py).
"""

from storage.schema import (
    account,
    applying,
    chats,
    checking,
    credit_history,
    law,
    lending,
    persons,
    phone_change,
    profile,
    repaying,
)
from storage.schema.base import metadata

__all__ = [
    "account",
    "applying",
    "chats",
    "checking",
    "credit_history",
    "law",
    "lending",
    "metadata",
    "persons",
    "phone_change",
    "profile",
    "repaying",
]
