"""What a decision stands on: consents, reports, checks of identity, lists, and itself."""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.gateways import BureauReport
from domain.ids import ApplicationId, BorrowerId
from domain.model.application import Consent, IdentityCheck, ProgressStep
from domain.rules.decision import Decision, Inputs
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, instant, iso, maybe_instant

LINES_AT_ONCE = 500  # of stop lists, read by one query or written in one transaction


@dataclass(frozen=True)
class ConsentRows:
    db: Database

    async def add(self, consent: Consent, text: str) -> None:
        """The wording is kept once, under its hash."""
        await self.db.run(
            "INSERT INTO wording (text_sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
            consent.text_sha256,
            text,
        )
        await self.db.run(
            "INSERT INTO consent (borrower_id, kind, version, text_sha256, given_at, signature) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            consent.borrower_id,
            consent.kind,
            consent.version,
            consent.text_sha256,
            iso(consent.given_at),
            consent.signature,
        )

    async def kinds(self, borrower_id: BorrowerId) -> Mapping[str, Consent]:
        """The latest consent of each kind that stands."""
        latest = {one.kind: one for one in await self.of(borrower_id)}
        return {kind: one for kind, one in latest.items() if one.revoked_at is None}

    async def of(self, borrower_id: BorrowerId) -> Sequence[Consent]:
        """All that were ever given, the oldest first."""
        rows = await self.db.all(
            "SELECT * FROM consent WHERE borrower_id = ? ORDER BY id", borrower_id
        )
        return [
            Consent(
                borrower_id=borrower_id,
                kind=row["kind"],
                version=row["version"],
                text_sha256=row["text_sha256"],
                given_at=instant(row["given_at"]),
                revoked_at=maybe_instant(row["revoked_at"]),
                signature=row["signature"],
            )
            for row in rows
        ]

    async def revoke(self, borrower_id: BorrowerId, kind: str, at: datetime) -> None:
        """The latest of this kind stands no more; it is kept."""
        await self.db.run(
            "UPDATE consent SET revoked_at = ? WHERE revoked_at IS NULL AND id = "
            "(SELECT max(id) FROM consent WHERE borrower_id = ? AND kind = ?)",
            iso(at),
            borrower_id,
            kind,
        )

    async def wording(self, text_sha256: str) -> str:
        """KeyError when there is none."""
        row = await self.db.one("SELECT text FROM wording WHERE text_sha256 = ?", text_sha256)
        if row is None:
            raise KeyError(text_sha256)
        return str(row["text"])


@dataclass(frozen=True)
class ReportRows:
    db: Database
    cipher: Cipher

    async def add(
        self, application_id: ApplicationId, bureau: str, report: BureauReport, at: datetime
    ) -> None:
        await self.db.run(
            "INSERT INTO report (application_id, bureau, body, answered_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (application_id, bureau) DO UPDATE SET body = excluded.body, "
            "answered_at = excluded.answered_at",
            application_id,
            bureau,
            self.cipher.seal(dump(report), "report.body"),
            iso(at),
        )

    async def of(self, application_id: ApplicationId) -> Mapping[str, BureauReport]:
        rows = await self.db.all("SELECT * FROM report WHERE application_id = ?", application_id)
        return {
            row["bureau"]: load(BureauReport, self.cipher.open(row["body"], "report.body"))
            for row in rows
        }

    async def times(self, application_id: ApplicationId) -> Mapping[str, datetime]:
        rows = await self.db.all(
            "SELECT bureau, answered_at FROM report WHERE application_id = ?", application_id
        )
        return {row["bureau"]: instant(row["answered_at"]) for row in rows}


@dataclass(frozen=True)
class DecisionRows:
    db: Database
    cipher: Cipher

    async def add(
        self, application_id: ApplicationId, inputs: Inputs, decision: Decision, at: datetime
    ) -> None:
        await self.db.run(
            "INSERT INTO decision (application_id, inputs, verdict, fired, version, amount, pdn, "
            "decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            application_id,
            self.cipher.seal(dump(inputs), "decision.inputs"),
            decision.verdict,
            json.dumps(decision.fired),
            decision.version,
            decision.amount.kopecks if decision.amount else None,
            decision.pdn,
            iso(at),
        )

    async def inputs_of(self, application_id: ApplicationId) -> Inputs | None:
        """Of the latest decision: a late signature brings another one."""
        row = await self.db.one(
            "SELECT inputs FROM decision WHERE application_id = ? ORDER BY id DESC LIMIT 1",
            application_id,
        )
        return load(Inputs, self.cipher.open(row["inputs"], "decision.inputs")) if row else None


