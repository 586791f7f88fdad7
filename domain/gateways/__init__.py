"""The ports to the outer systems: what the lender asks of a bank, an SMS operator, bureaus."""

from domain.gateways.bank import UNTOLD, Bank, CardFacts, Payment, PaymentMethod, Payout, Refund
from domain.gateways.bureaus import (
    Applicant,
    Bureau,
    BureauReport,
    BureauReporting,
    ClosedLoan,
    OpenLoan,
    RowAnswer,
    TellRow,
)
from domain.gateways.checks import (
    Biometrics,
    FacePage,
    Fincert,
    Listing,
    Operation,
    OwnerCheck,
    Ownership,
    Receiver,
    Recognition,
)
from domain.gateways.files import DocumentRenderer, PhotoSource
from domain.gateways.group import StaffGroup
from domain.gateways.receipts import FiscalReceipt, FiscalRegister
from domain.gateways.sms import Sms
from domain.gateways.trouble import GatewayRefused, GatewayUnclear, GroupMoved

__all__ = [
    "UNTOLD",
    "Applicant",
    "Bank",
    "Biometrics",
    "Bureau",
    "BureauReport",
    "BureauReporting",
    "CardFacts",
    "ClosedLoan",
    "DocumentRenderer",
    "FacePage",
    "Fincert",
    "FiscalReceipt",
    "FiscalRegister",
    "GatewayRefused",
    "GatewayUnclear",
    "GroupMoved",
    "Listing",
    "OpenLoan",
    "Operation",
    "OwnerCheck",
    "Ownership",
    "Payment",
    "PaymentMethod",
    "Payout",
    "PhotoSource",
    "Receiver",
    "Recognition",
    "Refund",
    "RowAnswer",
    "Sms",
    "StaffGroup",
    "TellRow",
]
