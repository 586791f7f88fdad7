"""The individual terms as facts: the rows of the law's form (Указание Банка России 3240-У)."""

from datetime import date, datetime

from domain.dates import MOSCOW, lender_day
from domain.model.application import Application, Form
from domain.rules.cost import Cost
from domain.rules.decision import needs_warning
from domain.rules.papers.wording import CAP_NOTICE, PENALTY, day, full_cost, rates, rub

ABSENT = "Отсутствует"
NOT_APPLICABLE = "Не применимо"


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
        "borrower": borrower_facts(form),
        **full_cost(cost.psk, cost.interest),
        "cap_notice": CAP_NOTICE.format(cap=cost.cap_percent),
        "rows": rows(cost, application, lender, lender_day(made_at)),
        "signature": signature,
    }


def borrower_facts(form: Form) -> dict[str, str]:
    """How papers name the borrower."""
    return {
        "name": form.name,
        "birth_date": day(form.birth_date),
        "passport": f"{form.passport[:4]} {form.passport[4:]}",
        "phone": form.phone,
    }


def rows(
    cost: Cost, application: Application, lender: dict[str, str], today: date
) -> list[dict[str, str]]:
    """The sixteen rows; none may be left out, an empty one says so. A warning about debt burden
    follows as an extra row."""
    days = application.days
    texts = [
        (
            "1",
            "Сумма займа и порядок её изменения",
            f"{rub(cost.amount)}. Не изменяется.",
        ),
        (
            "2",
            "Срок действия договора, срок возврата займа",
            f"Договор действует до полного исполнения обязательств. Заём возвращается через "
            f"{days} дн. после дня передачи денег; при передаче {day(today)} — "
            f"{day(cost.due)}.",
        ),
        ("3", "Валюта займа", "Российский рубль"),
        ("4", "Процентная ставка", f"{rates(cost.daily_rate)}, постоянная"),
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
        (
            "8",
            "Способы исполнения обязательств",
            "Банковской картой или по СБП, через чат с кредитором.",
        ),
        (
            "8.1",
            "Бесплатный способ исполнения обязательств",
            "Банковской картой или по СБП, через чат.",
        ),
        ("9", "Обязанность заключить иные договоры", ABSENT),
        ("10", "Обеспечение и требования к нему", ABSENT),
        ("11", "Цели использования займа", ABSENT),
        ("12", "Ответственность, размер неустойки", PENALTY),
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
    parts = f"основной долг {rub(cost.amount)}, проценты {rub(cost.interest)}"
    if len(cost.schedule) == 1:
        return f"Один платёж: {rub(cost.total)}, из них {parts}."
    first, last = cost.schedule[0], cost.schedule[-1]
    every = (first.day - cost.issued).days
    return (
        f"{len(cost.schedule)} платежей каждые {every} дней: первые "
        f"{len(cost.schedule) - 1} по {rub(first.amount)}, последний "
        f"{rub(last.amount)}. Всего {rub(cost.total)}, из них {parts}."
    )


def _warning(pdn: int | None) -> str:
    return (
        f"Заёмщик предупреждён: платежи по всем займам составят {pdn} % его дохода. Это больше "
        "половины, поэтому есть риск неисполнения обязательств и применения штрафных санкций."
    )
