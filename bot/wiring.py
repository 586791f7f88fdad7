"""Use cases put together from their ports: what handlers and jobs are given."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.jobs.bank import BindCard, MoveMoney
from bot.jobs.bureaus import AskBureau, AskOwner
from bot.jobs.job import Work
from bot.jobs.papers import MakePassword, MakeTerms
from bot.jobs.timers import ForgetUpdates, Timer
from domain.cost import MarketAverages
from domain.dates import Clock
from domain.gateways import Bank, Bureau, Documents, OwnerCheck
from domain.ports import Jobs, Notices, Secrets
from domain.usecases.binding import (
    ExpireHold,
    HoldFailed,
    HoldStands,
    NameHoldSum,
    OpenBinding,
    RecordOwner,
    RecordPage,
)
from domain.usecases.blocking import NoteBlock
from domain.usecases.casework import OpenCase, SolveCase
from domain.usecases.codes import AskPhone, CheckCode, ConfirmPhone, SendCode
from domain.usecases.deciding import (
    AlarmSilence,
    Approve,
    GiveUpAsking,
    RecordReport,
    Reject,
    SayLate,
)
from domain.usecases.drafting import Answer, Apply, ChooseAmount, ChooseDays, GiveConsent
from domain.usecases.lending import (
    PayoutArrived,
    PayoutFailed,
    ReservePayout,
    RetryPayout,
)
from domain.usecases.moving import (
    RecordHold,
    RecordLoss,
    RecordPayout,
    RecordRefusal,
    StartMove,
)
from domain.usecases.overview import LookAround
from domain.usecases.pricing import Price
from domain.usecases.signing import AskSignature, OfferTerms, PrepareTerms, Sign
from domain.usecases.staffwork import DecideCase
from domain.usecases.withdrawing import Withdraw
from storage.applications import ApplicationRows, ConsentRows, DraftRows, ReportRows
from storage.conversations import ConversationRows
from storage.crypto import Cipher
from storage.database import Database
from storage.money import AccountRows, BindingRows, LoanRows, MoveRows
from storage.signing import CodeRows, PaperRows, SignatureRows
from storage.work import CaseRows


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The gateways and what else is slow or random."""

    bank: Bank
    bureaus: Mapping[str, Bureau]
    owner_check: OwnerCheck
    documents: Documents
    secrets: Secrets
    return_url: str
    lender: dict[str, str]
    market: MarketAverages


@dataclass(frozen=True, kw_only=True)
class Wiring:
    provided: Mapping[str, object]  # use cases by the argument name of handlers
    works: Mapping[str, Work]  # jobs by kind
    open_case: OpenCase
    papers: PaperRows
    bindings: BindingRows
    moves: MoveRows


