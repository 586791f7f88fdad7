"""Consents: needed before a signature, agreed to on the way, carried into the account."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.model.application import Consent
from domain.model.consents import ROBOT_CALL, ConsentText, stands
from domain.ports import (
    Consents,
    Sessions,
)
from domain.refusals import ConsentMissing

TO_SIGN = ("personal_data", "signature", "bureau")  # without these no contract is signed


@dataclass(frozen=True, kw_only=True)
class AgreeToCall:
    """That a robot dictates codes by phone, when it is asked to."""

    consents: Consents
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, text: ConsentText) -> None:
        """Once: agreed to twice, the first one stands. Another wording is another consent."""
        known = (await self.consents.kinds(borrower_id)).get(ROBOT_CALL)
        if known is not None and known.text_sha256 == text.sha256:
            return
        consent = Consent(
            borrower_id=borrower_id,
            kind=ROBOT_CALL,
            version=text.version,
            text_sha256=text.sha256,
            given_at=self.clock.now(),
        )
        await self.consents.add(consent, text.text)


@dataclass(frozen=True, kw_only=True)
class CarryCallConsent:
    """Who agreed to a call as a guest, and has entered by its code, isn't asked again, and takes it
    back where the others are."""

    consents: Consents
    sessions: Sessions
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, borrower_id: BorrowerId) -> None:
        guest = await self.sessions.guest(chat_id)
        given = (await self.consents.kinds(guest)).get(ROBOT_CALL)
        if given is None or guest == borrower_id:
            return
        text = await self.consents.wording(given.text_sha256)
        await self.consents.add(replace(given, borrower_id=borrower_id), text)
        await self.consents.revoke(guest, ROBOT_CALL, self.clock.now())


@dataclass(frozen=True, kw_only=True)
class NeedConsents:
    """Nothing is signed on consents that don't stand."""

    consents: Consents
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId, *kinds: str) -> None:
        """ConsentMissing, of the first that is."""
        given = await self.consents.kinds(borrower_id)
        for kind in kinds:
            if kind not in given or not stands(given[kind], self.clock):
                raise ConsentMissing(kind)
