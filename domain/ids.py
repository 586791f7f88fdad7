"""Identifiers, made before saving."""

from typing import NewType
from uuid import uuid4

AgreementId = NewType("AgreementId", str)
CardId = NewType("CardId", str)
ChatId = NewType("ChatId", int)
ApplicationId = NewType("ApplicationId", str)
BindingId = NewType("BindingId", str)
BorrowerId = NewType("BorrowerId", int)
CaseId = NewType("CaseId", str)
CodeId = NewType("CodeId", str)
DocumentId = NewType("DocumentId", str)
LoanId = NewType("LoanId", str)
OperationId = NewType("OperationId", str)
PersonId = NewType("PersonId", str)
RepaymentId = NewType("RepaymentId", str)


def new_id() -> str:
    """A fresh random id of 32 hexadecimal digits."""
    return uuid4().hex
