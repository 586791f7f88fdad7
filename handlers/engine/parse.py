"""From what people type to values. Whatever can't be understood raises InputError."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from aiogram.types import Message

from domain.money import Money
from domain.rules import identity


class InputError(Exception):
    """What was typed can't be taken. `problem` is the key of a sentence in screens/problems."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


LONGEST = 300
UNTIL_PAYDAY = 0
ADDRESS = re.compile(r"[А-Яа-яЁё]{3}")
THOUSANDS = re.compile(r"(\d+(?:[.,]\d+)?)(?:к|k|т|тыс|тысяч[аи]?)\.?")
CARD_NAME = re.compile(r"[A-Za-zА-Яа-яЁё0-9][A-Za-zА-Яа-яЁё0-9 .«»-]{0,19}")
MANY_DIGITS = 6  # in the name of a card they are a piece of its number
PLAIN = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")


def text(message: Message) -> str:
    """The text of a message, with white space folded."""
    if message.text is None:
        raise InputError("not_text")
    folded = " ".join(message.text.split())
    if len(folded) > LONGEST:
        raise InputError("too_long")
    return folded


def secret(message: Message) -> str:
    """A password or PIN as it was typed."""
    if message.text is None or len(message.text) > LONGEST:
        raise InputError("secret")
    return message.text


def _sum(typed: str, problem: str) -> Money:
    squeezed = re.sub(r"\s|₽|руб(лей|ля|ль)?\.?|р\.?$", "", typed.lower())
    if found := THOUSANDS.fullmatch(squeezed):
        return Money.floor(Decimal(found[1].replace(",", ".")) * 100_000)
    if PLAIN.fullmatch(squeezed):
        return Money.rubles(squeezed.replace(",", "."))
    raise InputError(problem)


def amount(message: Message) -> Money:
    """«10000», «15 тыс», «15к»: whole roubles."""
    found = _sum(text(message), "amount")
    if found.kopecks % 100:
        raise InputError("amount_whole")
    return found


def hold_sum(message: Message) -> Money:
    """«3,47»"""
    return _sum(text(message), "hold_sum")


def payment(message: Message) -> Money:
    """«3000», «2 500,50»"""
    return _sum(text(message), "payment")


def term(message: Message) -> int:
    """Days: «14», «14 дней», «2 недели», «месяц»; UNTIL_PAYDAY for «до зарплаты»."""
    typed = text(message).lower()
    if re.search(r"до (?:зарплаты|зп|получки|аванса)", typed):
        return UNTIL_PAYDAY
    found = re.fullmatch(r"(?:на )?(\d{1,3}) ?(д[а-я]*\.?|н[а-я]*\.?)?", typed)
    if found:
        return int(found[1]) * (7 if (found[2] or "").startswith("н") else 1)
    words = {"неделя": 7, "неделю": 7, "две недели": 14, "три недели": 21, "месяц": 30}
    if (known := words.get(typed.removeprefix("на "))) is not None:
        return known
    raise InputError("term")


def phone(message: Message) -> str:
    """A Russian mobile number, typed or shared; only one's own contact counts. Six digits are a
    code, at whatever step a number is asked for."""
    if message.contact is not None:
        if message.from_user is None or message.contact.user_id != message.from_user.id:
            raise InputError("foreign_contact")
        typed = message.contact.phone_number
        typed = typed if typed.startswith(("+", "8")) else f"+{typed}"
    else:
        typed = text(message)
    if is_code(message):
        raise InputError("code_not_phone")
    try:
        return identity.russian_mobile(typed)
    except ValueError:
        raise InputError("phone") from None


def code(message: Message) -> str:
    """Six digits, however they are spaced."""
    digits = _digits(message)
    if not is_code(message):
        raise InputError("code")
    return digits


def is_code(message: Message) -> bool:
    """Written where a number is asked for, it is a code all the same, and no number."""
    return message.text is not None and bool(re.fullmatch(r"[0-9]{6}", _digits(message)))


def is_phone(message: Message) -> bool:
    """Written or shared where a code is asked for: another number is meant."""
    if message.contact is not None:
        return True
    try:
        identity.russian_mobile(message.text or "")
    except ValueError:
        return False
    return True


def _digits(message: Message) -> str:
    return re.sub(r"[\s-]", "", text(message))


