"""What a check finds."""

from collections.abc import Awaitable, Callable

Check = Callable[[], Awaitable[str]]  # the word behind ✓, or Ill


class Ill(Exception):  # noqa: N818 — a finding
    """What is wrong, and how to mend it."""
