"""Which use cases handlers may ask for, and which job or timer does what."""

from collections.abc import Mapping

from bot.jobs.agreements import MakeAgreement, MakeHolidaySchedule
from bot.jobs.bank import BindCard, CarryOut
from bot.jobs.biometrics import AskBiometrics
from bot.jobs.bureaus import AskBureau, AskOwner
from bot.jobs.credit_history import TellHistory, WatchHistory
from bot.jobs.exports import MakeExport
from bot.jobs.fincert import TellFincert
from bot.jobs.fiscal import RegisterReceipt
from bot.jobs.papers import MakePassword, MakeTerms
from bot.jobs.payment_papers import MakePaymentPaper, MakeSchedulePaper
from bot.jobs.phone_photos import FetchPhoto
from bot.jobs.refunds import LookForRefunds
from bot.jobs.secrets import CheckSecrets
from bot.jobs.staff import AskMember, AskMembers
from bot.jobs.stop_lists import TryStopLists
from bot.jobs.timers import AskAboutAll, CountOldDelays, ForgetUpdates, WatchLoans
from domain.model.jobs import JobKind
from domain.usecases.accounts.entering import NameLogin, TryPassword
from domain.usecases.accounts.recovering import AskRecovery, ConfirmBirthDate, ConfirmRecovery
from domain.usecases.accounts.secrets import (
    BeginNewSecret,
    DropPin,
    Prove,
    SetSecret,
    TryOldPassword,
)
from domain.usecases.accounts.sessions import LookAtDevices, SignOut, SignOutDevice
from domain.usecases.applications.admitting import TellHeld
from domain.usecases.applications.consent_signing import AskConsentCode, LastConsents, SignConsents
from domain.usecases.applications.deciding_identity import DecideIdentityCase
from domain.usecases.applications.deciding_review import DecideReview
from domain.usecases.applications.drafting import (
    Apply,
    ChooseAmount,
    ChooseDays,
    ForgetDraft,
    GiveConsent,
    SaveAnswer,
)
from domain.usecases.applications.history import CancelApplication, ListApplications
from domain.usecases.applications.phone import AskPhone, ConfirmPhone
from domain.usecases.applications.rechecking import LapseOffer
from domain.usecases.applications.returning import LookAgain
from domain.usecases.applications.scanning_persons import DecideSharedCase
from domain.usecases.applications.taking_less import TakeLess
from domain.usecases.applications.waiting import AlarmSilence, GiveUpAsking, SayLate
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.autopay.autopay_charge import AnnounceCharge, ChargeAsAgreed, SkipCharge
from domain.usecases.autopay.autopay_consent import LookAtAutopay, TurnOffAutopay, TurnOnAutopay
from domain.usecases.cards.card_binding import OpenBinding
from domain.usecases.cards.deciding_owner import DecideOwner
from domain.usecases.cards.expiring import TellExpiry
from domain.usecases.cards.hold_outcome import HoldOutcome
from domain.usecases.cards.holding import ExpireHold, NameHoldSum
from domain.usecases.cards.wallet import LookAtCards, MakeDefault, NameCard, UnbindCard
from domain.usecases.cases.case_photos import PutPhotoAway, ShowPhoto
from domain.usecases.cases.deciding import DecideCase, Decider, JustClose
from domain.usecases.cases.opening import ListAlarms, ListCases, TellCase
from domain.usecases.checks.fraud import AlarmFraudReport, ReportPayout
from domain.usecases.codes.codes import FindLiveCode
from domain.usecases.codes.texting import AlarmTexts, EndTexts, LookAtTexts
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.credit_history.credit import AskDispute, DecideDispute, LookAtCredit
from domain.usecases.credit_history.rows import DecideRow
from domain.usecases.credit_holidays.asking import (
    AskHolidays,
    DecideCreditHolidays,
    LookAtHolidays,
)
from domain.usecases.credit_holidays.ending import TellHolidaysEnding
from domain.usecases.documents.payment_documents import AskDocument
from domain.usecases.home.gone_chats import ComeBack, LeaveChat
from domain.usecases.home.overview import LookAround
from domain.usecases.identity.proving_face import EndFace
from domain.usecases.loan_view.explaining import ExplainDebt, LookAhead
from domain.usecases.loan_view.looking import LookAtLoan
from domain.usecases.overdue.overdue_scan import TellOverdue
from domain.usecases.overdue.writing_off import DecideWriteOff
from domain.usecases.payments.outcomes import Outcome
from domain.usecases.payments.reconciling import ReportMissing
from domain.usecases.payouts.deciding_payout import DecideFincertHit, DecideLostPayout, DecidePayout
from domain.usecases.payouts.lending import RetryPayout
from domain.usecases.payouts.other_sum import DecideOtherSum
from domain.usecases.payouts.outcome import PayoutOutcome
from domain.usecases.phone_change.answering_passport import AnswerAboutPassport
from domain.usecases.phone_change.changing_phone import (
    BeginPhoneChange,
    NameBirthDate,
    NameOldPhone,
)
from domain.usecases.phone_change.deciding_phone import DecidePhoneCase
from domain.usecases.phone_change.ending_phone_change import FollowPhoneChange, WithdrawPhoneChange
from domain.usecases.phone_change.phone_photo import SendPhoto
from domain.usecases.phone_change.proving_phone import NameNewPhone, ProveNewPhone
from domain.usecases.privacy.consents import LookAtConsents, RevokeConsent
from domain.usecases.privacy.exporting import AskExport
from domain.usecases.privacy.forgetting import (
    AnswerDeletion,
    AskDeletion,
    LookAtDeletion,
    TellKeepOver,
)
from domain.usecases.progress.progress import ShowStatus
from domain.usecases.prolongation.agreeing import AskAgreement, LapseAgreement, TellLapsed
from domain.usecases.prolongation.agreement_signing import (
    AskProlongationCode,
    DeclineAgreement,
    SignAgreement,
)
from domain.usecases.prolongation.prolonging import LookAtProlongation
from domain.usecases.promises.promising import EndPromise, LookAtPromise, PromiseToPay, TellBroken
from domain.usecases.repayment.deciding_payment import DecideLostCharge, DecideMissing, DecideRefund
from domain.usecases.repayment.outcome import RepaymentOutcome
from domain.usecases.repayment.refund_outcome import RefundOutcome
from domain.usecases.repayment.repaying import ConfirmRepayment, OpenRepayment
from domain.usecases.repayment.repayment_sum import AskRepayment
from domain.usecases.settings.notifying import LookAtNotices, SwitchNotices
from domain.usecases.settings.profile import ChangeProfile, ReadProfile
from domain.usecases.signing.signing import AskSignature, EndCooling, Sign
from domain.usecases.staff.account_blocking import BlockAccount, ListBlocked, UnblockAccount
from domain.usecases.staff.desk import LoseDesk, MoveDesk, RegainDesk
from domain.usecases.staff.membership import AskMembership, NoteMember
from domain.usecases.staff.unfreezing import DecideFrozen

