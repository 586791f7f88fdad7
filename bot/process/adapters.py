"""The rows of the database as ports of the use cases."""

from bot.outbox.writer import QueueNotices
from bot.process.ports import Own, Ports
from domain.dates import Clock
from domain.ports import Jobs
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
    ProgressStepRows,
    ReportRows,
    StopRows,
)
from storage.rows.dossier import DossierRows
from storage.rows.entering import GuardRows, LoginAttemptRows, SecretTryRows
from storage.rows.fiscal import ReceiptRows
from storage.rows.identity import PersonRows, ScanRows
from storage.rows.ledger import LedgerRows
from storage.rows.loans import LoanRows
from storage.rows.payments import BankOperationRows, BindingRows
from storage.rows.phone_change import BlockRows, PhoneChangeRows, PhotoRows
from storage.rows.portfolio import PortfolioRows
from storage.rows.privacy import DeletionRows, ExportRows, NotificationChoiceRows, ProfileChangeRows
from storage.rows.promises import AutopayRows, CreditHolidaysRows, PromiseRows
from storage.rows.repayment import AgreementRows, RepaymentRows
from storage.rows.signing import CodeRows, DocumentRows, SignatureRows
from storage.rows.staff import ConcernRows, StaffMemberRows
from storage.rows.texting import TextRows


def adapters(
    *,
    db: Database,
    cipher: Cipher,
    clock: Clock,
    jobs: Jobs,
    notices: QueueNotices,
    outbox: OutboxRows,
    conversations: ConversationRows,
    desk: DeskRows,
    waits: WaitRows,
) -> tuple[Ports, Own]:
    """Over one database."""
    applications, codes = ApplicationRows(db, cipher), CodeRows(db, cipher)
    guards, stop_lists, texts = GuardRows(db, cipher), StopRows(db, cipher), TextRows(db)
    ports = Ports(
        clock=clock,
        accounts=AccountRows(db, cipher),
        agreements=AgreementRows(db),
        applications=applications,
        autopays=AutopayRows(db),
        bindings=BindingRows(db, cipher),
        blocks=BlockRows(db, cipher),
        cards=CardRows(db, cipher),
        cases=CaseRows(db, cipher),
        chats=conversations,
        checks=IdentityCheckRows(db),
        codes=codes,
        concerns=ConcernRows(db),
        consents=ConsentRows(db),
        credit_history=CreditHistoryRows(db, cipher),
        decisions=DecisionRows(db, cipher),
        deletions=DeletionRows(db),
        desk=desk,
        dossier=DossierRows(db, cipher),
        drafts=DraftRows(db, cipher),
        login_attempts=LoginAttemptRows(db, cipher),
        exports=ExportRows(db, cipher),
        face_checks=FaceCheckRows(db),
        fraud_reports=FraudReportRows(db),
        freezes=FreezeRows(db),
        guards=guards,
        credit_holidays_store=CreditHolidaysRows(db),
        jobs=jobs,
        lane_waits=waits,
        ledger=LedgerRows(db),
        loans=LoanRows(db, cipher),
        lookups=LookupRows(db),
        operations=BankOperationRows(db),
        notices=notices,
        notification_choices=NotificationChoiceRows(db),
        documents=DocumentRows(db, cipher),
        persons=PersonRows(db, cipher, applications),
        phone_changes=PhoneChangeRows(db, cipher),
        photos=PhotoRows(db, cipher),
        portfolio=PortfolioRows(db),
        profile_changes=ProfileChangeRows(db, cipher),
        promises=PromiseRows(db),
        receipts=ReceiptRows(db),
        repayments=RepaymentRows(db),
        reports=ReportRows(db, cipher),
        scans=ScanRows(db),
        secret_tries=SecretTryRows(db, cipher),
        sessions=SessionRows(db, cipher),
        signatures=SignatureRows(db, cipher),
        staff_members=StaffMemberRows(db),
        progress_steps=ProgressStepRows(db),
        stop_lists=stop_lists,
        texts=texts,
    )
    own = Own(
        db=db,
        conversations=conversations,
        outbox=outbox,
        desk_rows=desk,
        wait_rows=waits,
        people=PeopleRows(db),
        stop_list_rows=stop_lists,
        guard_rows=guards,
        code_rows=codes,
        text_rows=texts,
    )
    return ports, own
