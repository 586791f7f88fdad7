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


class TypstDocuments:
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
        made = datetime.fromisoformat(facts["made_at"])
        shown = {**facts, "made_at": self._day(made)}
        dated = made
        if facts["signature"] is not None:
            dated = datetime.fromisoformat(facts["signature"]["at"])
            shown["signature"] = {**facts["signature"], "at": self._moment(dated)}
        return self._pdf("individual_terms.typ", shown, dated)

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

    def _moment(self, moment: datetime) -> str:
        """«01.07.2026 12:00:05 (UTC+0300)»."""
        return f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M:%S (UTC%z)}"
