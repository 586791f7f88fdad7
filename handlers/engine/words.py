"""Numbers, sums and dates in Russian."""

import re
from datetime import date, datetime
from decimal import Decimal

from domain.dates import MOSCOW
from domain.money import Money

NBSP = "\u00a0"
MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


# A line shouldn't end within a number or a phone, or between a number and its word.
UNITS = (
    r"[₽%]|из\b|дн|ден|мин|сек|час|год|лет|мес|нед|попыт|раз|тыс|цифр|знак|бук|"
    + "|".join(sorted({month[:3] for month in MONTHS} - {"мая"}))
    + r"|мая"
)
LOOSE = re.compile(
    rf"(?<=\d) (?=\d|{UNITS})|(?<=\d-й) (?=из )"
    r"|(?<=№) (?=\w)|(?<=\b[А-Яа-я]) (?=(?:<\w+>)?\d)|(?<=\b[А-Яа-я]{2}) (?=(?:<\w+>)?\d)"
)


def tied(text: str) -> str:
    """The text with no-break spaces around its numbers."""
    return LOOSE.sub(NBSP, text)


def plural(number: int, one: str, few: str, many: str) -> str:
    """«1 день», «2 дня», «5 дней»"""
    if number % 100 in range(11, 15):
        word = many
    else:
        word = {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)
    return f"{number}{NBSP}{word}"


def days(number: int) -> str:
    return plural(number, "день", "дня", "дней")


def lasting(number: int) -> str:
    """«14 дней»; what is longer than a month is chosen in weeks, «12 недель (84 дня)»."""
    if number <= 31 or number % 7:
        return days(number)
    return f"{plural(number // 7, 'неделю', 'недели', 'недель')} ({days(number)})"


def minutes(number: int) -> str:
    return plural(number, "минуту", "минуты", "минут")


def seconds(number: int) -> str:
    return plural(number, "секунду", "секунды", "секунд")


def tries(number: int) -> str:
    return plural(number, "попытка", "попытки", "попыток")


def rub(amount: Money) -> str:
    """«12 400 ₽», «3,47 ₽»"""
    whole, kopecks = divmod(amount.kopecks, 100)
    text = f"{whole:,}".replace(",", NBSP)
    return f"{text},{kopecks:02d}{NBSP}₽" if kopecks else f"{text}{NBSP}₽"


def day(when: date) -> str:
    """«22 декабря 2026»"""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1]}{NBSP}{when.year}"


def short_day(when: date) -> str:
    """«22 дек»"""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1][:3]}"


def stretch(first: date, last: date) -> str:
    """«24 ноя – 3 дек», «4–6 дек», «4 дек»"""
    if first == last:
        return short_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_day(last)}"
    return f"{short_day(first)} – {short_day(last)}"


def clock(when: datetime) -> str:
    """«14:05», by the lender's clock"""
    return when.astimezone(MOSCOW).strftime("%H:%M")


def moment(when: datetime) -> str:
    """«23 ноября в 14:05», by the lender's clock"""
    local = when.astimezone(MOSCOW)
    return f"{local.day}{NBSP}{MONTHS[local.month - 1]} в{NBSP}{local:%H:%M}"


def percent(number: Decimal) -> str:
    """«292,000 %»"""
    return f"{number}".replace(".", ",") + f"{NBSP}%"


def whole_phone(phone: str) -> str:
    """«+7 916 123-45-67»"""
    return f"+7{NBSP}{phone[2:5]}{NBSP}{phone[5:8]}-{phone[8:10]}-{phone[10:]}"


def masked_phone(phone: str) -> str:
    """«+7 916 •••-••-67»"""
    return f"+7{NBSP}{phone[2:5]}{NBSP}•••-••-{phone[-2:]}"
