"""What a decision about a case does: asked of whoever owns its kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from domain.dates import Clock
from domain.ids import CaseId
from domain.model.cases import ACTIONS, Action, Case, CaseKind
from domain.ports import Cases
from domain.refusals import NothingToDo
from domain.usecases.cases.own_affairs import NotOwnAffair

Decides = Mapping[CaseKind, tuple[Action, ...]]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A case that has just been closed with its action. `by_id`: the Telegram account of who did,
    `by` their name."""

    case: Case
    action: Action
    by: str
    by_id: int


class Decider(Protocol):
    """Owns what becomes of a decision about cases of some kinds, in the transaction that closes the
    case: whatever it raises leaves the case open."""

    decides: ClassVar[Decides]

    async def __call__(self, decision: Decision) -> None: ...


def owners(deciders: Iterable[type[Decider]]) -> Mapping[CaseKind, type[Decider]]:
    """Who decides about which kind. TypeError, at start, unless each kind and action has exactly
    one owner."""
    found: dict[CaseKind, type[Decider]] = {}
    for one in deciders:
        for kind, actions in one.decides.items():
            if kind in found:
                raise TypeError(f"{kind} is decided by {found[kind].__name__} and {one.__name__}")
            if set(actions) != set(ACTIONS[kind]) or len(actions) != len(ACTIONS[kind]):
                raise TypeError(f"{one.__name__} does not decide exactly the actions of {kind}")
            found[kind] = one
    if without := sorted(set(CaseKind) - found.keys()):
        raise TypeError(f"nobody decides about {', '.join(without)}")
    return found


@dataclass(frozen=True, kw_only=True)
class DecideCase:
    cases: Cases
    deciders: Mapping[CaseKind, Decider]
    not_own_affair: NotOwnAffair
    clock: Clock

    async def __call__(self, *, case_id: CaseId, action: Action, by: str, by_id: int) -> Case:
        """Close the case with `action`; NothingToDo when it is closed or knows no such action.
        NotYours when it takes a right that `by_id` (a Telegram account) doesn't have;
        OwnAffair when the case is about the person who decides. The case as it is now: a decider
        may have written into it why the law was against the action."""
        case = await self.cases.get(case_id)
        if case is None or case.closed_at is not None or action not in ACTIONS[case.kind]:
            raise NothingToDo
        await self.not_own_affair(case, by_id=by_id)
        case = replace(case, closed_at=self.clock.now(), action=action, closed_by=by)
        await self.cases.save(case)
        decide = self.deciders[case.kind]
        await decide(Decision(case=case, action=action, by=by, by_id=by_id))
        return await self.cases.get(case_id) or case


@dataclass(frozen=True, kw_only=True)
class JustClose:
    """«Готово»: staff have done what there was to do."""

    decides: ClassVar[Decides] = dict.fromkeys(
        (
            CaseKind.RETURNED,
            CaseKind.OTHER_PAYMENT,
            CaseKind.PHOTO_STAYS,
            CaseKind.CHECKS,
            CaseKind.BUREAU,
            CaseKind.STRAY,
            CaseKind.REPORT_SILENT,
            CaseKind.REPORT_LATE,
            CaseKind.DISPUTE_LATE,
            CaseKind.KEEP_OVER,
            CaseKind.FINCERT_SILENT,
            CaseKind.FRAUD_REPORT,
            CaseKind.STOP_LISTS,
            CaseKind.BIOMETRICS,
            CaseKind.SHARES,
            CaseKind.LAW,
            CaseKind.TEXTS,
            CaseKind.UNREACHABLE,
            CaseKind.WEBHOOK,
            CaseKind.UPDATE,
            CaseKind.JOB,
            CaseKind.MESSAGE,
        ),
        (Action.DONE,),
    )

    async def __call__(self, decision: Decision) -> None:
        """Nothing more."""