def name(message: Message) -> str:
    try:
        return identity.full_name(text(message))
    except ValueError:
        raise InputError("name") from None


def birth_date(message: Message) -> str:
    """«31.12.1990» → «1990-12-31»"""
    return _date(message, "birth_date")


def _date(message: Message, problem: str) -> str:
    typed = re.sub(r"[\s/,-]+", ".", text(message).removesuffix("г.").strip())
    try:
        found = datetime.strptime(typed, "%d.%m.%Y").date()  # noqa: DTZ007 — a calendar day
    except ValueError:
        raise InputError(problem) from None
    if found < date(1900, 1, 1):
        raise InputError(problem)
    return found.isoformat()


def passport(message: Message) -> str:
    try:
        return identity.passport(text(message))
    except identity.ZerosError:
        raise InputError("zeros") from None
    except ValueError:
        raise InputError("passport") from None


def inn(message: Message) -> str:
    try:
        return identity.inn(text(message))
    except identity.ZerosError:
        raise InputError("zeros") from None
    except ValueError:
        raise InputError("inn") from None


def email(message: Message) -> str:
    try:
        return identity.email(text(message))
    except ValueError:
        raise InputError("email") from None


def past_date(message: Message) -> str:
    """«20.01.2011» → «2011-01-20»"""
    return _date(message, "past_date")


def department_code(message: Message) -> str:
    try:
        return identity.department_code(text(message))
    except identity.ZerosError:
        raise InputError("zeros") from None
    except ValueError:
        raise InputError("department_code") from None


def snils(message: Message) -> str:
    try:
        return identity.snils(text(message))
    except identity.ZerosError:
        raise InputError("zeros") from None
    except ValueError:
        raise InputError("snils") from None


def any_phone(message: Message) -> str:
    if is_code(message):
        raise InputError("code_not_any_phone")
    try:
        return identity.any_phone(text(message))
    except ValueError:
        raise InputError("any_phone") from None


def no_text(_: Message) -> str:
    """Only the buttons answer this question."""
    raise InputError("option")


def words(problem: str, least: int = 2, most: int = 120) -> Callable[[Message], str]:
    """A parser of free text with letters in it; `problem` names what to say of anything else."""

    def parse(message: Message) -> str:
        typed = text(message)
        if not least <= len(typed) <= most or not re.search(r"[A-Za-zА-Яа-яЁё]{2}", typed):
            raise InputError(problem)
        return typed

    return parse


def address(message: Message) -> str:
    """Town, street and house: letters, and a digit for the house."""
    typed = text(message)
    if not 10 <= len(typed) <= 200 or not re.search(r"\d", typed) or not ADDRESS.search(typed):
        raise InputError("address")
    return typed


def day_of_month(message: Message) -> str:
    """«5», «5 числа», «последний»"""
    typed = text(message).lower()
    if typed.startswith("послед"):
        return "31"
    found = re.fullmatch(r"(\d{1,2})(?:-?го)?(?: числа| число)?", typed)
    if not found or not 1 <= int(found[1]) <= 31:
        raise InputError("day_of_month")
    return str(int(found[1]))


def service(message: Message) -> str:
    """Months: «8 месяцев», «2 года», «1,5 года», «полгода»"""
    typed = text(message).lower().replace(",", ".")
    known = {"полгода": 6, "год": 12, "полтора года": 18}
    if typed in known:
        return str(known[typed])
    found = re.fullmatch(r"(\d{1,3}(?:\.5)?) ?(г[а-я]*\.?|л[а-я]*\.?|м[а-я]*\.?)", typed)
    if not found:
        raise InputError("service")
    months = float(found[1]) * (1 if found[2].startswith("м") else 12)
    if not 0 <= months <= 720:
        raise InputError("service")
    return str(int(months))


def income(message: Message) -> str:
    """A month's income in kopecks, as text."""
    found = _sum(text(message), "income")
    if not Money.rubles(1_000) <= found <= Money.rubles(10_000_000):
        raise InputError("income")
    return str(found.kopecks)


def card_name(message: Message) -> str:
    """What a borrower calls a card; never its number."""
    typed = text(message)
    if len(re.sub(r"\D", "", typed)) >= MANY_DIGITS:
        raise InputError("card_name_number")
    if not CARD_NAME.fullmatch(typed):
        raise InputError("card_name")
    return typed
