"""A line that can't be written stops nobody."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import structlog, sys
from bot.process.logs import set_up
from bot.process.secrecy import Hiding
set_up("INFO", Hiding(()))
log = structlog.get_logger()
for _ in range(3):
    log.warning("something")
try:
    raise ValueError
except ValueError:
    log.exception("something else")
print("went on")
"""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_under_the_log_stops_nobody() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=full,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.stdout == "went on\n"
