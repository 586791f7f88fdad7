"""What is kept of a signature by a code (63-FZ art. 6, 9)."""

from datetime import datetime

from domain.ids import ChatId, DocumentId, new_id
from domain.model.application import Application
from domain.model.codes import Code
from domain.model.consents import ConsentText
from domain.ports import Document, Signature


def signature(
    *, application: Application, chat_id: ChatId, paper: Document, code: Code, at: datetime
) -> Signature:
    """Who signed which file, by which code, and when."""
    return Signature(
        id=new_id(),
        application_id=application.id,
        borrower_id=application.borrower_id,
        chat_id=chat_id,
        name=application.form.name,
        phone=code.phone,
        document=paper.id,
        sha256=paper.sha256,
        code_digest=code.digest,
        code_sent_at=code.sent_at,
        signed_at=at,
    )


def consent_signature(
    *,
    ident: str,
    application: Application,
    chat_id: ChatId,
    text: ConsentText,
    code: Code,
    at: datetime,
) -> Signature:
    """Who signed which wording, kept under its hash; several may have one code."""
    return Signature(
        id=ident,
        application_id=application.id,
        borrower_id=application.borrower_id,
        chat_id=chat_id,
        name=application.form.name,
        phone=code.phone,
        document=DocumentId(f"consent:{text.kind}:{text.version}"),
        sha256=text.sha256,
        code_digest=code.digest,
        code_sent_at=code.sent_at,
        signed_at=at,
    )
