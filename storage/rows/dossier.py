"""Everything that is kept about a borrower, for the copy that they may ask for.

No secret leaves here: no hash of a password or code, no token of a card, no body of a message.
Which list or rule an application failed by isn't told either (115-FZ art. 4).
"""

from dataclasses import dataclass

from domain.ids import AgreementId, ApplicationId, BorrowerId, CardId, LoanId
from domain.model.application import Draft, Reason
from domain.model.export import Everything, Record, readable, told
from domain.model.questionnaire import answers_of
from domain.money import Money
from domain.ports import Signature
from storage.engine.codec import load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row
from storage.rows.accounts import AccountRows
from storage.rows.applications import ApplicationRows, DraftRows
from storage.rows.cards import CardRows
from storage.rows.credit_history import CreditHistoryRows
from storage.rows.decisions import ConsentRows, IdentityCheckRows
from storage.rows.ledger import LedgerRows
from storage.rows.loans import LoanRows
from storage.rows.privacy import NotificationChoiceRows, ProfileChangeRows
from storage.rows.promises import AutopayRows, CreditHolidaysRows
from storage.rows.repayment import AgreementRows, RepaymentRows

INNER = ("borrower_id", "loan_id", "application_id")  # numbers of rows tell a reader nothing
PAGE = 500  # messages that are read by one query
END = "9999"  # greater than every instant
PAPERS = "SELECT id FROM application WHERE borrower_id = ?"


