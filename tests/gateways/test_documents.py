"""Papers: what is printed, and that it is always the same file."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import typst

from bot.gateways.documents import PAPERS, TypstDocuments
from domain.gateways import Documents
from tests.gateways.paper_facts import ROWS, SIGNATURE, facts


@pytest.fixture(scope="module")
def documents() -> TypstDocuments:
    return TypstDocuments()


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


def test_the_file_is_pdf_a_2b(documents: Documents) -> None:
    made = documents.individual_terms(facts())

    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"DejaVuSans-Bold" in made


def test_the_same_facts_give_the_same_bytes(documents: Documents) -> None:
    assert documents.individual_terms(facts()) == TypstDocuments().individual_terms(facts())


def test_other_facts_give_another_file(documents: Documents) -> None:
    plain = documents.individual_terms(facts())

    assert documents.individual_terms(facts(number="УН-000124")) != plain
    assert documents.individual_terms(facts(signature=SIGNATURE)) != plain


def test_the_file_has_the_date_of_the_facts(documents: Documents) -> None:
    assert b"2026-07-01T09:00:00" in documents.individual_terms(facts())
    assert b"2026-07-01T21:30:05" in documents.individual_terms(facts(signature=SIGNATURE))


def test_no_row_is_missing_and_an_empty_one_says_so() -> None:
    header, *cells = terms_table(facts())

    texts = [cell["body"]["text"] for cell in cells]
    rows = [tuple(texts[at : at + 3]) for at in range(0, len(texts), 3)]
    assert rows == [(number, title, value or "Отсутствует") for number, title, value in ROWS]
    assert (header["func"], header["repeat"]) == ("header", True)


def test_what_a_borrower_writes_is_text_and_not_markup(documents: Documents) -> None:
    tricky = '#panic("!") $x$ *b* [c] \\ @d <e> #include "f"'
    rows = [{"number": "1", "title": tricky, "value": tricky}]

    assert documents.individual_terms(facts(rows=rows, number=tricky, cap_notice=tricky))
    assert terms_table(facts(rows=rows))[2]["body"] == {"func": "text", "text": tricky}


def test_days_are_printed_in_the_lender_s_zone(documents: Documents) -> None:
    late = documents.individual_terms(facts(made_at="2026-07-01T21:30:05+00:00"))

    assert late == documents.individual_terms(facts(made_at="2026-07-02T00:30:05+03:00"))
    assert late != TypstDocuments(zone=ZoneInfo("UTC")).individual_terms(
        facts(made_at="2026-07-01T21:30:05+00:00")
    )
