"""Money and contracts of somebody on a stop list wait (115-FZ art. 7 p. 1 and 10).

Frozen are payouts, refunds, new contracts and prolongations. What is owed can be paid: taking it
gives nobody on a list anything.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId

OWN = "block"  # the lender's own list, which the lender may overrule
LAW = "115fz"


@dataclass(frozen=True, kw_only=True)
class Freeze:
    """From `since` on, until staff lift it. `by_right`: lifted though the lender's own list still
    holds them; that list freezes them no more."""

    id: str
    borrower_id: BorrowerId
    list: str
    since: datetime
    lifted_at: datetime | None = None
    lifted_by: str | None = None
    by_right: bool = False