FOR_HANDLERS: tuple[type, ...] = (
    MoveDesk,
    LoseDesk,
    RegainDesk,
    ChooseAmount,
    ChooseDays,
    GiveConsent,
    AskPhone,
    ConfirmPhone,
    SaveAnswer,
    Apply,
    LastConsents,
    AskConsentCode,
    SignConsents,
    TakeLess,
    Withdraw,
    LookAround,
    LookAgain,
    ShowStatus,
    OpenBinding,
    NameHoldSum,
    AskSignature,
    Sign,
    LookAtLoan,
    ExplainDebt,
    LookAhead,
    AskRepayment,
    OpenRepayment,
    ConfirmRepayment,
    ReportMissing,
    FindLiveCode,
    AskDocument,
    LookAtProlongation,
    AskAgreement,
    AskProlongationCode,
    SignAgreement,
    DeclineAgreement,
    LookAtPromise,
    PromiseToPay,
    LookAtHolidays,
    AskHolidays,
    LookAtCards,
    NameCard,
    MakeDefault,
    UnbindCard,
    LookAtAutopay,
    TurnOnAutopay,
    TurnOffAutopay,
    SkipCharge,
    ReadProfile,
    ChangeProfile,
    LookAtConsents,
    RevokeConsent,
    AgreeToCall,
    LookAtNotices,
    SwitchNotices,
    AskExport,
    LookAtDeletion,
    AskDeletion,
    LookAtCredit,
    AskDispute,
    ListCases,
    ListAlarms,
    LookAtTexts,
    DecideCase,
    ShowPhoto,
    LeaveChat,
    ComeBack,
    NameLogin,
    TryPassword,
    AskRecovery,
    ConfirmRecovery,
    ConfirmBirthDate,
    BeginNewSecret,
    TryOldPassword,
    SetSecret,
    DropPin,
    Prove,
    LookAtDevices,
    SignOutDevice,
    SignOut,
    ListApplications,
    CancelApplication,
    BeginPhoneChange,
    NameOldPhone,
    NameBirthDate,
    AnswerAboutPassport,
    NameNewPhone,
    ProveNewPhone,
    SendPhoto,
    WithdrawPhoneChange,
    BlockAccount,
    UnblockAccount,
    ListBlocked,
    ReportPayout,
    NoteMember,
    AskMembership,
)
# Who decides about which kinds of case, by their `decides`; each kind has exactly one.
DECIDERS: tuple[type[Decider], ...] = (
    DecideReview,
    DecideIdentityCase,
    DecideSharedCase,
    DecideOwner,
    DecidePayout,
    DecideLostPayout,
    DecideOtherSum,
    DecideFincertHit,
    DecideFrozen,
    DecideLostCharge,
    DecideRefund,
    DecideMissing,
    DecideCreditHolidays,
    DecideWriteOff,
    DecidePhoneCase,
    DecideDispute,
    DecideRow,
    AnswerDeletion,
    JustClose,
)
# What becomes of bank operations, by their `kinds`; each kind has exactly one.
OUTCOMES: tuple[type[Outcome], ...] = (HoldOutcome, PayoutOutcome, RepaymentOutcome, RefundOutcome)
JOBS: Mapping[JobKind, type] = {
    JobKind.BUREAU: AskBureau,
    JobKind.BINDING: BindCard,
    JobKind.BANK_OPERATION: CarryOut,
    JobKind.FRAUD_REPORT: TellFincert,
    JobKind.FISCAL_RECEIPT: RegisterReceipt,
    JobKind.BIOMETRICS: AskBiometrics,
    JobKind.STOP_LISTS: TryStopLists,
    JobKind.OWNER: AskOwner,
    JobKind.TERMS: MakeTerms,
    JobKind.PASSWORD: MakePassword,
    JobKind.SECRETS: CheckSecrets,
    JobKind.FORGET_UPDATES: ForgetUpdates,
    JobKind.WATCH_LOANS: WatchLoans,
    JobKind.COUNT_DELAYS: CountOldDelays,
    JobKind.ASK_ABOUT_ALL: AskAboutAll,
    JobKind.BANK_REFUNDS: LookForRefunds,
    JobKind.PAYMENT_PAPER: MakePaymentPaper,
    JobKind.SCHEDULE_PAPER: MakeSchedulePaper,
    JobKind.AGREEMENT_PAPER: MakeAgreement,
    JobKind.HOLIDAY_SCHEDULE: MakeHolidaySchedule,
    JobKind.EXPORT: MakeExport,
    JobKind.CREDIT_ROWS: TellHistory,
    JobKind.WATCH_CREDIT_ROWS: WatchHistory,
    JobKind.PHONE_PHOTO: FetchPhoto,
    JobKind.STAFF_MEMBER: AskMember,
    JobKind.STAFF_MEMBERS: AskMembers,
}
# Use cases that are only a matter of time, and what they call their subject.
TIMERS: Mapping[JobKind, tuple[type, str]] = {
    JobKind.HELD: (TellHeld, "application_id"),
    JobKind.DECISION_LATE: (SayLate, "application_id"),
    JobKind.BUREAU_SILENT: (AlarmSilence, "application_id"),
    JobKind.DECISION_GIVE_UP: (GiveUpAsking, "application_id"),
    JobKind.DRAFT_FORGOTTEN: (ForgetDraft, "borrower_id"),
    JobKind.HOLD_EXPIRY: (ExpireHold, "binding_id"),
    JobKind.OFFER_LAPSE: (LapseOffer, "application_id"),
    JobKind.COOLING_OVER: (EndCooling, "application_id"),
    JobKind.OVERDUE_NOTICE: (TellOverdue, "loan_id"),
    JobKind.AGREEMENT_LAPSE: (LapseAgreement, "agreement_id"),
    JobKind.AGREEMENT_LAPSED: (TellLapsed, "agreement_id"),
    JobKind.PROMISE_DAY: (EndPromise, "loan_id"),
    JobKind.PROMISE_BROKEN: (TellBroken, "loan_id"),
    JobKind.HOLIDAYS_ENDING: (TellHolidaysEnding, "holidays_id"),
    JobKind.PAYOUT_RETRY: (RetryPayout, "application_id"),
    JobKind.CARD_EXPIRY: (TellExpiry, "card_id"),
    JobKind.KEEP_OVER: (TellKeepOver, "deletion_id"),
    JobKind.AUTOPAY_NOTICE: (AnnounceCharge, "loan_id"),
    JobKind.AUTOPAY_CHARGE: (ChargeAsAgreed, "loan_id"),
    JobKind.BIOMETRICS_OVER: (EndFace, "check_id"),
    JobKind.FRAUD_REPORT_DUE: (AlarmFraudReport, "report_id"),
    JobKind.PHONE_CHANGE: (FollowPhoneChange, "change_id"),
    JobKind.CASE_PHOTO: (PutPhotoAway, "case_id"),
    JobKind.TEXTS_REACHED: (AlarmTexts, "subject"),
    JobKind.TEXTS_OVER: (EndTexts, "subject"),
    JobKind.TELL_CASE: (TellCase, "case_id"),
}
