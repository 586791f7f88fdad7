"""The individual terms as facts: the rows of the law's form (Указание Банка России 3240-У)."""

from datetime import date, datetime
from decimal import Decimal

from num2words import num2words

from domain.application import Application
from domain.cost import Cost
from domain.dates import MOSCOW, lender_day
from domain.decision import needs_warning
from domain.money import Money

ABSENT = "Отсутствует"
NOT_APPLICABLE = "Не применимо"

CAP_NOTICE = (
    "Кредитор не вправе начислять проценты, неустойку (штраф, пени), иные меры ответственности "
    "и платежи за услуги, оказываемые за отдельную плату, после того как сумма начислений "
    "достигнет {cap} % суммы займа."
)


def facts(
    *,
    number: str,
    application: Application,
    cost: Cost,
    lender: dict[str, str],
    made_at: datetime,
    signature: dict[str, str] | None = None,
) -> dict[str, object]:
    """What the paper «Индивидуальные условия» shows, as JSON-ready strings."""
    form = application.form
    return {
        "number": number,
        "made_at": made_at.astimezone(MOSCOW).isoformat(timespec="seconds"),
        "lender": lender,
        "borrower": {
            "name": form.name,
            "birth_date": day(form.birth_date),
            "passport": f"{form.passport[:4]} {form.passport[4:]}",
            "phone": form.phone,
        },
        "psk_percent": f"{comma(cost.psk)} %",
        "psk_percent_words": percent_words(cost.psk),
        "psk_rubles": f"{roubles(cost.interest)}\u00a0₽",
        "psk_rubles_words": money_words(cost.interest),
        "cap_notice": CAP_NOTICE.format(cap=cost.cap_percent),
        "rows": rows(cost, application, lender, lender_day(made_at)),
        "signature": signature,
    }


def rows(
    cost: Cost, application: Application, lender: dict[str, str], today: date
) -> list[dict[str, str]]:
    """The sixteen rows; none may be left out, an empty one says so. A warning about debt burden
    follows as an extra row."""
    days = application.days
    rate = f"{comma((cost.daily_rate * 365).quantize(Decimal('0.001')))} % годовых"
    texts = [
        (
            "1",
            "Сумма займа и порядок её изменения",
            f"{roubles(cost.amount)}\u00a0₽. Не изменяется.",
        ),
        (
            "2",
            "Срок действия договора, срок возврата займа",
            f"Договор действует до полного исполнения обязательств. Заём возвращается через "
            f"{days} дн. после дня передачи денег; при передаче {day(today)} — "
            f"{day(cost.due)}.",
        ),
        ("3", "Валюта займа", "Российский рубль"),
        ("4", "Процентная ставка", f"{rate} ({comma(cost.daily_rate)} % в день), постоянная"),
        ("5", "Порядок определения курса иностранной валюты", NOT_APPLICABLE),
        ("5.1", "Рост расходов при увеличении переменной ставки на один пункт", ABSENT),
        (
            "6",
            "Количество, размер и периодичность платежей",
            _payments(cost),
        ),
        (
            "7",
            "Изменение платежей при частичном досрочном возврате",
            "Проценты начисляются на оставшуюся сумму займа; срок возврата не меняется.",
        ),
        ("8", "Способы исполнения обязательств", "Банковской картой через чат с кредитором."),
        ("8.1", "Бесплатный способ исполнения обязательств", "Банковской картой через чат."),
        ("9", "Обязанность заключить иные договоры", ABSENT),
        ("10", "Обеспечение и требования к нему", ABSENT),
        ("11", "Цели использования займа", ABSENT),
        (
            "12",
            "Ответственность, размер неустойки",
            "20 % годовых на непогашенную часть основного долга за каждый день просрочки, "
            "исходя из 365 дней в году (в високосном — 366).",
        ),
        ("13", "Уступка прав третьим лицам", "Запрещена"),
        ("14", "Согласие с общими условиями", "Заёмщик согласен с общими условиями кредитора."),
        ("15", "Платные услуги кредитора, необходимые для договора", ABSENT),
        (
            "16",
            "Способ обмена информацией",
            f"Чат, СМС на номер заёмщика, телефон кредитора {lender['phone']}, "
            f"почта {lender['email']}.",
        ),
    ]
    if needs_warning(application.pdn):
        texts.append(("17", "Предупреждение о долговой нагрузке", _warning(application.pdn)))
    return [{"number": n, "title": title, "value": value} for n, title, value in texts]


def _payments(cost: Cost) -> str:
    parts = f"основной долг {roubles(cost.amount)}\u00a0₽, проценты {roubles(cost.interest)}\u00a0₽"
    if len(cost.schedule) == 1:
        return f"Один платёж: {roubles(cost.total)}\u00a0₽, из них {parts}."
    first, last = cost.schedule[0], cost.schedule[-1]
    every = (first.day - cost.issued).days
    return (
        f"{len(cost.schedule)} платежей каждые {every} дней: первые "
        f"{len(cost.schedule) - 1} по {roubles(first.amount)}\u00a0₽, последний "
        f"{roubles(last.amount)}\u00a0₽. Всего {roubles(cost.total)}\u00a0₽, из них {parts}."
    )


def _warning(pdn: int | None) -> str:
    return (
        f"Заёмщик предупреждён: платежи по всем займам составят {pdn} % его дохода. Это больше "
        "половины, поэтому есть риск неисполнения обязательств и применения штрафных санкций."
    )


def comma(number: Decimal) -> str:
    return str(number).replace(".", ",")


def day(when: date) -> str:
    return when.strftime("%d.%m.%Y")


def roubles(sum_: Money) -> str:
    """«12 400,00», with no-break spaces"""
    whole, kopecks = divmod(sum_.kopecks, 100)
    return f"{whole:,}".replace(",", "\u00a0") + f",{kopecks:02d}"


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
    rouble = _form(whole, "РУБЛЬ", "РУБЛЯ", "РУБЛЕЙ")
    kopeck = _form(kopecks, "КОПЕЙКА", "КОПЕЙКИ", "КОПЕЕК")
    return f"{_words(whole)} {rouble} {kopecks:02d} {kopeck}"


def _words(number: int, gender: str = "m") -> str:
    return str(num2words(number, lang="ru", gender=gender)).upper()


def _form(number: int, one: str, few: str, many: str) -> str:
    if number % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)
