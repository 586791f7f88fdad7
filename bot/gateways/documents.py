"""Papers as PDF/A-2b files, made by Typst from the templates of bot/papers."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst

PAPERS = Path(__file__).resolve().parent.parent / "papers"
MOSCOW = ZoneInfo("Europe/Moscow")


class TypstRenderer:
    """The same facts give the same bytes: fonts are ours, and the file's date is the facts' own.

    Facts reach a template as JSON: they are shown, never evaluated. `zone` is the lender's, in
    which days and hours are printed.
    """

    def __init__(self, papers: Path = PAPERS, zone: ZoneInfo = MOSCOW) -> None:
        self._papers = papers
        self._zone = zone
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[papers / "fonts"],
        )

    def individual_terms(self, facts: Mapping[str, Any]) -> bytes:
        """Individual terms (353-FZ art. 5 p. 9, Bank of Russia 3240-U), as one PDF file.

        `facts`: number, made_at (ISO instant), lender {name, inn, ogrn, register_number, address,
        phone, email}, borrower {name, birth_date, passport, phone}, psk_percent («292,000 %»),
        psk_percent_words, psk_rubles, psk_rubles_words, rows [{number, title, value}],
        cap_notice, signature: null or {signer, at (ISO instant), id, phone}. All are strings,
        shown as they are, but for the instants; a row without a value reads «Отсутствует».
        KeyError or ValueError without an instant, typst.TypstError without another fact.
        """
        return self._signed("individual_terms.typ", facts)

    def prolongation(self, facts: Mapping[str, Any]) -> bytes:
        """The agreement that extends a loan, as one PDF file.

        `facts`: as above, and contract, contract_date, of the loan that is extended.
        """
        return self._signed("prolongation.typ", facts)

    def schedule(self, facts: Mapping[str, Any]) -> bytes:
        """A new payment schedule, as one PDF file.

        `facts`: number, contract, contract_date, made_at, lender, borrower, psk_percent and the
        rest as above, reason, lines [{number, day, amount, interest, principal, balance}],
        total {amount, interest, principal}.
        """
        return self._plain("schedule.typ", facts)

    def confirmation(self, facts: Mapping[str, Any]) -> bytes:
        """That a payment has come, as one PDF file.

        `facts`: number, contract, contract_date, made_at, lender, borrower as above, paid_at
        (ISO instant), amount, amount_words, parts [{title, sum}], left, way.
        """
        paid = datetime.fromisoformat(facts["paid_at"])
        return self._plain("confirmation.typ", {**facts, "paid_at": self._minute(paid)})

    def _signed(self, template: str, facts: Mapping[str, Any]) -> bytes:
        """A paper with a place for the borrower's signature; once signed, it has that date."""
        if facts["signature"] is None:
            return self._plain(template, facts)
        signed = datetime.fromisoformat(facts["signature"]["at"])
        signature = {**facts["signature"], "at": self._moment(signed)}
        return self._plain(template, {**facts, "signature": signature}, signed)

    def _plain(
        self, template: str, facts: Mapping[str, Any], dated: datetime | None = None
    ) -> bytes:
        made = datetime.fromisoformat(facts["made_at"])
        return self._pdf(template, {**facts, "made_at": self._day(made)}, dated or made)

    def _pdf(self, template: str, facts: Mapping[str, Any], dated: datetime) -> bytes:
        return typst.compile(
            self._papers / template,
            root=self._papers,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
            pdf_standards="a-2b",
            timestamp=int(dated.timestamp()),
        )

    def _day(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%d.%m.%Y}"

    def _minute(self, moment: datetime) -> str:
        """«23.12.2026, 23:59 (МСК)»"""
        return f"{moment.astimezone(MOSCOW):%d.%m.%Y, %H:%M} (МСК)"

    def _moment(self, moment: datetime) -> str:
        """«01.07.2026 12:00:05 (UTC+0300)»."""
        return f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M:%S (UTC%z)}"
