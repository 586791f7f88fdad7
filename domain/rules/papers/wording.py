"""Sums, rates, days and standing sentences, as the lender's papers print them."""

import re
from datetime import date
from decimal import Decimal

from num2words import num2words

from domain.money import Money

CAP_NOTICE = (
    "Кредитор не вправе начислять проценты, неустойку (штраф, пени), иные меры ответственности "
    "и платежи за услуги, оказываемые за отдельную плату, после того как сумма начислений "
    "достигнет {cap} % суммы займа."
)
PENALTY = (
    "20 % годовых на непогашенную часть основного долга за каждый день просрочки, "
    "исходя из 365 дней в году (в високосном — 366)."
)

# A line shouldn't end between a number and its unit or name, after a word of one or two letters,
# or before a dash.
LOOSE = re.compile(
    r"(?<=\d) (?=[%₽]|дн|КОП)|(?<=№) |(?<=строк\w) (?=\d)"
    r"|(?<=\b[А-Яа-я]) |(?<=\b[А-Яа-я]{2}) | (?=—)"
)


def tied(text: str) -> str:
    """The text with no-break spaces where a line shouldn't end."""
    return LOOSE.sub("\u00a0", text)


def full_cost(psk: Decimal, in_money: Money) -> dict[str, str]:
    """What stands in the two frames of the full cost (353-FZ art. 6 p. 1)."""
    return {
        "psk_percent": comma(f"{psk:.3f} %"),
        "psk_percent_words": percent_words(psk),
        "psk_rubles": rub(in_money),
        "psk_rubles_words": money_words(in_money),
    }


def rates(daily: Decimal) -> str:
    """«292,000 % годовых (0,8 % в день)»"""
    yearly = (daily * 365).quantize(Decimal("0.001"))
    return f"{comma(yearly)} % годовых ({comma(daily)} % в день)"


def comma(number: Decimal | str) -> str:
    return str(number).replace(".", ",")


def day(when: date) -> str:
    return when.strftime("%d.%m.%Y")


def roubles(sum_: Money) -> str:
    """«12 400,00», with no-break spaces"""
    whole, kopecks = divmod(sum_.kopecks, 100)
    return f"{whole:,}".replace(",", "\u00a0") + f",{kopecks:02d}"


def rub(sum_: Money) -> str:
    """«12 400,00 ₽»"""
    return f"{roubles(sum_)}\u00a0₽"


def percent_words(psk: Decimal) -> str:
    """«ДВЕСТИ ДЕВЯНОСТО ДВЕ ЦЕЛЫХ НОЛЬ ТЫСЯЧНЫХ ПРОЦЕНТА» (целых is feminine)"""
    whole, _, thousandths = f"{psk:.3f}".partition(".")
    parts = int(thousandths)
    unit = "ЦЕЛАЯ" if int(whole) % 10 == 1 and int(whole) % 100 != 11 else "ЦЕЛЫХ"
    part = "ТЫСЯЧНАЯ" if parts % 10 == 1 and parts % 100 != 11 else "ТЫСЯЧНЫХ"
    return f"{_words(int(whole), 'f')} {unit} {_words(parts, 'f')} {part} ПРОЦЕНТА"


def money_words(sum_: Money) -> str:
    """«ДВЕ ТЫСЯЧИ ЧЕТЫРЕСТА РУБЛЕЙ 00 КОПЕЕК»"""
    whole, kopecks = divmod(sum_.kopecks, 100)
    rouble = plural(whole, "РУБЛЬ", "РУБЛЯ", "РУБЛЕЙ")
    kopeck = plural(kopecks, "КОПЕЙКА", "КОПЕЙКИ", "КОПЕЕК")
    return f"{_words(whole)} {rouble} {kopecks:02d} {kopeck}"


def in_days(number: int) -> str:
    """«30 дней»"""
    return f"{number} {plural(number, 'день', 'дня', 'дней')}"


def plural(number: int, one: str, few: str, many: str) -> str:
    if number % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)


def _words(number: int, gender: str = "m") -> str:
    return str(num2words(number, lang="ru", gender=gender)).upper()
