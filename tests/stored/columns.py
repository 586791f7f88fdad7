"""What lies in columns: the sealed ones with the place they are sealed for, and those of enums."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from domain import (
    gateways,
)
from domain.gateways import BureauReport, CardFacts
from domain.ledger import (
    deeds,
)
from domain.ledger import (
    postings as ledger,
)
from domain.ledger.reporting import Row as HistoryRow
from domain.model import (
    agreement,
    biometrics,
    cards,
    cases,
    codes,
    credit_history,
    fincert,
    hardship,
    payments,
    person,
    profile,
    repayment,
)
from domain.model.accounts import (
    phone_change,
)
from domain.model.accounts.block import Block
from domain.model.accounts.entry import Entry, SecretTry
from domain.model.accounts.phone_change import PhoneChange
from domain.model.application import Draft, Form, Reason, Stage, Status
from domain.notifications import Content
from domain.ports import Signature
from domain.rules.decision import (
    Inputs,
    shares,
)
from domain.rules.decision.rules import Verdict
from storage.engine.codec import dump, load


@dataclass(frozen=True)
class Sealed:
    """`kind` is the dataclass whose JSON it is; None: text or bytes as they are."""

    place: str
    kind: type | None = None

    def read(self, body: bytes) -> Any:
        return body if self.kind is None else load(self.kind, body)

    def write(self, value: Any) -> bytes:
        return value if self.kind is None else dump(value).encode()


SEALED: dict[tuple[str, str], Sealed] = {
    ("account", "phone"): Sealed("account.phone"),
    ("account", "block_reason"): Sealed("account.block_reason"),
    ("account_block", "body"): Sealed("account_block.body", Block),
    ("application", "form"): Sealed("application.form", Form),
    ("binding", "card"): Sealed("binding.card", CardFacts),
    ("card", "facts"): Sealed("binding.card", CardFacts),
    ("card", "name"): Sealed("card.name"),
    ("code", "phone"): Sealed("code.phone"),
    ("code", "subject"): Sealed("code.subject"),
    ("decision", "inputs"): Sealed("decision.inputs", Inputs),
    ("dispute", "text"): Sealed("dispute.text"),
    ("draft", "body"): Sealed("draft.body", Draft),
    ("entry", "body"): Sealed("entry.body", Entry),
    ("history_row", "body"): Sealed("history_row.body", HistoryRow),
    ("outbox", "body"): Sealed("outbox.body"),
    ("paper", "content"): Sealed("paper.content"),
    ("phone_change", "body"): Sealed("phone_change.body", PhoneChange),
    ("phone_change", "photo"): Sealed("phone_change.photo"),
    ("profile_change", "before"): Sealed("profile_change.before"),
    ("profile_change", "after"): Sealed("profile_change.after"),
    ("report", "body"): Sealed("report.body", BureauReport),
    ("secret_try", "body"): Sealed("secret_try.body", SecretTry),
    ("session", "name"): Sealed("session.name"),
    ("signature", "body"): Sealed("signature.body", Signature),
    ("staff_case", "facts"): Sealed("staff_case.facts"),
}

ENUMS: dict[tuple[str, str], type[Enum]] = {
    ("agreement", "state"): agreement.State,
    ("application", "reason"): Reason,
    ("application", "status"): Status,
    ("application_mark", "kind"): person.MarkKind,
    ("binding", "refusal"): cards.CardRefusal,
    ("binding", "state"): cards.State,
    ("code", "purpose"): codes.Purpose,
    ("decision", "verdict"): Verdict,
    ("dispute", "answer"): credit_history.Answer,
    ("face_check", "state"): biometrics.State,
    ("fraud_report", "fact"): fincert.Fact,
    ("hardship", "ground"): hardship.Ground,
    ("hardship", "state"): hardship.State,
    ("history_sending", "state"): credit_history.State,
    ("lookup", "answer"): gateways.Listing,
    ("move", "kind"): payments.Kind,
    ("move", "state"): payments.State,
    ("notification_choice", "kind"): profile.Wanted,
    ("outbox", "content"): Content,
    ("phone_change", "state"): phone_change.State,
    ("portfolio", "bucket"): shares.Bucket,
    ("posting", "entry"): ledger.Entry,
    ("posting", "part"): ledger.Part,
    ("repayment", "purpose"): deeds.Purpose,
    ("repayment", "state"): repayment.State,
    ("repayment", "way"): repayment.Way,
    ("staff_case", "action"): cases.Action,
    ("staff_case", "kind"): cases.Kind,
    ("stage", "stage"): Stage,
}