@dataclass(frozen=True)
class IdentityCheckRows:
    """The latest result of each kind of check."""

    db: Database

    async def save(self, check: IdentityCheck) -> None:
        await self.db.run(
            "INSERT INTO identity_check (application_id, kind, who, checked_at, passed, answer) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (application_id, kind) DO UPDATE SET "
            "who = excluded.who, checked_at = excluded.checked_at, passed = excluded.passed, "
            "answer = excluded.answer",
            check.application_id,
            check.kind,
            check.who,
            iso(check.at),
            int(check.passed),
            check.answer,
        )

    async def of(self, application_id: ApplicationId) -> Sequence[IdentityCheck]:
        rows = await self.db.all(
            "SELECT * FROM identity_check WHERE application_id = ? ORDER BY checked_at",
            application_id,
        )
        return [
            IdentityCheck(
                application_id=application_id,
                kind=row["kind"],
                who=row["who"],
                at=instant(row["checked_at"]),
                passed=bool(row["passed"]),
                answer=row["answer"],
            )
            for row in rows
        ]


@dataclass(frozen=True)
class ProgressStepRows:
    db: Database

    async def reached(
        self, application_id: ApplicationId, stage: ProgressStep, at: datetime
    ) -> None:
        await self.db.run(
            "INSERT INTO stage (application_id, stage, reached_at) VALUES (?, ?, ?) "
            "ON CONFLICT (application_id, stage) DO NOTHING",
            application_id,
            stage,
            iso(at),
        )

    async def of(self, application_id: ApplicationId) -> Mapping[ProgressStep, datetime]:
        rows = await self.db.all("SELECT * FROM stage WHERE application_id = ?", application_id)
        return {ProgressStep(row["stage"]): instant(row["reached_at"]) for row in rows}


@dataclass(frozen=True)
class StopRows:
    """Lists of people who may not be served, by blind index only."""

    db: Database
    cipher: Cipher

    async def list_with(self, kind: str, value: str) -> str | None:
        row = await self.db.one(
            "SELECT list FROM stop_entry WHERE kind = ? AND value_index = ?",
            kind,
            self.cipher.index(value),
        )
        return row["list"] if row else None

    def indexed(self, entries: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
        """The list by kind and index of the value; of two that of the law. Slow: in a thread."""
        found: dict[tuple[str, str], str] = {}
        for name, kind, value in entries:
            key = kind, self.cipher.index(value)
            if name == "115fz" or key not in found:
                found[key] = name
        return found

    async def stored(self) -> dict[tuple[str, str], str]:
        """All of them, a page by a query."""
        found: dict[tuple[str, str], str] = {}
        last = ("", "")
        while rows := await self.db.all(
            "SELECT * FROM stop_entry WHERE (kind, value_index) > (?, ?) "
            "ORDER BY kind, value_index LIMIT ?",
            *last,
            LINES_AT_ONCE,
        ):
            found |= {(row["kind"], row["value_index"]): row["list"] for row in rows}
            last = rows[-1]["kind"], rows[-1]["value_index"]
        return found

    async def take_over(self, wanted: Mapping[tuple[str, str], str]) -> None:
        """What is new first, then what is gone, in small transactions: others write in between,
        and nobody is free in between."""
        stored = await self.stored()
        new = [one for one in wanted.items() if stored.get(one[0]) != one[1]]
        for at in range(0, len(new), LINES_AT_ONCE):
            async with self.db.transaction():
                for (kind, index), name in new[at : at + LINES_AT_ONCE]:
                    await self.put(kind, index, name)
        gone = [key for key in stored if key not in wanted]
        for at in range(0, len(gone), LINES_AT_ONCE):
            async with self.db.transaction():
                for kind, index in gone[at : at + LINES_AT_ONCE]:
                    await self.take_off(kind, index)

    async def put(self, kind: str, index: str, name: str) -> None:
        await self.db.run(
            "INSERT INTO stop_entry (kind, value_index, list) VALUES (?, ?, ?) "
            "ON CONFLICT (kind, value_index) DO UPDATE SET list = excluded.list",
            kind,
            index,
            name,
        )

    async def take_off(self, kind: str, index: str) -> None:
        await self.db.run("DELETE FROM stop_entry WHERE kind = ? AND value_index = ?", kind, index)

    async def replace_all(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """The lists are these from now on: (list, kind, value) each."""
        entries = list(entries)
        await self.take_over(await asyncio.to_thread(self.indexed, entries))
