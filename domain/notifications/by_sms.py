"""What goes by SMS when no chat can be reached: what the law or money asks for.

The free notice of delay has words of its own (`OverdueSms`, 353-FZ art. 10).
"""

from domain.notifications.accounts import PayoutHeld
from domain.notifications.applications import (
    LoanIssued,
    MoneyChecked,
    PayoutDelayed,
    PayoutDiffers,
    PayoutUndone,
    PayoutUnknown,
)
from domain.notifications.in_trouble import (
    HolidaysDenied,
    HolidaysEnding,
    HolidaysGranted,
    LoanProlonged,
    ProlongationLapsed,
)
from domain.notifications.notice import Notice
from domain.notifications.privacy import DeletionAnswered, DisputeAnswered
from domain.notifications.repayment import (
    ChargeAhead,
    ChargeMissed,
    DebtWrittenOff,
    LoanClosed,
    PaymentBooked,
    PaymentDelayed,
    PaymentRefused,
    PaymentUnknown,
    ReceiptRegistered,
    RefundSent,
)

BY_SMS: frozenset[type[Notice]] = frozenset(
    {
        # Money that goes or doesn't.
        LoanIssued,
        PayoutDelayed,
        PayoutDiffers,
        PayoutUndone,
        PayoutUnknown,
        PayoutHeld,
        MoneyChecked,
        PaymentBooked,
        PaymentDelayed,
        PaymentRefused,
        PaymentUnknown,
        ChargeAhead,
        ChargeMissed,
        RefundSent,
        LoanClosed,
        LoanProlonged,
        ProlongationLapsed,
        DebtWrittenOff,
        # The buyer gets the receipt (54-FZ art. 1.2 p. 2).
        ReceiptRegistered,
        # An answer about credit holidays, and their end (353-FZ art. 6.1-1 p. 9 and 13).
        HolidaysGranted,
        HolidaysDenied,
        HolidaysEnding,
        # An answer about one's credit history (218-FZ art. 8 p. 4.1), or data (152-FZ art. 21).
        DisputeAnswered,
        DeletionAnswered,
    }
)