@dataclass(frozen=True)
class DossierRows:
    db: Database
    cipher: Cipher

    async def everything(self, borrower_id: BorrowerId) -> Everything:
        db, cipher = self.db, self.cipher
        draft = await DraftRows(db, cipher).get(borrower_id)
        changes = await ProfileChangeRows(db, cipher).of(borrower_id)
        consents = await ConsentRows(db).of(borrower_id)
        choices = await NotificationChoiceRows(db).of(borrower_id)
        return Everything(
            account=await self._account(borrower_id),
            devices=await self._devices(borrower_id),
            profile_changes=[_income(told(one, *INNER)) for one in changes],
            unfinished_application=_unfinished(draft) if draft else None,
            applications=await self._applications(borrower_id),
            consents=[told(one, *INNER) for one in consents],
            cards=await self._cards(borrower_id),
            loans=await self._loans(borrower_id),
            documents=await self._all(
                f"SELECT id, kind, name, sha256, made_at FROM paper WHERE application_id IN "
                f"({PAPERS}) ORDER BY made_at",
                borrower_id,
            ),
            signatures=await self._signatures(borrower_id),
            notification_choices=[told(one) for one in choices.values()],
            export_requests=await self._all(
                "SELECT asked_at, done_at FROM export_request WHERE borrower_id = ? "
                "ORDER BY asked_at",
                borrower_id,
            ),
            deletion_requests=await self._all(
                "SELECT asked_at, keep_until, answer_by, number, answered_at "
                "FROM deletion_request WHERE borrower_id = ? ORDER BY asked_at",
                borrower_id,
            ),
            messages_sent=await self._messages(borrower_id),
        )

    async def _all(self, query: str, *given: object) -> list[Record]:
        return [dict(row) for row in await self.db.all(query, *given)]

    async def _account(self, borrower_id: BorrowerId) -> Record | None:
        account = await AccountRows(self.db, self.cipher).get(borrower_id)
        hidden = (*INNER, "password_hash", "pin_hash", "block_reason", "away_told_at")
        return told(account, *hidden) if account else None

    async def _devices(self, borrower_id: BorrowerId) -> list[Record]:
        found = await self.db.all(
            "SELECT * FROM session WHERE borrower_id = ? ORDER BY opened_at", borrower_id
        )
        return [
            {
                "chat_id": row["chat_id"],
                "name": row["name"] and self.cipher.open(row["name"], "session.name").decode(),
                "opened_at": row["opened_at"],
                "seen_at": row["seen_at"],
                "ended_at": row["ended_at"],
            }
            for row in found
        ]

    async def _applications(self, borrower_id: BorrowerId) -> list[Record]:
        rows, checks = ApplicationRows(self.db, self.cipher), IdentityCheckRows(self.db)
        found: list[Record] = []
        for ident in await self._ids("application", borrower_id, "created_at"):
            one = await rows.get(ApplicationId(ident))
            form = {"phone": one.form.phone} | readable(answers_of(one.form))
            told_why = None if one.reason is Reason.STOP_LIST else one.reason
            decisions = await self._all(
                "SELECT verdict, amount, pdn, decided_at FROM decision WHERE application_id = ? "
                "ORDER BY id",
                ident,
            )
            found.append(
                told(one, "borrower_id", "form", "reason")
                | {"reason": told_why, "form": form}
                | {"decisions": [_in_roubles(decision) for decision in decisions]}
                | {
                    "identity_checks": [
                        told(check, *INNER, "answer")
                        for check in await checks.of(one.id)
                        if check.kind != "stop_lists"
                    ]
                }
            )
        return found

    async def _cards(self, borrower_id: BorrowerId) -> list[Record]:
        rows = CardRows(self.db, self.cipher)
        found: list[Record] = []
        for ident in await self._ids("card", borrower_id, "bound_at"):
            card = await rows.get(CardId(ident))
            found.append(
                {
                    "mask": f"•{card.last4}",
                    "scheme": card.facts.scheme,
                    "valid_until": card.last_day(),
                    "name": card.name,
                    "default": card.default,
                    "bound_at": card.bound_at,
                    "unbound_at": card.unbound_at,
                }
            )
        return found

    async def _loans(self, borrower_id: BorrowerId) -> list[Record]:
        rows = LoanRows(self.db, self.cipher)
        idents = await self._ids("loan", borrower_id, "issued_at")
        return [await self._loan(rows, LoanId(ident)) for ident in idents]

    async def _loan(self, rows: LoanRows, loan_id: LoanId) -> Record:
        loan, ledger = await rows.get(loan_id), LedgerRows(self.db)
        autopay = await AutopayRows(self.db).get(loan_id)
        repayments = await RepaymentRows(self.db).of_loan(loan_id)
        agreements = [
            await AgreementRows(self.db).get(AgreementId(str(row["id"])))
            for row in await self._all(
                "SELECT id FROM agreement WHERE loan_id = ? ORDER BY asked_at, rowid", loan_id
            )
        ]
        credit_holidays_store = await CreditHolidaysRows(self.db).of_loan(loan_id)
        credit = CreditHistoryRows(self.db, self.cipher)
        disputes = await credit.disputes(loan.borrower_id)
        return told(loan, *INNER, "binding_id", "watch_on", "later_plans") | {
            "schedule": loan.schedule(),
            "deeds": [
                {"deed": type(one).__name__.lower()} | told(one, "cause")
                for one in await ledger.loan_events(loan_id)
            ],
            "postings": [
                told(one, "cause", "seq", "reverses") for one in await ledger.postings(loan_id)
            ],
            "repayments": [
                told(one, *INNER, "page", "move_id", "card_id", "agreement_id")
                for one in repayments
            ],
            "prolongations": [told(one, *INNER, "card_id", "repayment_id") for one in agreements],
            "promises": [
                _in_roubles(row)
                for row in await self._all(
                    "SELECT day, amount, made_at, kept FROM promise WHERE loan_id = ? "
                    "ORDER BY made_at",
                    loan_id,
                )
            ],
            "credit_holidays": [told(one, *INNER) for one in credit_holidays_store],
            "told_to_bureaus": [
                told(one.row.fact, "key", "payments")
                | told(one.row, "fact")
                | {"bureaus": [told(sent, *INNER, "number") for sent in one.sendings]}
                for one in reversed(await credit.told(loan_id))
            ],
            "disputes": [told(one, "id", *INNER) for one in disputes if one.loan_id == loan_id],
            "automatic_charge": autopay and told(autopay, *INNER, "card_id"),
        }

    async def _signatures(self, borrower_id: BorrowerId) -> list[Record]:
        rows = await self.db.all(
            f"SELECT body FROM signature WHERE application_id IN ({PAPERS}) ORDER BY seq",
            borrower_id,
        )
        signed = [load(Signature, self.cipher.open(row["body"], "signature.body")) for row in rows]
        names = ("document", "sha256", "phone", "signed_at")
        return [{name: getattr(one, name) for name in names} for one in signed]

    async def _messages(self, borrower_id: BorrowerId) -> list[Record]:
        """What went to the chats of the account until they left it, and by SMS to its number."""
        account = await AccountRows(self.db, self.cipher).get(borrower_id)
        lanes: list[tuple[str, str]] = []
        if account is not None and account.phone:
            lanes.append((f"sms:{self.cipher.index(account.phone)}", END))
        for row in await self.db.all(
            "SELECT chat_id, ended_at FROM session WHERE borrower_id = ?", borrower_id
        ):
            lanes.append((f"tg:{row['chat_id']}", row["ended_at"] or END))
        rows = [row for lane, until in lanes for row in await self._lane(lane, until)]
        rows.sort(key=lambda row: int(row["id"]))
        return [
            {
                "way": "sms" if row["lane"].startswith("sms:") else "telegram",
                "kind": row["kind"],
                "about": row["content"],
                "state": row["state"],
                "at": row["created_at"],
            }
            for row in rows
        ]

    async def _lane(self, lane: str, until: str) -> list[Row]:
        """All of one lane until a moment, a page by a query."""
        found: list[Row] = []
        after = 0
        while rows := await self.db.all(
            "SELECT id, lane, kind, content, state, created_at FROM outbox "
            "WHERE lane = ? AND id > ? ORDER BY id LIMIT ?",
            lane,
            after,
            PAGE,
        ):
            found += [row for row in rows if row["created_at"] <= until]
            after = rows[-1]["id"]
        return found

    async def _ids(self, table: str, borrower_id: BorrowerId, order: str) -> list[str]:
        rows = await self.db.all(
            f"SELECT id FROM {table} WHERE borrower_id = ? ORDER BY {order}, rowid", borrower_id
        )
        return [str(row["id"]) for row in rows]


def _in_roubles(row: Record) -> Record:
    """A row's sum is kept in kopecks."""
    amount = row["amount"]
    return {**row, "amount": Money(amount) if isinstance(amount, int) else None}


def _unfinished(draft: Draft) -> Record:
    return told(draft, *INNER, "answers") | {"answers": readable(draft.answers)}


def _income(change: Record) -> Record:
    """An income is kept in kopecks."""
    if change.get("field") != "income":
        return change
    sums = {name: change[name] for name in ("before", "after") if change.get(name)}
    return {**change, **{name: str(Money(int(str(kopecks)))) for name, kopecks in sums.items()}}
