"""The texts that a borrower agrees to, and when such a consent stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.dates import Clock, add_months, lender_day
from domain.model.application import Application, Consent
from domain.rules.regulation import rule

BUREAU = "bureau"
# Automatic calls need the subscriber's consent beforehand, informing ones too (126-FZ as changed by
# 41-FZ of 2025-04-01, from 2025-09-01). That a code by call is one is very probable.
ROBOT_CALL = "robot_call"


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """A wording as it is shown now."""

    kind: str
    version: str
    text: str

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


def subject_of(texts: Sequence[ConsentText]) -> str:
    """What one code signs: the SHA-256 over the kinds and hashes of all its texts, so that a code
    for other wordings, or for fewer of them, signs nothing."""
    return sha256("\n".join(f"{one.kind} {one.sha256}" for one in texts).encode()).hexdigest()


def of_same_person(consent: Consent, last: Application | None, answers: Mapping[str, str]) -> bool:
    """Is it for who answers now? A chat may apply for somebody else later. `last`: its application
    before; those since the consent were all for who signed it."""
    if consent.kind != BUREAU or last is None or last.created_at < consent.given_at:
        return True
    form = last.form
    before = {"name": form.name, "birth_date": str(form.birth_date), "passport": form.passport}
    return before == {name: answers.get(name) for name in before}


def stands(consent: Consent, clock: Clock) -> bool:
    """A consent to ask bureaus counts once it is signed by a code, and for some months (218-FZ
    art. 6)."""
    if consent.kind != BUREAU:
        return True
    given = lender_day(consent.given_at)
    months = int(rule("bki.consent_valid_months", clock.today()).value)
    return consent.signature is not None and clock.today() < add_months(given, months)
