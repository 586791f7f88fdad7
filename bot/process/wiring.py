"""Use cases and jobs over one database, put together from the registry."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.jobs.job import Work
from bot.jobs.timers import Timer
from bot.outbox.holding import Holding
from bot.outbox.leaving import Leaving
from bot.process.container import Container, argument_name
from bot.process.ports import Derived, Gateways, Own, Owners, Ports
from bot.process.registry import DECIDERS, FOR_HANDLERS, JOBS, OUTCOMES, TIMERS
from domain.model.jobs import JobKind
from domain.usecases.applications.scanning_persons import ScanPersons
from domain.usecases.cases import deciding
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.home.gone_chats import ComeBack
from domain.usecases.payments import outcomes
from domain.usecases.phone_change.telling_owner import NoteTold


@dataclass(frozen=True, kw_only=True)
class Wiring:
    provided: Mapping[str, object]  # by the argument name of handlers
    works: Mapping[str, Work]  # by kind of job
    ports: Ports
    open_case: OpenCase
    solve_case: SolveCase
    holding: Holding
    leaving: Leaving
    come_back: ComeBack
    note_told: NoteTold
    scan_persons: ScanPersons


def wire(ports: Ports, own: Own, outside: Gateways) -> Wiring:
    """One set of use cases and jobs. TypeError when something is missing, or owned twice."""
    build = Container(ports, own, outside, derived(outside))
    build.add(owners(build))
    provided: dict[str, object] = {argument_name(kind): build(kind) for kind in FOR_HANDLERS}
    return Wiring(
        provided={**provided, "lender": outside.lender},
        works=works(build, own),
        ports=ports,
        open_case=build(OpenCase),
        solve_case=build(SolveCase),
        holding=build(Holding),
        leaving=build(Leaving),
        come_back=build(ComeBack),
        note_told=build(NoteTold),
        scan_persons=build(ScanPersons),
    )


def derived(outside: Gateways) -> Derived:
    return Derived(
        bureau_names=tuple(outside.bureaus),
        has_biometrics=outside.biometrics is not None,
        makes_receipts=outside.fiscal is not None,
    )


def owners(build: Container) -> Owners:
    return Owners(
        deciders={kind: build(one) for kind, one in deciding.owners(DECIDERS).items()},
        outcomes={kind: build(one) for kind, one in outcomes.owners(OUTCOMES).items()},
    )


def works(build: Container, own: Own) -> Mapping[str, Work]:
    """What does each kind of job; each has exactly one."""
    if twice := JOBS.keys() & TIMERS.keys():
        raise TypeError(f"done twice: {', '.join(sorted(twice))}")
    if without := set(JobKind) - JOBS.keys() - TIMERS.keys():
        raise TypeError(f"nobody does {', '.join(sorted(without))}")
    jobs: dict[str, Work] = {name: build(kind) for name, kind in JOBS.items()}
    for name, (kind, subject) in TIMERS.items():
        jobs[name] = Timer(own.db, build(kind), subject)
    return jobs
