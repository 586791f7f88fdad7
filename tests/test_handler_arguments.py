"""Every handler and filter gets each argument that it asks for: aiogram fails only when called."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import CallableObject, FilterObject, HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command, Filter, StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter

from handlers.engine.filters import NoCommand
from handlers.privacy.leaks import Leaks
from handlers.routers import ROUTERS
from handlers.staff.cases import InStaffGroup
from handlers.staff.desk import Upgraded
from tests.support.lender import Lender

# What aiogram and the middleware of bot/intake/dispatcher.py add by themselves.
ALWAYS = {
    "staff_chat",
    "bot",
    "event_update",
    "event_from_user",
    "event_chat",
    "state",
    "raw_state",
    "services",
}
ALWAYS |= {"borrower_id", "actor"}
# What filters hand to the handler beside them.
ADDED: dict[type, set[str]] = {
    CallbackQueryFilter: {"callback_data"},
    Leaks: {"leak"},
    Upgraded: {"old", "new"},
}


def observers() -> Iterator[TelegramEventObserver]:
    for router in ROUTERS:
        for one in chain(router):
            yield from one.observers.values()


def chain(router: Router) -> Iterator[Router]:
    yield router
    for below in router.sub_routers:
        yield from chain(below)


def called() -> Iterator[tuple[CallableObject, set[str]]]:
    """Handlers and filters, each with what the filters beside it add."""
    for observer in observers():
        for one in observer._handler.filters or ():
            yield one, set()
        for handler in observer.handlers:
            added = {name for one in handler.filters or () for name in adds(one.callback)}
            yield handler, added
            yield from ((one, set()) for one in handler.filters or ())


def adds(callback: object) -> set[str]:
    return next((names for kind, names in ADDED.items() if isinstance(callback, kind)), set())


def wanted(one: CallableObject) -> set[str]:
    """Arguments by name without a default; the event itself is given by position."""
    target = one.callback.__call__ if isinstance(one.callback, Filter) else one.callback
    parameters = list(inspect.signature(target).parameters.values())[1:]
    positional = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return {p.name for p in parameters if p.kind in positional and p.default is p.empty}


AROUND = {"ask_membership"}  # what a middleware asks for: MembersOnly


async def test_every_argument_of_every_handler_is_provided(lender: Lender) -> None:
    provided = ALWAYS | lender.wiring.provided.keys()

    lacking = {
        name(one.callback): missing
        for one, added in called()
        if (missing := wanted(one) - provided - added)
    }

    assert lacking == {}


async def test_nothing_is_provided_that_nobody_asks_for(lender: Lender) -> None:
    asked = {name for one, _ in called() for name in wanted(one)} | AROUND

    assert lender.wiring.provided.keys() - asked == set()


def test_all_handlers_are_looked_at() -> None:
    names = {name(one.callback) for one, _ in called()}

    assert {
        "handlers.applications.offer.amount",
        "handlers.staff.cases.decide",
        name(InStaffGroup()),
    } <= names


def test_a_missing_argument_would_be_found() -> None:
    async def handler(event: object, nobody_has_this: object) -> None:
        """Asks for too much."""

    assert wanted(CallableObject(handler)) == {"nobody_has_this"}


def test_no_filter_takes_a_thread() -> None:
    """aiogram runs a synchronous filter in a thread: 55-80 µs each."""
    filters = [one for one, _ in called() if isinstance(one, FilterObject)]

    assert filters
    assert [name(one.callback) for one in filters if not one.awaitable] == []


def name(callback: Callable[..., Any]) -> str:
    target: Any = callback if inspect.isroutine(callback) else type(callback)
    return f"{target.__module__}.{target.__qualname__}"


def test_a_command_is_never_the_answer_to_a_question() -> None:
    """What is asked before the last command is known must let commands pass."""
    observed = [router.message for router in ROUTERS]
    last = max(n for n, one in enumerate(observed) if any(has(h, Command) for h in one.handlers))

    taking = [
        name(handler.callback)
        for observer in observed[:last]
        for handler in observer.handlers
        if has(handler, StateFilter) and not has(handler, NoCommand)
        if not any(isinstance(f.callback, NoCommand) for f in observer._handler.filters or ())
    ]

    assert taking == []


def has(handler: HandlerObject, kind: type[Filter]) -> bool:
    return any(isinstance(one.callback, kind) for one in handler.filters or ())
