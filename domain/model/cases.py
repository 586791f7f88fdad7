"""What a person of the staff has to look at; shown with buttons in the staff group."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import CaseId


class CaseKind(StrEnum):
    REVIEW = "review"  # subject: application
    IDENTITY = "identity"  # subject: application; is it somebody we know?
    ROUNDS = "rounds"  # subject: application; bureaus were asked about this person twice already
    LISTED = "listed"  # subject: application; what was typed is on a stop list
    SHARED = "shared"  # subject: two stored applications; one passport, ИНН or СНИЛС in both
    OWNER = "owner"  # subject: binding; the owner check can't tell
    PAYOUT = "payout"  # subject: application; the lender's side does not pay out
    LOST_PAYOUT = "lost_move"  # subject: move; money of which nobody can tell
    LOST_CHARGE = "lost_charge"  # subject: move; a charge that the bank doesn't know
    REFUND = "refund"  # subject: repayment; an overpayment that doesn't go back
    RETURNED = "returned"  # subject: refund; made in the bank's cabinet, and still paid with us
    OTHER_SUM = "other_sum"  # subject: payout; the bank moved another sum than it was asked for
    OTHER_PAYMENT = "other_payment"  # subject: any other move; the same
    MISSING = "missing"  # subject: loan; «paid, and it isn't there»
    WRITE_OFF = "write_off"  # subject: loan; its delay is so long that it may be given up
    HARDSHIP = "hardship"  # subject: application for credit holidays
    PHONE = "phone"  # subject: change of phone; the photo is to be compared
    PHOTO_STAYS = "photo_stays"  # subject: message of the group; its photo can't be deleted
    CHECKS = "checks"  # subject: application; too few checks of identity have passed
    BUREAU = "bureau"  # subject: application; a bureau does not answer
    STRAY = "stray"  # subject: application; a bureau holds a contract for ours that we don't know
    ROW = "row"  # subject: row and bureau; the bureau refuses it
    REPORT_SILENT = "report_silent"  # subject: bureau; it takes no rows
    REPORT_LATE = "report_late"  # subject: bureau; the time for rows is nearly over
    DISPUTE = "dispute"  # subject: dispute of what bureaus were told
    DISPUTE_LATE = "dispute_late"  # subject: all; disputes whose time is nearly over
    KEEP_OVER = "keep_over"  # subject: that wish; the law's years are over
    DELETION = "deletion"  # subject: wish to have one's data deleted
    FINCERT = "fincert"  # subject: application; its receiver stands in the base
    FINCERT_SILENT = "fincert_silent"  # subject: move; the base can't be asked, money waits
    FRAUD_REPORT = "fraud_report"  # subject: that report; its deadline is near, or has passed
    FROZEN = "frozen"  # subject: borrower; a stop list holds them
    STOP_LISTS = "stop_lists"  # subject: file; it can't be read, the old lists hold
    BIOMETRICS = "biometrics"  # subject: application; the law asks for what isn't set up
    SHARES = "shares"  # subject: quarter and debt burden; its share is near the limit
    LAW = "law"  # subject: edition; contracts name it, and nobody knows it
    TEXTS = "texts"  # subject: all; a total of SMS or calls is reached, strangers wait
    UNREACHABLE = "unreachable"  # subject: chat; it is gone, with a loan or application under way
    WEBHOOK = "webhook"  # subject: telegram; it doesn't take our address for updates
    UPDATE = "update"  # subject: update id; set aside after failing
    JOB = "job"  # subject: job; keeps failing
    MESSAGE = "message"  # subject: outbox row; Telegram refuses it


class Action(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RETRY = "retry"  # pay again
    FIND = "find"  # look for it once more
    GONE = "gone"  # made sure at the bank: it never was
    DONE = "done"
    CORRECT = "correct"  # what was told is told anew
    CONFIRM = "confirm"  # what was told is true
    WRITE_OFF = "write_off"
    WAIT = "wait"  # not yet
    RECHECK = "recheck"  # ask the base again; clean, the money goes
    REFUSE = "refuse"  # the contract is undone, nothing is owed
    FRAUD = "fraud"  # the same, and FinCERT is told
    UNFREEZE = "unfreeze"
    SAME = "same"  # one person
    APART = "apart"  # two people
    ASK = "ask"  # it may go on to the bureaus
    MENDED = "mended"  # the bank has paid exactly what was signed after all
    CAME_BACK = "came_back"  # all of it is with the lender again
    # Why a change of phone is refused:
    NO_FACE = "no_face"
    UNREADABLE = "unreadable"
    OTHER_NUMBERS = "other_numbers"
    OTHER_PERSON = "other_person"
    MISMATCH = "mismatch"  # what was said of the passport


ACTIONS: dict[CaseKind, tuple[Action, ...]] = {
    CaseKind.REVIEW: (Action.APPROVE, Action.REJECT),
    CaseKind.IDENTITY: (Action.SAME, Action.APART, Action.REJECT),
    CaseKind.ROUNDS: (Action.ASK, Action.REJECT),
    CaseKind.LISTED: (Action.ASK, Action.REJECT),
    CaseKind.SHARED: (Action.SAME, Action.APART),
    CaseKind.OWNER: (Action.APPROVE, Action.REJECT),
    CaseKind.PAYOUT: (Action.RETRY,),
    CaseKind.LOST_PAYOUT: (Action.FIND, Action.RETRY),
    CaseKind.LOST_CHARGE: (Action.FIND, Action.GONE),
    CaseKind.REFUND: (Action.RETRY,),
    CaseKind.RETURNED: (Action.DONE,),
    CaseKind.OTHER_SUM: (Action.MENDED, Action.CAME_BACK),
    CaseKind.OTHER_PAYMENT: (Action.DONE,),
    CaseKind.MISSING: (Action.FIND, Action.DONE),
    CaseKind.WRITE_OFF: (Action.WRITE_OFF, Action.WAIT),
    CaseKind.HARDSHIP: (Action.APPROVE, Action.REJECT),
    CaseKind.PHONE: (
        Action.APPROVE,
        Action.NO_FACE,
        Action.UNREADABLE,
        Action.OTHER_NUMBERS,
        Action.OTHER_PERSON,
        Action.MISMATCH,
    ),
    CaseKind.PHOTO_STAYS: (Action.DONE,),
    CaseKind.CHECKS: (Action.DONE,),
    CaseKind.BUREAU: (Action.DONE,),
    CaseKind.STRAY: (Action.DONE,),
    CaseKind.ROW: (Action.RETRY, Action.DONE),
    CaseKind.REPORT_SILENT: (Action.DONE,),
    CaseKind.REPORT_LATE: (Action.DONE,),
    CaseKind.DISPUTE: (Action.CORRECT, Action.CONFIRM),
    CaseKind.DISPUTE_LATE: (Action.DONE,),
    CaseKind.KEEP_OVER: (Action.DONE,),
    CaseKind.DELETION: (Action.DONE,),
    CaseKind.FINCERT: (Action.RECHECK, Action.REFUSE, Action.FRAUD),
    CaseKind.FINCERT_SILENT: (Action.DONE,),
    CaseKind.FRAUD_REPORT: (Action.DONE,),
    CaseKind.FROZEN: (Action.UNFREEZE,),
    CaseKind.STOP_LISTS: (Action.DONE,),
    CaseKind.BIOMETRICS: (Action.DONE,),
    CaseKind.SHARES: (Action.DONE,),
    CaseKind.LAW: (Action.DONE,),
    CaseKind.TEXTS: (Action.DONE,),
    CaseKind.UNREACHABLE: (Action.DONE,),
    CaseKind.WEBHOOK: (Action.DONE,),
    CaseKind.UPDATE: (Action.DONE,),
    CaseKind.JOB: (Action.DONE,),
    CaseKind.MESSAGE: (Action.DONE,),
}


# Our own troubles, of which there may be many at once: put together, and after people's cases.
ALARMS = (CaseKind.JOB, CaseKind.MESSAGE, CaseKind.UPDATE, CaseKind.TEXTS)

# How long a photo stands in the staff group. A bot may delete a message within 48 hours of its
# sending only (Bot API, deleteMessage); it is to be gone by hour 47, with time to try again.
PHOTO_STANDS = timedelta(hours=46)

# What holds an application before the bureaus are asked.
HELD = (CaseKind.IDENTITY, CaseKind.ROUNDS, CaseKind.LISTED)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`facts` are what staff see: no passport; no full phone either, but for a change of phone,
    where both numbers are compared with the photo. Facts are sealed at rest."""

    id: CaseId
    kind: CaseKind
    subject: str
    opened_at: datetime
    facts: dict[str, str] = field(default_factory=dict)
    closed_at: datetime | None = None
    action: Action | None = None
    closed_by: str | None = None

    @property
    def photo(self) -> str | None:
        """The stored photo that belongs to it."""
        return self.subject if self.kind is CaseKind.PHONE else None

    @property
    def number(self) -> str:
        """Short enough to say aloud."""
        return self.id[:6].upper()
