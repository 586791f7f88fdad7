"""Papers: what is printed, and that it is always the same file."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typst

from bot.gateways.documents import PAPERS, TypstRenderer
from domain.gateways import DocumentRenderer
from tests.gateways.paper_facts import ROWS, SIGNATURE, facts


@pytest.fixture(scope="module")
def document_renderer() -> TypstRenderer:
    return TypstRenderer()


def terms_table(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """The table's header, then its cells, as Typst's elements."""
    found = typst.query(
        PAPERS / "individual_terms.typ",
        "table",
        field="children",
        root=PAPERS,
        font_paths=[PAPERS / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(shown)},
    )
    return list(json.loads(found)[0])


def test_the_file_is_pdf_a_2b(document_renderer: DocumentRenderer) -> None:
    made = document_renderer.individual_terms(facts())

    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"DejaVuSans-Bold" in made


def test_the_same_facts_give_the_same_bytes(document_renderer: DocumentRenderer) -> None:
    assert document_renderer.individual_terms(facts()) == TypstRenderer().individual_terms(facts())


def test_other_facts_give_another_file(document_renderer: DocumentRenderer) -> None:
    plain = document_renderer.individual_terms(facts())

    assert document_renderer.individual_terms(facts(number="УН-000124")) != plain
    assert document_renderer.individual_terms(facts(signature=SIGNATURE)) != plain


def test_the_file_has_the_date_of_the_facts(document_renderer: DocumentRenderer) -> None:
    assert b"2026-07-01T09:00:00" in document_renderer.individual_terms(facts())
    assert b"2026-07-01T21:30:05" in document_renderer.individual_terms(facts(signature=SIGNATURE))


def test_no_row_is_missing_and_an_empty_one_says_so() -> None:
    header, *cells = terms_table(facts())

    texts = [cell["body"]["text"] for cell in cells]
    rows = [tuple(texts[at : at + 3]) for at in range(0, len(texts), 3)]
    assert rows == [(number, title, value or "Отсутствует") for number, title, value in ROWS]
    assert (header["func"], header["repeat"]) == ("header", True)


def test_what_a_borrower_writes_is_text_and_not_markup(document_renderer: DocumentRenderer) -> None:
    tricky = '#panic("!") $x$ *b* [c] \\ @d <e> #include "f"'
    rows = [{"number": "1", "title": tricky, "value": tricky}]

    assert document_renderer.individual_terms(facts(rows=rows, number=tricky, cap_notice=tricky))
    assert terms_table(facts(rows=rows))[2]["body"] == {"func": "text", "text": tricky}


def test_days_are_printed_in_the_lender_s_zone(document_renderer: DocumentRenderer) -> None:
    late = document_renderer.individual_terms(facts(made_at="2026-07-01T21:30:05+00:00"))

    assert late == document_renderer.individual_terms(facts(made_at="2026-07-02T00:30:05+03:00"))
    assert late != TypstRenderer(zone=ZoneInfo("UTC")).individual_terms(
        facts(made_at="2026-07-01T21:30:05+00:00")
    )
