"""The lists: filters by time and state, newest first, in pages with a cursor."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sandbox.bank.checks import Check, count, instant, one_of, text, wrong
from sandbox.bank.errors import ApiError
from sandbox.bank.ledger import Ledger
from sandbox.bank.things import Payment, Payout, Refund

T = TypeVar("T", Payment, Refund, Payout)

_STATES = ("pending", "waiting_for_capture", "succeeded", "canceled")
_ENDS = ("gte", "gt", "lte", "lt")
_METADATA = re.compile(r"metadata\[(.{1,32})\]")
_PAGE: dict[str, Check] = {"limit": count, "cursor": text(longest=64)} | {
    f"created_at.{end}": instant for end in _ENDS
}


def _understood(query: Mapping[str, str], known: Mapping[str, Check]) -> dict[str, Any]:
    for name in query:
        if name not in known:
            raise ApiError(f"Unknown parameter {name}", name)
    return {name: known[name](held, name) for name, held in query.items()}


def _within(at: datetime | None, name: str, asked: Mapping[str, Any]) -> bool:
    """Is `at` inside the bounds `name`.gte, .gt, .lte, .lt that were asked for?"""
    bounds = [(end, asked[f"{name}.{end}"]) for end in _ENDS if f"{name}.{end}" in asked]
    if at is None:
        return not bounds
    fits = {"gte": at.__ge__, "gt": at.__gt__, "lte": at.__le__, "lt": at.__lt__}
    return all(fits[end](bound) for end, bound in bounds)


def _page(found: Sequence[T], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Newest first; the cursor is the id of the first thing on the next page."""
    newest = list(reversed(found))
    start = 0
    if "cursor" in asked:
        ids = [thing.id for thing in newest]
        if asked["cursor"] not in ids:
            raise wrong("cursor", "next_cursor of the list before")
        start = ids.index(asked["cursor"])
    end = start + asked.get("limit", 10)
    answer: dict[str, Any] = {"type": "list", "items": [t.view() for t in newest[start:end]]}
    if end < len(newest):
        answer["next_cursor"] = newest[end].id
    return answer


class Lists:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def payments(self, _: str, query: Mapping[str, str]) -> dict[str, Any]:
        known = _PAGE | {f"captured_at.{end}": instant for end in _ENDS}
        known |= {"status": one_of(*_STATES), "payment_method": text(longest=40)}
        asked = _understood(query, known)
        kind = asked.get("payment_method")
        found = [
            p
            for p in self._ledger.payments.values()
            if _within(p.created_at, "created_at", asked)
            and _within(p.captured_at, "captured_at", asked)
            and asked.get("status") in (None, p.status)
            and (kind is None or (p.method is not None and p.method.kind == kind))
        ]
        return _page(found, asked)

    def refunds(self, _: str, query: Mapping[str, str]) -> dict[str, Any]:
        states = one_of("pending", "succeeded", "canceled")
        asked = _understood(query, _PAGE | {"status": states, "payment_id": text(longest=36)})
        found = [
            r
            for r in self._ledger.refunds.values()
            if _within(r.created_at, "created_at", asked)
            and asked.get("status") in (None, r.status)
            and asked.get("payment_id") in (None, r.payment_id)
        ]
        return _page(found, asked)

    def payouts(self, _: str, query: Mapping[str, str]) -> dict[str, Any]:
        kinds = one_of("bank_card", "yoo_money", "sbp")
        states = one_of("pending", "succeeded", "canceled")
        asked = _understood(query, _PAGE | {"status": states, "payout_destination.type": kinds})
        found = [
            p
            for p in self._ledger.payouts.values()
            if _within(p.created_at, "created_at", asked)
            and asked.get("status") in (None, p.status)
            and asked.get("payout_destination.type") in (None, p.destination["type"])
        ]
        return _page(found, asked)

    def search(self, _: str, query: Mapping[str, str]) -> dict[str, Any]:
        """Payouts with one pair of metadata: ?metadata[key]=value."""
        pairs = {m[1]: held for name, held in query.items() if (m := _METADATA.fullmatch(name))}
        if len(pairs) > 1:
            raise wrong("metadata", "one pair")
        rest = {name: held for name, held in query.items() if not _METADATA.fullmatch(name)}
        asked = _understood(rest, _PAGE)
        found = [
            p
            for p in self._ledger.payouts.values()
            if _within(p.created_at, "created_at", asked)
            and all(p.metadata.get(key) == held for key, held in pairs.items())
        ]
        return _page(found, asked)
