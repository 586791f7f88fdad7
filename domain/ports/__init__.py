"""What use cases need of the world: where things are kept, what is planned, who is told.

Everything here works inside the transaction that surrounds the use case.
"""

from domain.ports.accounts import Accounts, Entries, Guards, SecretTries, Sessions
from domain.ports.applications import (
    Applications,
    Codes,
    Consents,
    Decisions,
    Drafts,
    IdentityChecks,
    Reports,
    Stages,
    StopLists,
)
from domain.ports.checks import FaceChecks, FraudReports, Freezes, Lookups, Receipts
from domain.ports.credit_history import CreditHistory
from domain.ports.identity import Persons, Scans
from domain.ports.lending import (
    Bindings,
    Cards,
    Loans,
    Moves,
    Paper,
    Papers,
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
from domain.ports.repayment import Agreements, Autopays, Hardships, Ledger, Promises, Repayments
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
    "Bindings",
    "Blocks",
    "Cards",
    "Cases",
    "Chats",
    "Codes",
    "Concerns",
    "Consents",
    "CreditHistory",
    "Decisions",
    "Deletions",
    "Desk",
    "Dossier",
    "Drafts",
    "Entries",
    "Exports",
    "FaceChecks",
    "FraudReports",
    "Freezes",
    "Guards",
    "Hardships",
    "IdentityChecks",
    "Jobs",
    "LaneWaits",
    "Ledger",
    "Loans",
    "Lookups",
    "Moves",
    "Notices",
    "NotificationChoices",
    "Paper",
    "Papers",
    "Persons",
    "PhoneChanges",
    "Photos",
    "Portfolio",
    "ProfileChanges",
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
    "Stages",
    "StopLists",
    "Texts",
]
