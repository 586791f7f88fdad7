"""«Согласия»: looked at in the wording that was agreed to, taken back, given again.

> [Согласия]
Bot edits: · Электронная подпись: с 23 ноября 2026 …   [Электронная подпись]
> [Отозвать]
Bot edits: Подписать в чате ничего не получится …      [Отозвать] [Оставить]
"""

from datetime import date

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.dates import lender_day
from domain.ids import BorrowerId
from domain.model.accounts.session import Actor
from domain.model.consents import BUREAU
from domain.model.profile import Wanted
from domain.refusals import NothingToDo
from domain.usecases.applications.drafting import GiveConsent
from domain.usecases.privacy.consents import ConsentsView, LookAtConsents, RevokeConsent
from domain.usecases.settings.notifying import SwitchNotices
from handlers.consents.screens import EVERY
from handlers.engine.callbacks import PickConsent
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Screen
from handlers.engine.signed_in import signed_in
from handlers.engine.words import day
from handlers.privacy import consents_given_screens as screens

router = Router(name="consents given")
router.callback_query.filter(PrivateChat())


@router.callback_query(To("my_consents"))
async def consents(query: CallbackQuery, look_at_consents: LookAtConsents, actor: Actor) -> Answer:
    return reply(query, screens.listed(await look_at_consents(borrower_id=signed_in(actor))))


@router.callback_query(PickConsent.filter())
async def pick(
    query: CallbackQuery,
    callback_data: PickConsent,
    state: FSMContext,
    look_at_consents: LookAtConsents,
    revoke_consent: RevokeConsent,
    give_consent: GiveConsent,
    switch_notices: SwitchNotices,
    actor: Actor,
) -> Answer:
    borrower_id, kind = signed_in(actor), callback_data.kind
    view = await look_at_consents(borrower_id=borrower_id)
    match callback_data.do:
        case "give" | "given" if kind == BUREAU:  # a tap doesn't sign it
            raise NothingToDo
        case "give" if kind in EVERY:
            return reply(query, screens.give(EVERY[kind]))
        case "given" if kind in EVERY:
            await _give(borrower_id, kind, view, give_consent)
            if kind == Wanted.ADS:
                await switch_notices(borrower_id=borrower_id, kind=Wanted.ADS, wanted=True)
            saved = screens.given(kind)
        case "revoked":
            cancelled = await revoke_consent(borrower_id=borrower_id, kind=kind)
            if cancelled:
                await state.clear()
            saved = screens.revoked(kind, cancelled=cancelled)
        case "revoke":
            await _open(kind, view, look_at_consents)  # only what stands
            return reply(query, screens.ask_revoke(kind, view))
        case _:
            return reply(query, await _open(kind, view, look_at_consents))
    view = await look_at_consents(borrower_id=borrower_id)
    return reply(query, screens.listed(view, saved))


async def _give(
    borrower_id: BorrowerId, kind: str, view: ConsentsView, give_consent: GiveConsent
) -> None:
    """Tapped twice, it is given once."""
    wording, known = EVERY[kind], view.standing.get(kind)
    if known is None or known.version != wording.version:
        await give_consent(
            borrower_id=borrower_id, kind=kind, version=wording.version, text=wording.text
        )


async def _open(kind: str, view: ConsentsView, look_at_consents: LookAtConsents) -> Screen:
    """NothingToDo for what doesn't stand."""
    if kind == screens.AUTOPAY:
        autopay = view.autopay
        if autopay is None or autopay.ended_at is not None:
            raise NothingToDo
        text = await look_at_consents.wording(autopay.text_sha256)
        return screens.one(kind, text, day(lender_day(autopay.given_at)), None)
    consent = view.standing.get(kind)
    if consent is None:
        raise NothingToDo
    text = await look_at_consents.wording(consent.text_sha256)
    version = day(date.fromisoformat(consent.version))
    return screens.one(kind, text, day(lender_day(consent.given_at)), version)
