"""The papers of repayment as facts: what changes, what is paid, and what the law wants said."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.dates import MOSCOW
from domain.money import Money
from tests.support.papers import confirmation, new_schedule, prolongation

OVERDUE = {
    "made_at": datetime(2026, 12, 28, 12, tzinfo=MOSCOW),
    "new_due": date(2027, 1, 27),
    "price": Money.rubles("2827.39"),
    "price_interest": Money.rubles(2_800),
    "price_penalty": Money.rubles("27.39"),
}


def rows(**changed: Any) -> dict[str, str]:
    listed = prolongation(**changed)["rows"]
    assert isinstance(listed, list)
    assert [row["number"] for row in listed] == [str(n) for n in range(1, len(listed) + 1)]
    return {row["title"].replace("\u00a0", " "): plain(row["value"]) for row in listed}


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def test_an_extension_names_both_days_and_the_days_between() -> None:
    assert rows()["Что изменяется"] == (
        "Срок возврата займа (строка 2 индивидуальных условий): вместо 23.12.2026 — 22.01.2027. "
        "Срок продлевается на 30 дней: с 24.12.2026 по 22.01.2027 включительно."
    )


def test_an_extension_after_the_due_day_counts_from_today() -> None:
    found = rows(**OVERDUE)

    assert found["Что изменяется"].endswith("с 29.12.2026 по 27.01.2027 включительно.")
    assert found["Проценты после продления"].startswith("2 400,00 ₽ за 30 дней после 28.12.2026.")


def test_an_extension_before_the_due_day_has_interest_of_the_days_before_it_too() -> None:
    early = datetime(2026, 12, 21, 12, tzinfo=MOSCOW)

    found = rows(made_at=early, next_interest=Money.rubles(2_560))

    assert found["Проценты после продления"].startswith("2 560,00 ₽ за 32 дня после 21.12.2026.")


def test_the_price_is_told_with_its_parts() -> None:
    title = "Сумма, которая уплачивается при продлении"

    assert rows()[title] == (
        "2 400,00 ₽: проценты, начисленные по 23.12.2026 включительно, — 2 400,00 ₽; неустойки "
        "нет. Отдельной платы за продление нет."
    )
    assert rows(**OVERDUE)[title].startswith(
        "2 827,39 ₽: проценты, начисленные по 28.12.2026 включительно, — 2 800,00 ₽, "
        "неустойка — 27,39 ₽."
    )


def test_what_is_owed_at_the_new_day_is_told_with_its_parts() -> None:
    found = rows()

    assert found["Сумма основного долга"] == "10 000,00 ₽. Не изменяется."
    assert found["Сумма, которую нужно вернуть в новый срок"] == (
        "12 400,00 ₽ одним платежом 22.01.2027: основной долг 10 000,00 ₽ и проценты 2 400,00 ₽."
    )
    assert found["Процентная ставка"] == "292,000 % годовых (0,8 % в день). Не изменяется."


def test_an_extension_is_void_unless_paid_in_full_by_the_end_of_the_lender_s_day() -> None:
    assert rows()["Вступление в силу"] == (
        "Соглашение вступает в силу, если оно подписано и сумма строки 2 уплачена полностью до "
        "конца дня 23.12.2026 (время московское). Иначе оно не действует, и договор исполняется "
        "на прежних условиях."
    )


def test_an_extension_says_what_the_law_wants_said() -> None:
    made, found = prolongation(), rows(count=2)

    assert made["psk_percent_words"] == "ДВЕСТИ ДЕВЯНОСТО ДВЕ ЦЕЛЫХ НОЛЬ ТЫСЯЧНЫХ ПРОЦЕНТА"
    assert plain(made["psk_rubles"]) == "4 800,00 ₽"
    assert "достигнет 100 % суммы займа" in plain(made["cap_notice"])
    assert found["Какое по счёту продление"] == "2-е из 5 возможных за год."
    assert "не прибавляются к сумме основного долга" in found["Проценты и основной долг"]
    assert "не является новацией" in found["Проценты и основной долг"]
    assert "продление не начинает его заново" in found["Предел начислений"]
    assert found["Ответственность, размер неустойки"].startswith("Не изменяется: 20 % годовых")


def test_a_schedule_adds_up() -> None:
    made: dict[str, Any] = new_schedule(2)

    assert plain(made["reason"]) == "Частичный досрочный возврат 23.12.2026"
    first, last = ({name: plain(fact) for name, fact in line.items()} for line in made["lines"])
    assert first == {
        "number": "1",
        "day": "06.01.2027",
        "amount": "50 630,88 ₽",
        "interest": "840,00 ₽",
        "principal": "49 790,88 ₽",
        "balance": "50 209,12 ₽",
    }
    assert (last["day"], last["balance"]) == ("20.01.2027", "0,00 ₽")
    assert {name: plain(fact) for name, fact in made["total"].items()} == {
        "amount": "101 261,75 ₽",
        "interest": "1 261,75 ₽",
        "principal": "100 000,00 ₽",
    }


def test_a_schedule_without_payments_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one payment"):
        new_schedule(lines=())


def test_a_confirmation_tells_how_the_payment_was_divided() -> None:
    made: dict[str, Any] = confirmation()

    assert {part["title"]: plain(part["sum"]) for part in made["parts"]} == {
        "Проценты": "2 400,00 ₽",
        "Основной долг": "2 600,00 ₽",
        "Неустойка": "0,00 ₽",
    }
    assert made["amount_words"] == "ПЯТЬ ТЫСЯЧ РУБЛЕЙ 00 КОПЕЕК"
    assert (plain(made["left"]), plain(made["way"])) == ("7 400,00 ₽", "Карта •4444")
    assert made["paid_at"] == "2026-12-23T23:59:00+03:00"


def test_a_confirmation_tells_of_money_beyond_the_debt_when_there_is_some() -> None:
    made: dict[str, Any] = confirmation(overpaid=Money.rubles("0.01"))

    assert made["parts"][-1] == {"title": "Уплачено сверх долга", "sum": "0,01\u00a0₽"}
