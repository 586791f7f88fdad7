"""What no answer, and a refusal, of an outer system mean."""


class GatewayUnclear(Exception):  # noqa: N818 — a fact, not a mistake
    """No answer, or one that says nothing: whether the call was carried out is not known.

    `retry_after` is the other side's wish in seconds, if it named one.
    """

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class GatewayRefused(Exception):  # noqa: N818 — a fact, not a mistake
    """The other side understood the call and refused it: nothing was done."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}" if what else code)
        self.code = code


class GroupMoved(GatewayUnclear):
    """The group that was asked about has another id now."""

    def __init__(self, now: int) -> None:
        super().__init__("the group has moved")
        self.now = now
