"""Use cases and jobs over one database, put together from the registry."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.jobs.job import Work
from bot.jobs.timers import Timer
from bot.outbox.holding import Holding
from bot.outbox.leaving import Leaving
from bot.process.assembly import Assembly, argument_name
from bot.process.registry import DECIDERS, FOR_HANDLERS, JOBS, OUTCOMES, TIMERS
from domain.dates import Clock
from domain.gateways import (
    Bank,
    Biometrics,
    Bureau,
    BureauReporting,
    Documents,
    Fincert,
    FiscalRegister,
    OwnerCheck,
    PhotoSource,
    StaffGroup,
)
from domain.model.messaging.texting import Prices, TextLimits
from domain.ports import Jobs, Notices, Secrets
from domain.rules.cost import MarketAverages
from domain.rules.decision.incomes import MeanIncomes
from domain.rules.decision.shares import ShareLimits
from domain.rules.rights import Rights
from domain.usecases.applications.scanning_persons import ScanPersons
from domain.usecases.cases import deciding
from domain.usecases.cases.casework import OpenCase, SolveCase
from domain.usecases.home.blocking import ComeBack
from domain.usecases.payments import outcomes
from domain.usecases.phone_change.telling_owner import NoteTold
from storage.engine.crypto import Cipher
from storage.engine.database import Database
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import OutboxRows
from storage.queues.work import CaseRows
from storage.rows.accounts import AccountRows, SessionRows
from storage.rows.applications import ApplicationRows, DraftRows
from storage.rows.biometrics import FaceCheckRows
from storage.rows.cards import CardRows
from storage.rows.checks import FraudReportRows, FreezeRows, LookupRows, PeopleRows
from storage.rows.credit_history import CreditHistoryRows
from storage.rows.decisions import (
    ConsentRows,
    DecisionRows,
    IdentityCheckRows,
    ReportRows,
    StageRows,
    StopRows,
)
from storage.rows.dossier import DossierRows
from storage.rows.entering import EntryRows, GuardRows, SecretTryRows
from storage.rows.fiscal import ReceiptRows
from storage.rows.identity import PersonRows, ScanRows
from storage.rows.ledger import LedgerRows
from storage.rows.loans import LoanRows
from storage.rows.payments import BindingRows, MoveRows
from storage.rows.phone_change import BlockRows, PhoneChangeRows, PhotoRows
from storage.rows.portfolio import PortfolioRows
from storage.rows.privacy import DeletionRows, ExportRows, NotificationChoiceRows, ProfileChangeRows
from storage.rows.promises import AutopayRows, HardshipRows, PromiseRows
from storage.rows.repayment import AgreementRows, RepaymentRows
from storage.rows.signing import CodeRows, PaperRows, SignatureRows
from storage.rows.staff import ConcernRows, StaffMemberRows
from storage.rows.texting import TextRows


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The gateways and what else is slow or random."""

    bank: Bank
    bureaus: Mapping[str, Bureau]  # by name: all of them are asked
    bureau_titles: Mapping[str, str]  # by name: as borrowers read them
    owner_check: OwnerCheck
    fincert: Fincert
    fiscal: FiscalRegister | None  # None: no receipts are made
    biometrics: Biometrics | None  # None: not set up
    stop_list_file: Callable[[], Sequence[tuple[str, str, str]]]  # list, kind, value
    documents: Documents
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
class Wiring:
    provided: Mapping[str, object]  # by the argument name of handlers
    works: Mapping[str, Work]  # by kind of job
    open_case: OpenCase
    solve_case: SolveCase
    holding: Holding
    leaving: Leaving
    come_back: ComeBack
    note_told: NoteTold
    scan_persons: ScanPersons
    papers: PaperRows
    photos: PhotoRows
    bindings: BindingRows
    moves: MoveRows


def wire(
    *,
    db: Database,
    cipher: Cipher,
    clock: Clock,
    jobs: Jobs,
    notices: Notices,
    outbox: OutboxRows,
    conversations: ConversationRows,
    outside: Outside,
    desk: DeskRows,
    waits: WaitRows,
) -> Wiring:
    """One set of use cases and jobs over one database."""
    papers, bindings, moves = PaperRows(db, cipher), BindingRows(db, cipher), MoveRows(db)
    photos, applications = PhotoRows(db, cipher), ApplicationRows(db, cipher)
    build = Assembly(
        **vars(outside),
        has_biometrics=outside.biometrics is not None,
        makes_receipts=outside.fiscal is not None,
        bureau_names=tuple(outside.bureaus),
        db=db,
        clock=clock,
        jobs=jobs,
        notices=notices,
        conversations=conversations,
        outbox=outbox,
        chats=conversations,
        anchors=notices,
        drafts=DraftRows(db, cipher),
        applications=applications,
        persons=PersonRows(db, cipher, applications),
        scans=ScanRows(db),
        consents=ConsentRows(db),
        reports=ReportRows(db, cipher),
        decisions=DecisionRows(db, cipher),
        checks=IdentityCheckRows(db),
        stages=StageRows(db),
        stop_lists=StopRows(db, cipher),
        codes=CodeRows(db, cipher),
        papers=papers,
        signatures=SignatureRows(db, cipher),
        bindings=bindings,
        moves=moves,
        lookups=LookupRows(db),
        fraud_reports=FraudReportRows(db),
        freezes=FreezeRows(db),
        face_checks=FaceCheckRows(db),
        receipts=ReceiptRows(db),
        people=PeopleRows(db),
        portfolio=PortfolioRows(db),
        loans=LoanRows(db, cipher),
        ledger=LedgerRows(db),
        credit_history=CreditHistoryRows(db, cipher),
        repayments=RepaymentRows(db),
        agreements=AgreementRows(db),
        cards=CardRows(db, cipher),
        promises=PromiseRows(db),
        hardships=HardshipRows(db),
        autopays=AutopayRows(db),
        accounts=AccountRows(db, cipher),
        sessions=SessionRows(db, cipher),
        guards=GuardRows(db, cipher),
        entries=EntryRows(db, cipher),
        secret_tries=SecretTryRows(db, cipher),
        profile_changes=ProfileChangeRows(db, cipher),
        notification_choices=NotificationChoiceRows(db),
        exports=ExportRows(db, cipher),
        deletions=DeletionRows(db),
        dossier=DossierRows(db, cipher),
        phone_changes=PhoneChangeRows(db, cipher),
        photos=photos,
        blocks=BlockRows(db, cipher),
        staff_members=StaffMemberRows(db),
        desk=desk,
        lane_waits=waits,
        concerns=ConcernRows(db),
        texts=TextRows(db),
        cases=CaseRows(db, cipher),
    )
    owned = outcomes.owners(OUTCOMES)
    build.add(outcomes={kind: build(one) for kind, one in owned.items()})
    decided = deciding.owners(DECIDERS)
    build.add(deciders={kind: build(one) for kind, one in decided.items()})
    provided: dict[str, object] = {argument_name(kind): build(kind) for kind in FOR_HANDLERS}
    works: dict[str, Work] = {name: build(kind) for name, kind in JOBS.items()}
    timers = {name: Timer(db, build(kind), subject) for name, (kind, subject) in TIMERS.items()}
    return Wiring(
        provided={**provided, "lender": outside.lender},
        works={**works, **timers},
        open_case=build(OpenCase),
        solve_case=build(SolveCase),
        holding=build(Holding),
        leaving=build(Leaving),
        come_back=build(ComeBack),
        note_told=build(NoteTold),
        scan_persons=build(ScanPersons),
        papers=papers,
        photos=photos,
        bindings=bindings,
        moves=moves,
    )
