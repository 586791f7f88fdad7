"""What must not stand in a chat is recognised, and nothing else is taken for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.rules.leaks import Leak, leak_in

MIR = "2200000000000004"  # a number that nobody has, with a fitting last digit


def leak(text: str, *, cvc_likely: bool = False, passport_asked: bool = False) -> Leak | None:
    return leak_in(text, cvc_likely=cvc_likely, passport_asked=passport_asked)


class TestACard:
    @pytest.mark.parametrize(
        "text",
        [
            MIR,
            "2200 0000 0000 0004",
            "2200-0000-0000-0004",
            "моя карта 2200 0000 0000 0004, 12/30",
            "4111111111111111",
            "378282246310005",  # 15 digits
            "6304000000000000000",  # 19 digits
            "4222222222222",  # 13 digits
            f"{MIR}\n123",
            "2200 0000 0000 0004 12/30 123",  # with its date and code
            "2200000000000004 1230 123",
            "8 916 123-45-67 2200000000000004",
        ],
    )
    def test_is_13_to_19_digits_that_pass_luhns_check(self, text: str) -> None:
        assert leak(text) is Leak.CARD

    @pytest.mark.parametrize(
        "text",
        [
            "2200000000000005",  # the last digit does not fit
            "0000 0000 0000 0000",  # passes the check, and is no card
            "+7 916 123-45-67",
            "89161234567",
            "112-233-445 95",  # СНИЛС
            "500100732259",  # ИНН
            "261123-00001",  # a contract
            "22000000000000040000",  # twenty digits
            "10000",
            "31.12.1990",
            "",
        ],
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert leak(text) is None

    def test_is_seen_while_a_passport_is_asked_for_too(self) -> None:
        assert leak(MIR, passport_asked=True) is Leak.CARD

    @settings(database=None)
    @given(some.integers(10**11, 10**18 - 1), some.sampled_from(["", " ", "-"]))
    def test_is_found_however_it_is_spaced(self, number: int, between: str) -> None:
        digits = f"{number}{check_digit(str(number))}"
        spaced = between.join(digits[at : at + 4] for at in range(0, len(digits), 4))

        assert leak(f"вот: {spaced}.") is Leak.CARD


class TestAPassport:
    @pytest.mark.parametrize(
        "text", ["4510 123456", "45 10 123456", "4510 № 123456", "паспорт 4510 123456, Москва"]
    )
    def test_is_recognised(self, text: str) -> None:
        assert leak(text) is Leak.PASSPORT

    def test_is_welcome_where_it_was_asked_for(self) -> None:
        assert leak("4510 123456", passport_asked=True) is None

    @pytest.mark.parametrize(
        "text",
        ["916 123-45-67", "4510123", "12345 1234567", "500100732259", "770-001", "4510 1234567"],
    )
    def test_is_nothing_else(self, text: str) -> None:
        assert leak(text) is None


class TestACardsCode:
    @pytest.mark.parametrize("text", ["123", " 123 "])
    def test_is_three_digits_where_somebody_is_busy_with_a_card(self, text: str) -> None:
        assert leak(text, cvc_likely=True) is Leak.CVC

    @pytest.mark.parametrize("text", ["12", "1234", "3,47", "123 рубля"])
    def test_is_nothing_else(self, text: str) -> None:
        assert leak(text, cvc_likely=True) is None

    def test_is_just_a_number_elsewhere(self) -> None:
        assert leak("123") is None


@settings(database=None)
@given(some.text(), some.booleans(), some.booleans())
def test_any_text_at_all_can_be_looked_at(text: str, likely: bool, asked: bool) -> None:
    leak(text, cvc_likely=likely, passport_asked=asked)


def check_digit(digits: str) -> int:
    """Luhn's, written anew: every second digit from the right is doubled."""
    doubled = (int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits)))
    return -sum(d // 10 + d % 10 for d in doubled) % 10
