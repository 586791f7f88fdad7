"""From what people type to a day that is still to come."""

import re
from datetime import date, timedelta

from aiogram.types import Message

from domain.dates import days_until
from handlers.engine.parse import InputError, text
from handlers.engine.words import MONTHS

HALF_A_YEAR = 182  # days


def day_ahead(message: Message, today: date) -> date:
    """«завтра», «через неделю», «15», «15.12», «15 декабря», «15.12.2026». A day of a month is the
    next such one; a date without a year is the nearest one."""
    typed = text(message).lower()
    words = {"вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2, "через неделю": 7}
    if (ahead := words.get(typed)) is not None:
        return today + timedelta(days=ahead)
    if found := re.fullmatch(r"через (\d{1,3}) д[а-я]*\.?", typed):
        return today + timedelta(days=int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})(?:-?го)?(?: числа| число)?", typed):
        return _day_of_month(int(found[1]), today)
    typed = re.sub(r"\s*г(?:\.|ода?)?$", "", typed)
    typed = re.sub(r"[а-я]{3,}", lambda word: str(_month(word[0])), typed)
    parts = re.fullmatch(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{4}|\d{2}))?", typed)
    if not parts:
        raise InputError("day_ahead")
    try:
        return _nearest(int(parts[1]), int(parts[2]), parts[3], today)
    except ValueError:
        raise InputError("day_ahead") from None


def _day_of_month(number: int, today: date) -> date:
    if not 1 <= number <= 31:
        raise InputError("day_ahead")
    return today + timedelta(days=days_until(number, today, 0))


def _month(word: str) -> int:
    """«дек», «декабрь», «декабря»: its number."""
    for number, name in enumerate(MONTHS, 1):
        if word in (name[:3], name[:4], name, name[:-1], name[:-1] + "ь", name[:-1] + "й"):
            return number
    raise InputError("day_ahead")


def _nearest(day: int, month: int, year: str | None, today: date) -> date:
    """ValueError for a day that isn't in the calendar."""
    if year is not None:
        return date(int(year) % 100 + 2000 if len(year) == 2 else int(year), month, day)
    near = date(today.year, month, day)
    if (today - near).days > HALF_A_YEAR:
        return date(today.year + 1, month, day)
    return near


def button_day(data: str) -> date:
    """The day that a button carries, ISO."""
    try:
        return date.fromisoformat(data)
    except ValueError:
        raise InputError("button") from None
