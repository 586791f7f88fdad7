"""The facts of a case as the staff read them."""

from datetime import date, datetime

from domain.dates import lender_day
from domain.model.credit_holidays import Ground
from domain.model.messaging.gone import Gone
from domain.model.repayment import PaymentWay, RepaymentStatus
from domain.money import Money
from domain.rules.decision.shares import Bucket
from handlers.credit_history import words as credit_words
from handlers.engine.words import day, moment, rub, whole_phone

FACTS = {
    "asked": "Запрошено",
    "quarter": "Квартал",
    "bucket": "Долговая нагрузка",
    "share": "Выдано, % суммы квартала",
    "limit": "Предел, %",
    "days": "Дней",
    "income": "Доход",
    "score": "Балл бюро",
    "pdn": "Долговая нагрузка",
    "loans": "Займов в других местах",
    "card": "Карта",
    "amount": "Сумма",
    "moved": "Провёл банк",
    "foreign": "Провёл банк",
    "reason": "Причина",
    "reference": "Номер операции",
    "silent": "Молчит бюро",
    "update": "Номер",
    "error": "Ошибка",
    "edition": "Редакция",
    "how_many": "Договоров",
    "job": "Задание",
    "chat": "Чат",
    "gone": "Почему",
    "missed": "Не дошло сообщений",
    "contract": "Договор №",
    "contracts": "Договоры №",
    "keep_until": "Хранить по закону до",
    "sent": "Отправлен",
    "ground": "Основание",
    "months": "Месяцев",
    "debt": "Долг",
    "overdue": "Просрочка, дней",
    "bureau": "Бюро",
    "sms_hour": "СМС за час",
    "sms_day": "СМС за сутки",
    "call_hour": "Звонков за час",
    "call_day": "Звонков за сутки",
    "row": "Запись",
    "rows": "Записей",
    "until": "Срок",
    "asks": "Заёмщик пишет",
    "disputes": "Без ответа",
    "principal": "Основной долг",
    "interest": "Проценты",
    "penalty": "Неустойка",
    "old_phone": "Старый номер",
    "new_phone": "Новый номер",
    "account_since": "Займы у нас с",
    "asked_from": "Чат",
    "login": "Номер для входа",
    "new_is": "Новый номер в анкете",
    "borrower": "Заёмщик",
    "birth": "Дата рождения",
    "passport_issued": "Дата выдачи паспорта",
    "passport_code": "Код подразделения",
    "old_proven": "Код со старого номера последний раз",
    "recovered": "Пароль восстанавливали",
    "devices": "Устройств в кабинете",
    "told": "Владельцу сообщили",
    "unheard": "Не узнал владелец",
    "other_requests": "Других заявлений за 30 дней",
    "list": "Список",
    "lines": "Строки",
    "application": "Заявка",
    "deadline": "Срок",
    "loan": "Непогашенный займ №",
    "since": "Деньги ждут с",
    "agrees": "Совпадает",
    "differs": "Не совпадает",
    "first": "Первый",
    "second": "Второй",
    "applicant": "В заявке",
    "known": "У нас",
    "open_loans": "Не погашен договор №",
    "repaid": "Погашенных займов",
    "written_off": "Списан долг, договор №",
    "under_way": "Другая заявка",
    "blocked": "Доступ",
    "listed": "В списке",
    "photo_of": "Фото к делу",
    "message": "Сообщение",
}


HIDDEN = frozenset({"person", "claimed"})  # which row is meant, and nothing to read


COMPARED = {
    "passport": "паспорт",
    "inn": "ИНН",
    "snils": "СНИЛС",
    "name": "имя",
    "birth_date": "дата рождения",
    "phone": "телефон",
}


UNHEARD = {"sms": "из СМС на старый номер", "chat": "в одном из своих чатов"}


WAYS: dict[str, str] = {PaymentWay.CARD: "картой", PaymentWay.PAGE: "на странице банка"}


STATES = {
    RepaymentStatus.ASKED: "не начат",
    RepaymentStatus.OPENED: "ждал кода из СМС",
    RepaymentStatus.MOVING: "в пути",
    RepaymentStatus.DONE: "пришёл",
    RepaymentStatus.FAILED: "не прошёл",
    RepaymentStatus.LAPSED: "отменён",
}


TEXTS = frozenset({"sms_hour", "sms_day", "call_hour", "call_day"})


