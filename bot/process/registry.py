"""Which use cases handlers may ask for, and which job or timer does what."""

from collections.abc import Mapping

from bot.jobs.agreements import MakeAgreement, MakeRestSchedule
from bot.jobs.bank import BindCard, MoveMoney
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
from domain.usecases.applications.identitywork import DecideIdentityCase
from domain.usecases.applications.phone import AskPhone, ConfirmPhone
from domain.usecases.applications.rechecking import LapseOffer
from domain.usecases.applications.returning import LookAgain
from domain.usecases.applications.scanning_persons import DecideSharedCase
from domain.usecases.applications.taking_less import TakeLess
from domain.usecases.applications.waiting import AlarmSilence, GiveUpAsking, SayLate
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.autopay.autopay_charge import AnnounceCharge, ChargeAsAgreed, SkipCharge
from domain.usecases.autopay.autopay_consent import LookAtAutopay, TurnOffAutopay, TurnOnAutopay
from domain.usecases.cards.binding import OpenBinding
from domain.usecases.cards.deciding_owner import DecideOwner
from domain.usecases.cards.hold_outcome import HoldOutcome
from domain.usecases.cards.holding import ExpireHold, NameHoldSum
from domain.usecases.cards.keeping_cards import TellExpiry
from domain.usecases.cards.managing_cards import LookAtCards, MakeDefault, NameCard, UnbindCard
from domain.usecases.cases.case_photos import PUT_AWAY, PutPhotoAway, ShowPhoto
from domain.usecases.cases.casework import ListAlarms, ListCases, TellCase
from domain.usecases.cases.deciding import DecideCase, Decider, JustClose
from domain.usecases.checks.fraud import AlarmFraudReport, ReportPayout
from domain.usecases.codes.codes import FindLiveCode
from domain.usecases.codes.texting import AlarmTexts, EndTexts, LookAtTexts
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.credit_history.credit import AskDispute, DecideDispute, LookAtCredit
from domain.usecases.credit_history.rows import DecideRow
from domain.usecases.credit_holidays.rest_ending import TellRestEnding
from domain.usecases.credit_holidays.resting import AskHolidays, DecideHardshipCase, LookAtHolidays
from domain.usecases.documents.papering import AskPaper
from domain.usecases.home.blocking import ComeBack, LeaveChat
from domain.usecases.home.overview import LookAround
from domain.usecases.identity.proving_face import EndFace
from domain.usecases.loan_view.explaining import ExplainDebt, LookAhead
from domain.usecases.loan_view.looking import LookAtLoan
from domain.usecases.overdue.watching import TellOverdue
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
from domain.usecases.repayment.outcome import RepaymentOutcome
from domain.usecases.repayment.paymentwork import DecideLostCharge, DecideMissing, DecideRefund
from domain.usecases.repayment.refund_outcome import RefundOutcome
from domain.usecases.repayment.repaying import ConfirmRepayment, OpenRepayment
from domain.usecases.repayment.repayment_sum import AskRepayment
from domain.usecases.settings.notifying import LookAtNotices, SwitchNotices
from domain.usecases.settings.profile import ChangeProfile, ReadProfile
from domain.usecases.signing.signing import AskSignature, EndCooling, Sign
from domain.usecases.staff.blocking_accounts import BlockAccount, ListBlocked, UnblockAccount
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
    AskPaper,
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
    DecideHardshipCase,
    DecideWriteOff,
    DecidePhoneCase,
    DecideDispute,
    DecideRow,
    AnswerDeletion,
    JustClose,
)
# What becomes of bank operations, by their `kinds`; each kind has exactly one.
OUTCOMES: tuple[type[Outcome], ...] = (HoldOutcome, PayoutOutcome, RepaymentOutcome, RefundOutcome)
JOBS: Mapping[str, type] = {
    "bureau": AskBureau,
    "binding": BindCard,
    "move": MoveMoney,
    "fraud_report": TellFincert,
    "fiscal_receipt": RegisterReceipt,
    "biometrics": AskBiometrics,
    "stop_lists": TryStopLists,
    "owner": AskOwner,
    "terms": MakeTerms,
    "password": MakePassword,
    "secrets": CheckSecrets,
    "forget_updates": ForgetUpdates,
    "watch_loans": WatchLoans,
    "count_delays": CountOldDelays,
    "ask_about_all": AskAboutAll,
    "bank_refunds": LookForRefunds,
    "payment_paper": MakePaymentPaper,
    "schedule_paper": MakeSchedulePaper,
    "agreement_paper": MakeAgreement,
    "rest_schedule": MakeRestSchedule,
    "export": MakeExport,
    "credit_rows": TellHistory,
    "watch_credit_rows": WatchHistory,
    "phone_photo": FetchPhoto,
    "staff_member": AskMember,
    "staff_members": AskMembers,
}
# Use cases that are only a matter of time, and what they call their subject.
TIMERS: Mapping[str, tuple[type, str]] = {
    "held": (TellHeld, "application_id"),
    "decision_late": (SayLate, "application_id"),
    "bureau_silent": (AlarmSilence, "application_id"),
    "decision_give_up": (GiveUpAsking, "application_id"),
    "draft_forgotten": (ForgetDraft, "borrower_id"),
    "hold_expiry": (ExpireHold, "binding_id"),
    "offer_lapse": (LapseOffer, "application_id"),
    "cooling_over": (EndCooling, "application_id"),
    "overdue_notice": (TellOverdue, "loan_id"),
    "agreement_lapse": (LapseAgreement, "agreement_id"),
    "agreement_lapsed": (TellLapsed, "agreement_id"),
    "promise_day": (EndPromise, "loan_id"),
    "promise_broken": (TellBroken, "loan_id"),
    "rest_ending": (TellRestEnding, "hardship_id"),
    "payout_retry": (RetryPayout, "application_id"),
    "card_expiry": (TellExpiry, "card_id"),
    "keep_over": (TellKeepOver, "deletion_id"),
    "autopay_notice": (AnnounceCharge, "loan_id"),
    "autopay_charge": (ChargeAsAgreed, "loan_id"),
    "biometrics_over": (EndFace, "check_id"),
    "fraud_report_due": (AlarmFraudReport, "report_id"),
    "phone_change": (FollowPhoneChange, "change_id"),
    PUT_AWAY: (PutPhotoAway, "case_id"),
    "texts_reached": (AlarmTexts, "subject"),
    "texts_over": (EndTexts, "subject"),
    "tell_case": (TellCase, "case_id"),
}