def wire(
    *,
    db: Database,
    cipher: Cipher,
    clock: Clock,
    jobs: Jobs,
    notices: Notices,
    conversations: ConversationRows,
    outside: Outside,
    staff_chat: int,
) -> Wiring:
    """One set of use cases over one database."""
    drafts, consents = DraftRows(db, cipher), ConsentRows(db)
    applications, reports = ApplicationRows(db, cipher), ReportRows(db, cipher)
    codes, papers = CodeRows(db, cipher), PaperRows(db, cipher)
    signatures, cases = SignatureRows(db, cipher), CaseRows(db)
    bindings, moves = BindingRows(db, cipher), MoveRows(db)
    loans, accounts = LoanRows(db, cipher), AccountRows(db, cipher)
    secrets, bank = outside.secrets, outside.bank

    open_case = OpenCase(cases=cases, notices=notices, clock=clock)
    solve_case = SolveCase(cases=cases, notices=notices, clock=clock)
    price = Price(loans=loans, market=outside.market, clock=clock)
    send_code = SendCode(codes=codes, notices=notices, secrets=secrets, clock=clock)
    check_code = CheckCode(codes=codes, secrets=secrets, clock=clock)

    reserve_payout = ReservePayout(moves=moves, jobs=jobs, clock=clock)
    retry_payout = RetryPayout(
        applications=applications,
        bindings=bindings,
        moves=moves,
        reserve_payout=reserve_payout,
    )
    payout_arrived = PayoutArrived(
        applications=applications,
        bindings=bindings,
        loans=loans,
        notices=notices,
        solve_case=solve_case,
        jobs=jobs,
    )
    payout_failed = PayoutFailed(
        bindings=bindings,
        notices=notices,
        jobs=jobs,
        open_case=open_case,
        clock=clock,
    )
    open_binding = OpenBinding(
        applications=applications,
        bindings=bindings,
        moves=moves,
        jobs=jobs,
        solve_case=solve_case,
        clock=clock,
    )
    record_owner = RecordOwner(
        bindings=bindings,
        applications=applications,
        notices=notices,
        jobs=jobs,
        open_case=open_case,
        reserve_payout=reserve_payout,
    )
    hold_failed = HoldFailed(bindings=bindings, notices=notices)
    hold_stands = HoldStands(
        bindings=bindings, moves=moves, jobs=jobs, notices=notices, clock=clock
    )
    approve = Approve(applications=applications, notices=notices, open_binding=open_binding)
    reject = Reject(applications=applications, notices=notices, clock=clock)

    provided = {
        "staff_chat": staff_chat,
        "choose_amount": ChooseAmount(
            drafts=drafts, loans=loans, applications=applications, price=price, clock=clock
        ),
        "choose_days": ChooseDays(drafts=drafts, price=price, clock=clock),
        "give_consent": GiveConsent(consents=consents, clock=clock),
        "ask_phone": AskPhone(
            drafts=drafts,
            applications=applications,
            loans=loans,
            send_code=send_code,
            clock=clock,
        ),
        "confirm_phone": ConfirmPhone(drafts=drafts, check_code=check_code),
        "save_answer": Answer(drafts=drafts, clock=clock),
        "apply": Apply(
            drafts=drafts,
            applications=applications,
            loans=loans,
            consents=consents,
            jobs=jobs,
            clock=clock,
        ),
        "withdraw": Withdraw(
            drafts=drafts,
            applications=applications,
            bindings=bindings,
            moves=moves,
            loans=loans,
            jobs=jobs,
            solve_case=solve_case,
        ),
        "look_around": LookAround(
            drafts=drafts,
            applications=applications,
            bindings=bindings,
            loans=loans,
            clock=clock,
        ),
        "open_binding": open_binding,
        "name_hold_sum": NameHoldSum(
            applications=applications, bindings=bindings, moves=moves, jobs=jobs, clock=clock
        ),
        "ask_signature": AskSignature(
            applications=applications, papers=papers, send_code=send_code
        ),
        "sign": Sign(
            applications=applications,
            papers=papers,
            bindings=bindings,
            signatures=signatures,
            check_code=check_code,
            reserve_payout=reserve_payout,
            jobs=jobs,
            clock=clock,
        ),
        "decide_case": DecideCase(
            cases=cases,
            applications=applications,
            bindings=bindings,
            moves=moves,
            notices=notices,
            approve=approve,
            reject=reject,
            record_owner=record_owner,
            retry_payout=retry_payout,
            jobs=jobs,
            clock=clock,
        ),
        "note_block": NoteBlock(chats=conversations, clock=clock),
    }
    works: dict[str, Work] = {
        "bureau": AskBureau(
            db=db,
            applications=applications,
            bureaus=outside.bureaus,
            record_report=RecordReport(
                applications=applications,
                reports=reports,
                jobs=jobs,
                notices=notices,
                approve=approve,
                reject=reject,
                open_case=open_case,
                solve_case=solve_case,
                clock=clock,
            ),
            clock=clock,
        ),
        "decision_late": Timer(
            db, SayLate(applications=applications, notices=notices), "application_id"
        ),
        "bureau_silent": Timer(
            db,
            AlarmSilence(applications=applications, reports=reports, open_case=open_case),
            "application_id",
        ),
        "decision_give_up": Timer(
            db,
            GiveUpAsking(
                applications=applications, reject=reject, jobs=jobs, solve_case=solve_case
            ),
            "application_id",
        ),
        "binding": BindCard(
            db=db,
            bindings=bindings,
            bank=bank,
            record_page=RecordPage(
                bindings=bindings,
                moves=moves,
                secrets=secrets,
                jobs=jobs,
                notices=notices,
                clock=clock,
            ),
            clock=clock,
            return_url=outside.return_url,
        ),
        "move": MoveMoney(
            db=db,
            bank=bank,
            bindings=bindings,
            start_move=StartMove(moves=moves, clock=clock),
            record_hold=RecordHold(moves=moves, hold_stands=hold_stands, hold_failed=hold_failed),
            record_payout=RecordPayout(
                moves=moves, payout_arrived=payout_arrived, payout_failed=payout_failed
            ),
            record_refusal=RecordRefusal(
                moves=moves, hold_failed=hold_failed, payout_failed=payout_failed
            ),
            record_loss=RecordLoss(moves=moves, open_case=open_case, hold_failed=hold_failed),
            clock=clock,
        ),
        "hold_expiry": Timer(
            db,
            ExpireHold(bindings=bindings, moves=moves, jobs=jobs, notices=notices),
            "binding_id",
        ),
        "owner": AskOwner(
            db=db,
            applications=applications,
            bindings=bindings,
            owner_check=outside.owner_check,
            record_owner=record_owner,
        ),
        "terms": MakeTerms(
            db=db,
            prepare_terms=PrepareTerms(
                applications=applications, price=price, clock=clock, lender=outside.lender
            ),
            documents=outside.documents,
            offer_terms=OfferTerms(
                applications=applications,
                papers=papers,
                price=price,
                notices=notices,
                clock=clock,
            ),
        ),
        "payout_retry": Timer(db, retry_payout, "application_id"),
        "password": MakePassword(
            db=db,
            applications=applications,
            accounts=accounts,
            notices=notices,
            clock=clock,
        ),
        "forget_updates": ForgetUpdates(db=db, conversations=conversations, clock=clock),
    }
    return Wiring(
        provided=provided,
        works=works,
        open_case=open_case,
        papers=papers,
        bindings=bindings,
        moves=moves,
    )
