"""Checks of what people say about themselves . Pure; ValueError is «no»."""

import re
from collections.abc import Callable

import phonenumbers
from stdnum.ru import inn as stdnum_inn

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
NAME = re.compile(r"[А-ЯЁ][а-яё]*(?:['’][А-ЯЁа-яё]+|-[А-ЯЁ][а-яё]*)*")


class ZerosError(ValueError):
    """A number of zeros: its check digits may fit, and nobody has it."""


def russian_mobile(text: str) -> str:
    """«8 916 123-45-67» → «+79161234567»; ValueError unless a Russian mobile number."""
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    if (
        phonenumbers.region_code_for_number(number) != "RU"
        or phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.MOBILE
    ):
        raise ValueError("not a Russian mobile number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def full_name(text: str) -> str:
    """Surname, name and patronymic (which may be absent), in Cyrillic, each with a capital."""
    words = [_capital(word) for word in text.split()]
    if not 2 <= len(words) <= 4 or not all(NAME.fullmatch(w) and len(w) < 40 for w in words):
        raise ValueError("not a full name")
    return " ".join(words)


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def passport(text: str) -> str:
    """Series and number of an inner passport: ten digits."""
    digits = re.sub(r"[\s№-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError("not ten digits")
    if not int(digits[:4]) or not int(digits[4:]):
        raise ZerosError("a series or number of zeros")
    return digits


def inn(text: str) -> str:
    """A person's ИНН: 12 digits, two of them control digits; they fit twelve zeros too."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits) or not stdnum_inn.is_valid(digits):
        raise ValueError("not a valid INN")
    if not int(digits):
        raise ZerosError("twelve zeros")
    return digits


def snils(text: str) -> str:
    """11 digits: Σ dᵢ·(10−i) for i = 1 … 9, mod 101, 100 → 00, are the last two."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{11}", digits):
        raise ValueError("not eleven digits")
    control = sum(int(d) * (9 - n) for n, d in enumerate(digits[:9])) % 101 % 100
    if control != int(digits[9:]):
        raise ValueError("the check digits don't fit")
    if not int(digits):
        raise ZerosError("eleven zeros")
    return digits


def department_code(text: str) -> str:
    """«770001», «770-001» → «770-001»"""
    digits = re.sub(r"[\s–—-]", "", text)
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise ValueError("not six digits")
    if not int(digits):
        raise ZerosError("six zeros")
    return f"{digits[:3]}-{digits[3:]}"


def email(text: str) -> str:
    """An address that could exist; whether it does, nobody is asked."""
    if len(text) > 254 or not EMAIL.fullmatch(text):
        raise ValueError("not an e-mail address")
    local, _, host = text.rpartition("@")
    return f"{local}@{host.lower()}"


def any_phone(text: str) -> str:
    """A Russian fixed or mobile number: +7 and ten digits."""
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    # Length alone would take «8» and nine digits for a number.
    valid = phonenumbers.is_valid_number(number)
    if not valid or phonenumbers.region_code_for_number(number) != "RU":
        raise ValueError("not a Russian number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


NUMBERS: dict[str, Callable[[str], str]] = {
    "passport": passport,
    "passport_code": department_code,
    "inn": inn,
    "snils": snils,
}


def of_zeros(field: str, value: str) -> bool:
    """Is it one of those numbers, and of zeros? Answers that were stored long ago are looked at
    again."""
    try:
        if field in NUMBERS and value:
            NUMBERS[field](value)
    except ZerosError:
        return True
    except ValueError:
        return False
    return False
