"""The checks of identity that a remote loan asks for, each a stored result.

Basic standard of MFO operations, from 2023-04-24: at least 5 of the 10 listed checks. The list's
wording was not seen; these are the ones that this lender can make (decision 10).
"""

from dataclasses import dataclass

from domain.dates import Clock, lender_day
from domain.ids import ApplicationId
from domain.model.application import Application, IdentityCheck
from domain.ports import IdentityChecks
from domain.rules.passport import valid_until
from domain.rules.regulation import rule
from domain.usecases.checks.freezing import ListedFor


@dataclass(frozen=True, kw_only=True)
class RecordCheck:
    checks: IdentityChecks
    clock: Clock

    async def __call__(
        self, application_id: ApplicationId, kind: str, who: str, *, passed: bool, answer: str
    ) -> None:
        await self.checks.save(
            IdentityCheck(
                application_id=application_id,
                kind=kind,
                who=who,
                at=self.clock.now(),
                passed=passed,
                answer=answer,
            )
        )


@dataclass(frozen=True, kw_only=True)
class RecordOwnChecks:
    """What the lender has seen by itself when the application comes in."""

    record_check: RecordCheck
    listed_for: ListedFor
    clock: Clock

    async def __call__(self, application: Application, *, proven_before: bool) -> None:
        """`proven_before`: the code of the phone was typed for an earlier loan."""
        form, ident = application.form, application.id
        today = lender_day(self.clock.now())
        until = valid_until(form.birth_date, form.passport_issued, today)
        await self.record_check(
            ident,
            "phone_code",
            "SMS operator",
            passed=True,
            answer="typed for an earlier loan" if proven_before else "the code was typed",
        )
        await self.record_check(
            ident,
            "passport_term",
            "lender",
            passed=until is None or today <= until,
            answer="in force by age and day of issue",
        )
        await self.record_check(
            ident, "inn_digits", "lender", passed=True, answer="control digits fit"
        )
        found = [
            await self.listed_for(application.borrower_id, kind, value)
            for kind, value in (
                ("phone", form.phone),
                ("passport", form.passport),
                ("inn", form.inn),
            )
        ]
        await self.record_check(
            ident,
            "stop_lists",
            "lender",
            passed=not any(found),
            answer="on no list" if not any(found) else "on a list",
        )


@dataclass(frozen=True, kw_only=True)
class EnoughChecks:
    checks: IdentityChecks

    async def __call__(self, application: Application) -> bool:
        """Have as many checks passed as the law of the application's day asks for?"""
        least = rule("identity.min_checks", lender_day(application.created_at))
        if not least.in_force:
            return True
        passed = {check.kind for check in await self.checks.of(application.id) if check.passed}
        # However many bureaus are asked, they are one kind of check.
        kinds = {"bureau" if kind.startswith("bureau_") else kind for kind in passed}
        return len(kinds) >= int(least.value.split()[0])