SUMS = frozenset({"asked", "income", "amount", "moved", "debt", "principal", "interest", "penalty"})


VALUES: dict[tuple[str, str], str] = {
    ("bucket", Bucket.FROM_50): "от 50 до 80 %",
    ("bucket", Bucket.OVER_80): "выше 80 %",
    ("reason", "other_sum"): "банк вернул меньше, чем просили",
    ("reason", "person_unknown"): "бюро не узнаёт заёмщика по этим данным",
    ("reason", "malformed"): "бюро не может прочесть запись",
    ("reason", "out_of_order"): "бюро ждало другую запись",
    ("reason", "wrong_day"): "бюро не верит дню",
    ("ground", Ground.INCOME): "доход упал больше чем на 30 %",
    ("asked_from", "inside"): "заёмщик вошёл в нём",
    ("asked_from", "known"): "знакомый: заёмщик в нём бывал",
    ("asked_from", "unknown"): "незнакомый",
    ("list", "block"): "свой, block",
    ("gone", Gone.BLOCKED): "заблокировал бота",
    ("gone", Gone.DEACTIVATED): "удалил аккаунт",
    ("gone", Gone.NOT_FOUND): "чата больше нет",
    ("gone", Gone.NOT_STARTED): "не начинал разговор с ботом",
    ("list", "115fz"): "по 115-ФЗ",
    ("new_is", "contact"): "телефон контактного лица",
    ("new_is", "home"): "домашний телефон",
    ("birth", "yes"): "✓ сошлась",
    ("passport_issued", "yes"): "✓ сошлась",
    ("passport_issued", "no"): "✕ не сошлась",
    ("passport_issued", "unasked"): "не спрашивали",
    ("passport_code", "yes"): "✓ сошёлся",
    ("passport_code", "no"): "✕ не сошёлся",
    ("passport_code", "unasked"): "не спрашивали",
    ("login", "lost"): "перешёл к другому; старый назвал сам заёмщик",
    ("under_way", "yes"): "рассматривается",
    ("blocked", "yes"): "закрыт",
    ("ground", Ground.EMERGENCY): "чрезвычайная ситуация",
}


def name_of(key: str) -> str:
    """«payment 2» → «Платёж 2»"""
    if key.startswith("payment "):
        return key.replace("payment", "Платёж")
    return FACTS.get(key, key)


def value_of(key: str, value: str) -> str:
    """Sums are kept as «10981.91»."""
    if key in SUMS:
        return rub(Money.rubles(value))
    if key in TEXTS:
        return texted(*value.split(","))
    if key == "row":
        return credit_words.row(*value.split(","))
    if key in ("keep_until", "until"):
        return day(date.fromisoformat(value))
    if key in ("agrees", "differs", "listed"):
        return ", ".join(COMPARED[one] for one in value.split(",") if one) or "ничего"
    if key in ("sent", "since", "deadline", "old_proven", "recovered", "told"):
        return _at(value)
    if key in ("old_phone", "new_phone"):
        return whole_phone(value) if value else "?"
    if key == "unheard":
        return ", ".join(UNHEARD[one] for one in value.split(","))
    if key == "devices":
        return _devices(*value.split(","))
    if key == "account_since":
        return day(lender_day(datetime.fromisoformat(value))) if value else "?"
    if key.startswith("payment "):
        return _payment(*value.split(","))
    return VALUES.get((key, value), value)


def texted(count: str, most: str, cost: str) -> str:
    """«12 из 1000, 60 ₽»"""
    told = rub(Money.rubles(cost)) if cost else "стоимость не задана"
    return f"{count} из {most}, {told}"


def _payment(amount: str, way: str, state: str, opened: str, reference: str) -> str:
    """«1 120 ₽, картой, в пути, 1 декабря в 13:05 (МСК), 6f0c2a1b»"""
    told = [rub(Money.rubles(amount)), WAYS.get(way, ""), STATES[RepaymentStatus(state)]]
    told += [_at(opened) if opened else "", reference]
    return ", ".join(one for one in told if one)


def _devices(count: str, newest: str) -> str:
    """«2, последнее вошло 1 декабря в 13:05 (МСК)»"""
    return f"{count}, последнее вошло {_at(newest)}" if newest else count


def _at(iso: str) -> str:
    return f"{moment(datetime.fromisoformat(iso))} (МСК)" if iso else "неизвестно когда"
