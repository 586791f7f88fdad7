"""Which folder may import which: docs/architecture.md, read from the code with `ast`."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import domain

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bot", "handlers", "domain", "storage", "sandbox")
# Beside the standard library domain has the pure libraries that its docstring lists.
PURE = frozenset(re.findall(r"(\w+) \(", domain.__doc__ or ""))
# The part of the standard library that does input and output.
OUTWARD = frozenset(
    {"ftplib", "http", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "urllib"}
)
# The files of bot that know the screens: who asks for them, who says them, and how.
SPEAKERS = (
    "bot/intake/dispatcher.py",
    "bot/outbox/delivery.py",
    "bot/outbox/speech.py",
    "bot/channels/telegram/calls.py",
)
# What each floor of domain must not know: what stands above it.
ABOVE = {
    "usecases": (),
    "ports": ("domain.usecases",),
    "notifications": ("domain.usecases", "domain.ports"),
}
LOWEST = ("domain.usecases", "domain.ports", "domain.notifications")
# Of the rules only these look at loans and applications.
LOOKING_RULES = ("domain/rules/decision/", "domain/rules/papers/")
MOST_MODULES = 24  # of one folder; what has more wants another level


def under(module: str, *names: str) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def complaint(file: str, module: str) -> str | None:
    """Why this file (its path from the root) must not import this module; None when it may."""
    top = module.partition(".")[0]
    standard = top in sys.stdlib_module_names
    if file.startswith("domain/"):
        if top in OUTWARD:
            return "domain does no input or output"
        if not (standard or top == "domain" or top in PURE):
            return "domain imports the standard library and its listed pure libraries only"
        return floor(file, module)
    if file.startswith("storage/"):
        if under(module, "aiogram", "handlers", "bot", "sandbox"):
            return "storage imports domain and libraries other than aiogram"
        if file.startswith("storage/engine/") and under(module, "storage.rows", "storage.queues"):
            return "the engine knows no rows"
    elif file.startswith("handlers/"):
        if not (standard or under(module, "handlers", "domain", "aiogram")):
            return "handlers import domain and aiogram only"
        if file.startswith("handlers/engine/") and under(module, "handlers"):
            return None if under(module, "handlers.engine") else "the engine knows no conversation"
    elif file.startswith("sandbox/"):
        if not (standard or under(module, "sandbox", "aiohttp")):
            return "the sandbox imports the standard library and aiohttp only"
    elif under(module, "sandbox") and file != "bot/__main__.py":
        return "the product knows no sandbox, but for the command that starts it"
    elif under(module, "handlers") and file not in SPEAKERS:
        return f"inside bot only {' and '.join(SPEAKERS)} import handlers"
    return None


def floor(file: str, module: str) -> str | None:
    """The same inside domain."""
    room = file.split("/")[1]
    if above := [one for one in ABOVE.get(room, LOWEST) if under(module, one)]:
        return f"domain/{room} stands below {above[0]}"
    blind = room == "rules" and not file.startswith(LOOKING_RULES)
    if blind and under(module, "domain.model", "domain.ledger"):
        return "a rule of the law knows no entity"
    return None


def imports(root: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports, `from a import b` as «a.b»."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_bytes(), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join((*above, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{source}.{name.name}") for name in node.names)


def wrong_arrows(root: Path) -> list[str]:
    """A line for each import that goes where it must not."""
    found = []
    for path in sorted(p for folder in FOLDERS for p in (root / folder).rglob("*.py")):
        file = path.relative_to(root).as_posix()
        for line, module in imports(root, path):
            if why := complaint(file, module):
                found.append(f"{file}:{line} imports {module}: {why}")
    return found


def test_every_import_goes_where_it_may() -> None:
    assert wrong_arrows(ROOT) == []


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("domain/model/loan.py", "import aiogram"),
        ("domain/model/loan.py", "from sqlalchemy import select"),
        ("domain/usecases/applying.py", "def late() -> None:\n    import storage.rows.loans"),
        ("domain/model/loan.py", "from urllib.request import urlopen"),
        ("storage/rows/loans.py", "from bot.process.settings import Settings"),
        ("storage/rows/loans.py", "from aiogram.types import Message"),
        ("storage/migrations/versions/one.py", "import handlers"),
        ("handlers/loan_view/loan.py", "from storage import loans"),
        ("handlers/loan_view/loan_screens.py", "import bot.process.app"),
        ("handlers/loan_view/loan.py", "import aiohttp"),
        ("sandbox/page.py", "from domain.money import Money"),
        ("sandbox/page.py", "from bot import settings"),
        ("sandbox/bank/core.py", "from ...settings import Settings"),
        ("sandbox/telegram/core.py", "import pydantic"),
        ("bot/process/app.py", "from handlers.loan_view import loan_screens"),
        ("bot/process/app.py", "from sandbox.world import World"),
        ("bot/gateways/sms.py", "import handlers"),
        ("storage/rows/loans.py", "from sandbox.clock.clock import WorldClock"),
        ("storage/engine/sqlite.py", "from storage.rows import loans"),
        ("handlers/engine/forms.py", "from handlers.repayment import screens"),
        ("domain/model/loan.py", "from domain.usecases.ledger.post_to_ledger import KeepLedger"),
        ("domain/ledger/debt.py", "from domain import ports"),
        ("domain/refusals/refusal.py", "from domain.notifications.notice import Notice"),
        ("domain/notifications/notice.py", "from domain.ports import Loans"),
        ("domain/ports/lending.py", "import domain.usecases"),
        ("domain/rules/cost.py", "from domain.model.loan import Loan"),
    ],
)
def test_a_forbidden_import_is_reported(tmp_path: Path, file: str, code: str) -> None:
    plant(tmp_path, file, code)

    (found,) = wrong_arrows(tmp_path)

    assert found.startswith(f"{file}:{code.count(chr(10)) + 1} imports ")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("domain/model/loan.py", "import datetime, phonenumbers\nfrom stdnum.ru import inn"),
        ("domain/model/loan.py", "from . import money\nfrom .money import Money"),
        ("domain/usecases/applying.py", "from domain.gateways import Bank"),
        ("storage/rows/loans.py", "import aiosqlite\nfrom domain.model.loan import Loan"),
        (
            "handlers/loan_view/loan.py",
            "from aiogram import Router\nfrom handlers.loan_view import loan_screens",
        ),
        ("sandbox/bank/core.py", "from aiohttp import web\nfrom ..clock import WorldClock"),
        ("bot/intake/dispatcher.py", "from handlers import loan"),
        ("bot/outbox/delivery.py", "from handlers.loan_view import loan_screens"),
        ("bot/process/app.py", "import storage.rows.loans\nfrom bot.gateways.sms import Smsc"),
        ("bot/__main__.py", "from sandbox.main import main"),
        ("handlers/engine/forms.py", "from handlers.engine import parse"),
        ("domain/ports/telling.py", "from domain.notifications import Notice"),
        ("domain/rules/decision/history.py", "from domain.model.loan import Loan"),
    ],
)
def test_an_import_that_is_allowed_is_not_reported(tmp_path: Path, file: str, code: str) -> None:
    plant(tmp_path, file, code)

    assert wrong_arrows(tmp_path) == []


@pytest.mark.parametrize("folder", ["domain", "storage", "sandbox"])
def test_aiogram_is_not_pulled_in(folder: str) -> None:
    # Migrations are scripts that Alembic runs; __main__ starts when imported.
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.stem != "__main__" and "migrations" not in path.parts
    ]
    code = f"import sys, importlib\nfor m in {modules!r}: importlib.import_module(m)\n"
    code += "sys.exit('aiogram' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr or f"{folder} pulls in aiogram"


def plant(root: Path, file: str, code: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True)
    path.write_text(code + "\n", encoding="utf-8")


USE_CASES = sorted((ROOT / "domain/usecases").rglob("*.py"))


@pytest.mark.parametrize("path", USE_CASES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_use_case_asks_for_nothing_that_it_does_not_use(path: Path) -> None:
    for one in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(one, ast.ClassDef) and "__call__" in {
            part.name for part in one.body if isinstance(part, ast.AsyncFunctionDef)
        }:
            asked = {name for part in one.body if (name := _field(part))}
            used = {
                part.attr
                for part in ast.walk(one)
                if isinstance(part, ast.Attribute) and getattr(part.value, "id", "") == "self"
            }
            assert asked <= used, f"{one.name}: {asked - used}"


def _field(part: ast.stmt) -> str | None:
    """Of an instance: what stands in `ClassVar` belongs to the class."""
    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
        return None if ast.unparse(part.annotation).startswith("ClassVar") else part.target.id
    return None


CAPABILITIES = {path.parent.name for path in (ROOT / "domain/usecases").glob("*/*.py")}


@pytest.mark.parametrize("folder", ["handlers", "tests/usecases", "tests/chats"])
def test_the_same_capabilities_stand_in_every_layer(folder: str) -> None:
    named = {
        path.parent.name
        for path in (ROOT / folder).glob("*/*.*")
        if path.suffix in (".py", ".chat")
    }

    assert named - CAPABILITIES == ({"engine"} if folder == "handlers" else set())


def test_no_folder_has_more_modules_than_an_eye_takes_in() -> None:
    """Migrations are read one at a time, and the test of a module stands beside its kin's."""
    counted = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for folder in (*FOLDERS, "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py" and path.parent.name != "versions"
    )

    assert {folder: many for folder, many in counted.items() if many > MOST_MODULES} == {}


def test_no_number_stands_on_two_decisions_and_every_link_to_one_leads_somewhere() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(record.name.partition("-")[0]) for record in records]
    assert numbers == list(range(1, len(records) + 1))
    for number, record in zip(numbers, records, strict=True):
        assert record.read_text(encoding="utf-8").startswith(f"# {number}. "), record.name
    for paper in (*records, *(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")):
        for link in re.findall(r"\]\(((?:\S*/)?00\d\d-\S+?\.md)\)", paper.read_text("utf-8")):
            assert (paper.parent / link).is_file(), f"{paper.name}: {link}"
