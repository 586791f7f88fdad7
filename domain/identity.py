"""Checks of what people say about themselves (domain-rules 9.3). Pure; ValueError is «no»."""

import re
from datetime import date

import phonenumbers
from stdnum.ru import inn as stdnum_inn

from domain.dates import years_between

LEAST_AGE = 18  # GK art. 21
NAME = re.compile(r"[А-ЯЁ][а-яё]*(?:['’][А-ЯЁа-яё]+|-[А-ЯЁ][а-яё]*)*")


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
    if not re.fullmatch(r"[0-9]{10}", digits) or digits[:4] == "0000":
        raise ValueError("not ten digits")
    return digits


def inn(text: str) -> str:
    """A person's ИНН: 12 digits, two of them control digits."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits) or not stdnum_inn.is_valid(digits):
        raise ValueError("not a valid INN")
    return digits


def old_enough(birth_date: date, today: date) -> bool:
    return years_between(birth_date, today) >= LEAST_AGE
