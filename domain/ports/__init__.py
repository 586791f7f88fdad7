"""What use cases need of the world: where things are kept, what is planned, who is told.

Everything here works inside the transaction that surrounds the use case.
"""

from domain.ports.accounts import Accounts, Guards, LoginAttempts, SecretTries, Sessions
from domain.ports.applications import (
    Applications,
    Codes,
    Consents,
    Decisions,
    Drafts,
    IdentityChecks,
    ProgressSteps,
    Reports,
    StopLists,
)
from domain.ports.checks import FaceChecks, FraudReports, Freezes, Lookups, Receipts
from domain.ports.credit_history import CreditHistory
from domain.ports.identity import Persons, Scans
from domain.ports.lending import (
    BankOperations,
    Bindings,
    Cards,
    Document,
    DocumentStore,
    Loans,
    Portfolio,
    Signature,
    Signatures,
)
from domain.ports.phone_change import (
    Blocks,
    PhoneChanges,
    Photos,
)
from domain.ports.privacy import Deletions, Dossier, Exports, NotificationChoices, ProfileChanges
from domain.ports.repayment import (
    Agreements,
    Autopays,
    CreditHolidaysStore,
    Ledger,
    Promises,
    Repayments,
)
from domain.ports.staff import Concerns, Desk, LaneWaits, StaffMembers
from domain.ports.telling import (
    Cases,
    Chats,
    Jobs,
    Notices,
    Secrets,
    Texts,
)

__all__ = [
    "Accounts",
    "Agreements",
    "Applications",
    "Autopays",
    "BankOperations",
    "Bindings",
    "Blocks",
    "Cards",
    "Cases",
    "Chats",
    "Codes",
    "Concerns",
    "Consents",
    "CreditHistory",
    "CreditHolidaysStore",
    "Decisions",
    "Deletions",
    "Desk",
    "Document",
    "DocumentStore",
    "Dossier",
    "Drafts",
    "Exports",
    "FaceChecks",
    "FraudReports",
    "Freezes",
    "Guards",
    "IdentityChecks",
    "Jobs",
    "LaneWaits",
    "Ledger",
    "Loans",
    "LoginAttempts",
    "Lookups",
    "Notices",
    "NotificationChoices",
    "Persons",
    "PhoneChanges",
    "Photos",
    "Portfolio",
    "ProfileChanges",
    "ProgressSteps",
    "Promises",
    "Receipts",
    "Repayments",
    "Reports",
    "Scans",
    "SecretTries",
    "Secrets",
    "Sessions",
    "Signature",
    "Signatures",
    "StaffMembers",
    "StopLists",
    "Texts",
]
