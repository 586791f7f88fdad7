"""What only some of the staff may do, by the ids of their Telegram accounts."""

from dataclasses import dataclass

from domain.refusals import NotYours

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Rights:
    change_phone: frozenset[int] = NOBODY
    block: frozenset[int] = NOBODY

    def may_change_phone(self, who: int) -> None:
        """NotYours."""
        if who not in self.change_phone:
            raise NotYours

    def may_block(self, who: int) -> None:
        """NotYours."""
        if who not in self.block:
            raise NotYours
