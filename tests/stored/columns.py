"""What lies in columns: the sealed ones with the place they are sealed for, and those of enums."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from domain import (
    gateways,
)
from domain.gateways import BureauReport, CardFacts
from domain.ledger import (
    loan_events,
)
from domain.ledger import (
    postings as ledger,
)
from domain.ledger.reporting import Row as HistoryRow
from domain.model import (
    agreement,
    bank_operation,
    biometrics,
    card_binding,
    cases,
    codes,
    credit_history,
    credit_holidays,
    fincert,
    person,
    profile,
    repayment,
)
from domain.model.accounts import (
    phone_change,
)
from domain.model.accounts.block import Block
from domain.model.accounts.login_attempt import LoginAttempt, SecretTry
from domain.model.accounts.phone_change import PhoneChange
from domain.model.application import ApplicationStatus, Draft, Form, ProgressStep, Reason
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
    ("entry", "body"): Sealed("entry.body", LoginAttempt),
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
    ("agreement", "state"): agreement.AgreementStatus,
    ("application", "reason"): Reason,
    ("application", "status"): ApplicationStatus,
    ("application_mark", "kind"): person.MarkKind,
    ("binding", "refusal"): card_binding.CardRefusal,
    ("binding", "state"): card_binding.BindingStatus,
    ("code", "purpose"): codes.CodePurpose,
    ("decision", "verdict"): Verdict,
    ("dispute", "answer"): credit_history.Answer,
    ("face_check", "state"): biometrics.FaceCheckStatus,
    ("fraud_report", "fact"): fincert.Fact,
    ("hardship", "ground"): credit_holidays.Ground,
    ("hardship", "state"): credit_holidays.HolidaysStatus,
    ("history_sending", "state"): credit_history.RowStatus,
    ("lookup", "answer"): gateways.Listing,
    ("move", "kind"): bank_operation.OperationKind,
    ("move", "state"): bank_operation.OperationStatus,
    ("notification_choice", "kind"): profile.Wanted,
    ("outbox", "content"): Content,
    ("phone_change", "state"): phone_change.PhoneChangeStatus,
    ("portfolio", "bucket"): shares.Bucket,
    ("posting", "entry"): ledger.PostingKind,
    ("posting", "part"): ledger.Part,
    ("repayment", "purpose"): loan_events.PaymentPurpose,
    ("repayment", "state"): repayment.RepaymentStatus,
    ("repayment", "way"): repayment.PaymentWay,
    ("staff_case", "action"): cases.Action,
    ("staff_case", "kind"): cases.CaseKind,
    ("stage", "stage"): ProgressStep,
}
