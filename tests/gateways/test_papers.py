"""Papers of repayment as PDF files: what a reader finds on their pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.gateways.documents import TypstRenderer
from domain.gateways import DocumentRenderer
from domain.money import Money
from domain.rules.schedule import Payment
from tests.gateways.paper_facts import SIGNATURE
from tests.support.papers import MADE, confirmation, new_schedule, prolongation
from tests.support.pdf_text import pages

Facts = Callable[..., dict[str, object]]
PAPERS: list[tuple[str, Facts]] = [
    ("prolongation", prolongation),
    ("schedule", new_schedule),
    ("confirmation", confirmation),
]
each_paper = pytest.mark.parametrize(("paper", "facts"), PAPERS)


@pytest.fixture(scope="module")
def document_renderer() -> TypstRenderer:
    return TypstRenderer()


def made(document_renderer: DocumentRenderer, paper: str, facts: dict[str, object]) -> bytes:
    file = getattr(document_renderer, paper)(facts)
    assert isinstance(file, bytes)
    return file


def strings(facts: object) -> list[str]:
    """All that is to be read, as a reader of the file finds it."""
    if isinstance(facts, dict):
        return [text for value in facts.values() for text in strings(value)]
    if isinstance(facts, list):
        return [text for value in facts for text in strings(value)]
    return [] if facts is None else [" ".join(str(facts).split())]


@each_paper
def test_every_fact_is_on_the_pages(
    document_renderer: DocumentRenderer, paper: str, facts: Facts
) -> None:
    shown = facts()

    text = " ".join(pages(made(document_renderer, paper, shown)))

    instants = {"made_at", "paid_at"}
    wanted = strings({name: fact for name, fact in shown.items() if name not in instants})
    assert [fact for fact in wanted if fact not in text] == []
    assert "№ 261123-00001/1 от 23.12.2026" in text
    assert "к договору потребительского займа № 261123-00001 от 23.11.2026" in text


@each_paper
def test_the_same_facts_give_the_same_bytes(
    document_renderer: DocumentRenderer, paper: str, facts: Facts
) -> None:
    first = made(document_renderer, paper, facts())

    assert first == made(TypstRenderer(), paper, json.loads(json.dumps(facts())))
    assert first != made(document_renderer, paper, facts(number="261123-00001/2"))
    assert first != made(document_renderer, paper, facts(made_at=MADE + timedelta(seconds=1)))


@each_paper
def test_the_file_is_pdf_a_2b_of_the_day_of_the_facts(
    document_renderer: DocumentRenderer, paper: str, facts: Facts
) -> None:
    file = made(document_renderer, paper, facts())

    assert b"<pdfaid:part>2</pdfaid:part>" in file
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in file
    assert b"2026-12-23T20:59:00" in file


@each_paper
def test_what_a_person_wrote_is_text_and_not_markup(
    document_renderer: DocumentRenderer, paper: str, facts: Facts
) -> None:
    tricky = '#panic("!") $x$ *b* [c] \\ @d <e>'
    borrower = dict.fromkeys(("name", "birth_date", "passport", "phone"), tricky)

    text = " ".join(pages(made(document_renderer, paper, facts(borrower=borrower, number=tricky))))

    assert tricky in text


def test_an_extension_has_its_frames_and_notice_before_the_table(
    document_renderer: DocumentRenderer,
) -> None:
    first, _ = pages(document_renderer.prolongation(prolongation()))

    words = [
        "ПОЛНАЯ СТОИМОСТЬ ЗАЙМА 292,000 %",
        "ПОЛНАЯ СТОИМОСТЬ ЗАЙМА В ДЕНЕЖНОМ ВЫРАЖЕНИИ 4 800,00 ₽",
        "Кредитор не вправе начислять",
        "№ п/п",
    ]
    places = [first.index(each) for each in words]
    assert places == sorted(places)


@pytest.mark.parametrize("penalty", ["0", "821.91"])
def test_the_signature_stands_on_a_page_with_conditions(
    document_renderer: DocumentRenderer, penalty: str
) -> None:
    facts = prolongation(price_penalty=Money.rubles(penalty))

    _, last = pages(document_renderer.prolongation(facts | {"signature": SIGNATURE}))

    assert last.startswith("Условия дополнительного соглашения № п/п")
    assert "Остальные условия договора" in last
    assert "Подписал(а): Смирнова Мария Петровна" in last
    assert "02.07.2026 00:30:05 (UTC+0300)" in last


def test_a_signed_extension_has_the_date_of_its_signature(
    document_renderer: DocumentRenderer,
) -> None:
    file = document_renderer.prolongation(prolongation() | {"signature": SIGNATURE})

    assert b"2026-07-01T21:30:05" in file


def test_twelve_payments_fit_a_page_and_more_have_the_header_on_each(
    document_renderer: DocumentRenderer,
) -> None:
    header = "№ п/п Дата платежа Платёж Проценты Основной долг Остаток долга"

    (only,) = pages(document_renderer.schedule(new_schedule(12)))
    first, second = pages(document_renderer.schedule(new_schedule(40)))

    assert only.count(header) == first.count(header) == second.count(header) == 1
    assert "Итого" not in first
    assert "Итого" in second
    assert second.endswith("Страница 2 из 2")


def test_a_payment_of_nothing_is_shown_in_a_schedule(document_renderer: DocumentRenderer) -> None:
    """Credit holidays: nothing is due for months."""
    nothing = Payment(
        day=MADE.date(), interest=Money(0), principal=Money(0), balance=Money.rubles(10_000)
    )

    (text,) = pages(document_renderer.schedule(new_schedule(lines=[nothing])))

    assert "1 23.12.2026 0,00 ₽ 0,00 ₽ 0,00 ₽ 10 000,00 ₽" in text


def test_a_confirmation_is_never_called_a_receipt(document_renderer: DocumentRenderer) -> None:
    (text,) = pages(document_renderer.confirmation(confirmation()))

    assert text.startswith("Подтверждение платежа")
    assert "чек" not in text.lower()
    assert "Дата и время платежа 23.12.2026, 23:59 (МСК)" in text


@each_paper
def test_a_long_address_of_mail_goes_on_below(
    document_renderer: DocumentRenderer, paper: str, facts: Facts
) -> None:
    plain: Any = facts()
    mail = "a.rather.long.mailbox.name@department.lender.example"
    file = made(document_renderer, paper, facts(lender=plain["lender"] | {"email": mail}))

    assert "a.rather.long.mailbox.name @department.lender.example" in " ".join(pages(file))


def test_a_penalty_from_before_is_named_below_the_schedule(
    document_renderer: DocumentRenderer,
) -> None:
    (text,) = pages(document_renderer.schedule(new_schedule(penalty=Money.rubles("10.95"))))
    (without,) = pages(document_renderer.schedule(new_schedule()))

    assert "входит неустойка" in " ".join(text.split())
    assert "10,95" in text
    assert "неустойка" not in without
