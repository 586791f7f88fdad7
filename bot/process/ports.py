"""What use cases are put together from, by name: ports first. That an adapter fits its port is
checked where it is given, by the type checker; that a use case asks for the port of that name by
the same type, at the start."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.gateways import (
    Bank,
    Biometrics,
    Bureau,
    BureauReporting,
    DocumentRenderer,
    Fincert,
    FiscalRegister,
    OwnerCheck,
    PhotoSource,
    StaffGroup,
)
from domain.model.bank_operation import OperationKind
from domain.model.cases import CaseKind
from domain.model.messaging.texting import Prices, TextLimits
from domain.ports import (
    Accounts,
    Agreements,
    Applications,
    Autopays,
    BankOperations,
    Bindings,
    Blocks,
    Cards,
    Cases,
    Chats,
    Codes,
    Concerns,
    Consents,
    CreditHistory,
    CreditHolidaysStore,
    Decisions,
    Deletions,
    Desk,
    DocumentStore,
    Dossier,
    Drafts,
    Exports,
    FaceChecks,
    FraudReports,
    Freezes,
    Guards,
    IdentityChecks,
    Jobs,
    LaneWaits,
    Ledger,
    Loans,
    LoginAttempts,
    Lookups,
    Notices,
    NotificationChoices,
    Persons,
    PhoneChanges,
    Photos,
    Portfolio,
    ProfileChanges,
    ProgressSteps,
    Promises,
    Receipts,
    Repayments,
    Reports,
    Scans,
    Secrets,
    SecretTries,
    Sessions,
    Signatures,
    StaffMembers,
    StopLists,
    Texts,
)
from domain.rules.cost import MarketAverages
from domain.rules.decision.incomes import MeanIncomes
from domain.rules.decision.shares import ShareLimits
from domain.rules.rights import Rights
from domain.usecases.cases.deciding import Decider
from domain.usecases.payments.outcomes import Outcome
from storage.engine.database import Database
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import OutboxRows
from storage.rows.checks import PeopleRows
from storage.rows.decisions import StopRows
from storage.rows.entering import GuardRows
from storage.rows.signing import CodeRows
from storage.rows.texting import TextRows


@dataclass(frozen=True, kw_only=True)
class Ports:
    """What use cases read, write and say inside a transaction."""

    clock: Clock
    accounts: Accounts
    agreements: Agreements
    applications: Applications
    autopays: Autopays
    bindings: Bindings
    blocks: Blocks
    cards: Cards
    cases: Cases
    chats: Chats
    checks: IdentityChecks
    codes: Codes
    concerns: Concerns
    consents: Consents
    credit_history: CreditHistory
    decisions: Decisions
    deletions: Deletions
    desk: Desk
    dossier: Dossier
    drafts: Drafts
    login_attempts: LoginAttempts
    exports: Exports
    face_checks: FaceChecks
    fraud_reports: FraudReports
    freezes: Freezes
    guards: Guards
    credit_holidays_store: CreditHolidaysStore
    jobs: Jobs
    lane_waits: LaneWaits
    ledger: Ledger
    loans: Loans
    lookups: Lookups
    operations: BankOperations
    notices: Notices
    notification_choices: NotificationChoices
    documents: DocumentStore
    persons: Persons
    phone_changes: PhoneChanges
    photos: Photos
    portfolio: Portfolio
    profile_changes: ProfileChanges
    promises: Promises
    receipts: Receipts
    repayments: Repayments
    reports: Reports
    scans: Scans
    secret_tries: SecretTries
    sessions: Sessions
    signatures: Signatures
    staff_members: StaffMembers
    progress_steps: ProgressSteps
    stop_lists: StopLists
    texts: Texts


@dataclass(frozen=True, kw_only=True)
class Own:
    """What the bot's own jobs need besides: rows, in pages or as a whole."""

    db: Database
    conversations: ConversationRows
    outbox: OutboxRows
    desk_rows: DeskRows
    wait_rows: WaitRows
    people: PeopleRows
    stop_list_rows: StopRows
    guard_rows: GuardRows
    code_rows: CodeRows
    text_rows: TextRows


@dataclass(frozen=True, kw_only=True)
class Owners:
    """Who owns what becomes of each kind: decisions about cases, ends of bank operations."""

    deciders: Mapping[CaseKind, Decider]
    outcomes: Mapping[OperationKind, Outcome]


@dataclass(frozen=True, kw_only=True)
class Gateways:
    """The gateways, what else is slow or random, and what the settings say."""

    bank: Bank
    bureaus: Mapping[str, Bureau]  # by name: all of them are asked
    bureau_titles: Mapping[str, str]  # by name: as borrowers read them
    owner_check: OwnerCheck
    fincert: Fincert
    fiscal: FiscalRegister | None  # None: no receipts are made
    biometrics: Biometrics | None  # None: not set up
    stop_list_file: Callable[[], Sequence[tuple[str, str, str]]]  # list, kind, value
    document_renderer: DocumentRenderer
    secrets: Secrets
    photo_source: PhotoSource
    staff_group: StaffGroup
    return_url: str
    lender: dict[str, str]
    market: MarketAverages
    incomes: MeanIncomes
    share_limits: ShareLimits
    rights: Rights
    owners: Collection[int]  # who hears of a staff group that is lost
    text_limits: TextLimits
    text_prices: Prices
    photo_kept: timedelta  # after a change of phone was decided
    write_off_after: int  # days of delay
    bureau_rows: Mapping[str, BureauReporting]  # by the same names
    report_workdays: int
    dispute_workdays: int


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What follows from `Gateways`."""

    bureau_names: tuple[str, ...]
    has_biometrics: bool
    makes_receipts: bool
