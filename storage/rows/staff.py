"""Whom a decision of the staff is about, and whether that is whoever decides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.ids import BorrowerId
from domain.model.cases import Case, CaseKind
from domain.model.credit_history import sending_of
from domain.model.staff import Member
from storage.engine.database import Database, instant, iso

APPLICATION = "SELECT borrower_id, NULL AS chat_id FROM application WHERE id = ?"
LOAN = "SELECT borrower_id, NULL AS chat_id FROM loan WHERE id = ?"
BANK_OPERATION = (
    "SELECT coalesce(a.borrower_id, b.borrower_id, r.borrower_id, l.borrower_id) AS borrower_id, "
    "NULL AS chat_id FROM move m LEFT JOIN application a ON a.id = m.application_id "
    "LEFT JOIN binding b ON b.id = m.binding_id LEFT JOIN repayment r ON r.id = m.repayment_id "
    "LEFT JOIN loan l ON l.id = m.loan_id WHERE m.id = ?"
)
WHOSE: Mapping[CaseKind, str] = {
    **dict.fromkeys(
        (
            CaseKind.REVIEW,
            CaseKind.IDENTITY,
            CaseKind.ROUNDS,
            CaseKind.LISTED,
            CaseKind.SHARED,
            CaseKind.PAYOUT,
            CaseKind.CHECKS,
            CaseKind.BUREAU,
            CaseKind.STRAY,
            CaseKind.FINCERT,
            CaseKind.BIOMETRICS,
        ),
        APPLICATION,
    ),
    **dict.fromkeys((CaseKind.MISSING, CaseKind.WRITE_OFF, CaseKind.ROW), LOAN),
    **dict.fromkeys(
        (
            CaseKind.LOST_PAYOUT,
            CaseKind.LOST_CHARGE,
            CaseKind.RETURNED,
            CaseKind.OTHER_SUM,
            CaseKind.OTHER_PAYMENT,
            CaseKind.FINCERT_SILENT,
        ),
        BANK_OPERATION,
    ),
    CaseKind.OWNER: "SELECT borrower_id, NULL AS chat_id FROM binding WHERE id = ?",
    CaseKind.REFUND: "SELECT borrower_id, NULL AS chat_id FROM repayment WHERE id = ?",
    CaseKind.HARDSHIP: "SELECT borrower_id, NULL AS chat_id FROM hardship WHERE id = ?",
    CaseKind.UNREACHABLE: "SELECT NULL AS borrower_id, CAST(? AS INTEGER) AS chat_id",
    CaseKind.PHONE: "SELECT borrower_id, chat_id FROM phone_change WHERE id = ?",
    CaseKind.DISPUTE: "SELECT borrower_id, NULL AS chat_id FROM dispute WHERE id = ?",
    CaseKind.DELETION: "SELECT borrower_id, NULL AS chat_id FROM deletion_request WHERE id = ?",
    CaseKind.KEEP_OVER: "SELECT borrower_id, NULL AS chat_id FROM deletion_request WHERE id = ?",
    CaseKind.FROZEN: "SELECT CAST(? AS INTEGER) AS borrower_id, NULL AS chat_id",
    CaseKind.FRAUD_REPORT: "SELECT a.borrower_id, NULL AS chat_id FROM fraud_report f "
    "JOIN application a ON a.id = f.application_id WHERE f.id = ?",
}


@dataclass(frozen=True)
class ConcernRows:
    db: Database

    async def of_case(self, case: Case) -> frozenset[BorrowerId]:
        sql = WHOSE.get(case.kind)
        if sql is None:
            return frozenset()
        subjects = [case.subject]
        if case.kind is CaseKind.SHARED:
            subjects = case.subject.split(":")
        elif case.kind is CaseKind.ROW:
            subjects = [sending_of(case.subject)[0]]
        found: set[BorrowerId] = set()
        for subject in subjects:
            row = await self.db.one(sql, subject)
            if row is None:
                continue
            if row["borrower_id"] is not None:
                found.add(BorrowerId(row["borrower_id"]))
            if row["chat_id"] is not None:
                found |= await self.selves(row["chat_id"])
        return frozenset(found)

    async def selves(self, staff_id: int) -> frozenset[BorrowerId]:
        rows = await self.db.all(
            "SELECT borrower_id FROM session WHERE chat_id = ? "
            "UNION SELECT borrower_id FROM guest WHERE chat_id = ?",
            staff_id,
            staff_id,
        )
        return frozenset([BorrowerId(staff_id), *(BorrowerId(row["borrower_id"]) for row in rows)])

    async def one_person(
        self, some: Collection[BorrowerId], others: Collection[BorrowerId]
    ) -> bool:
        if set(some) & set(others):
            return True
        return bool(await self._marks(some) & await self._marks(others))

    async def _marks(self, borrower_ids: Collection[BorrowerId]) -> set[tuple[str, str]]:
        """By what a person is known again."""
        found: set[tuple[str, str]] = set()
        for borrower_id in borrower_ids:
            rows = await self.db.all(
                "SELECT 'person' AS kind, person_id AS value FROM application "
                "WHERE borrower_id = ? AND person_id IS NOT NULL "
                "UNION SELECT 'person', person_id FROM loan "
                "WHERE borrower_id = ? AND person_id IS NOT NULL "
                "UNION SELECT m.kind, m.value_index FROM application a "
                "JOIN application_mark m ON m.application_id = a.id WHERE a.borrower_id = ? "
                "UNION SELECT 'phone', phone_index FROM account "
                "WHERE borrower_id = ? AND phone_index IS NOT NULL "
                "UNION SELECT 'phone', phone_index FROM application "
                "WHERE borrower_id = ? AND phone_index IS NOT NULL",
                *[borrower_id] * 5,
            )
            found |= {(row["kind"], row["value"]) for row in rows}
        return found


@dataclass(frozen=True)
class StaffMemberRows:
    db: Database

    async def get(self, user_id: int) -> Member | None:
        row = await self.db.one("SELECT * FROM staff_member WHERE user_id = ?", user_id)
        if row is None:
            return None
        return Member(user_id=row["user_id"], inside=bool(row["inside"]), at=instant(row["at"]))

    async def save(self, member: Member) -> None:
        await self.db.run(
            "INSERT INTO staff_member (user_id, inside, at) VALUES (?, ?, ?) ON CONFLICT (user_id) "
            "DO UPDATE SET inside = excluded.inside, at = excluded.at",
            member.user_id,
            int(member.inside),
            iso(member.at),
        )

    async def known(self) -> Sequence[int]:
        rows = await self.db.all("SELECT user_id FROM staff_member ORDER BY user_id")
        return [row["user_id"] for row in rows]
