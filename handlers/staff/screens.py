"""What the staff group sees. No passport, no full phone: with the one exception of a change of
phone, whose two numbers have to be compared with those on the photographed sheet. That message
goes with the decision."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from aiogram import html

from domain.dates import lender_day
from domain.ids import CaseId
from domain.model.application import Reason
from domain.model.cases import ACTIONS, Action, Case, Kind
from domain.model.hardship import Ground
from domain.model.messaging.gone import Gone
from domain.model.repayment import State, Way
from domain.money import Money
from domain.notifications import CaseClosed, CaseSolved, PhotoPutAway, PhotoShown, Solved
from domain.rules.decision.shares import Bucket
from domain.usecases.cases.casework import Alarm
from domain.usecases.codes.texting import Total, fact
from handlers.credit_history import words as credit_words
from handlers.engine.callbacks import PickCase, ShowCasePhoto
from handlers.engine.screen import Button, Rows, Screen, buttons
from handlers.engine.words import clock, day, moment, plural, rub, whole_phone

TITLES = {
    Kind.REVIEW: "Заявка на ручную проверку",
    Kind.IDENTITY: "Один человек или разные?",
    Kind.ROUNDS: "Бюро уже спрашивали об этом паспорте или ИНН. Спросить ещё раз?",
    Kind.LISTED: "⚠️ Заявитель в стоп-листе",
    Kind.SHARED: "Два заёмщика с одними документами",
    Kind.OWNER: "Чья карта?",
    Kind.PAYOUT: "⚠️ Выплата не проходит на нашей стороне",
    Kind.LOST_MOVE: "⚠️ Судьба выплаты неизвестна: банк её не находит",
    Kind.LOST_CHARGE: "⚠️ Судьба платежа неизвестна: банк его не находит",
    Kind.REFUND: "⚠️ Переплата не возвращается",
    Kind.RETURNED: "⚠️ Платёж вернули в кабинете банка, а долг у нас по нему погашен",
    Kind.OTHER_SUM: "⚠️ Банк выплатил не ту сумму, что в договоре",
    Kind.OTHER_PAYMENT: "⚠️ Банк провёл не ту сумму, о которой просили",
    Kind.MISSING: "Заёмщик: «я оплатил, а его нет»",
    Kind.WRITE_OFF: "Списать долг?",
    Kind.HARDSHIP: "Заявление на кредитные каникулы",
    Kind.PHONE: "Смена номера: старый утрачен",
    Kind.PHOTO_STAYS: "⚠️ Фото заёмщика осталось в группе, бот его удалить не может. Удалите сами",
    Kind.CHECKS: "⚠️ Мало проверок личности, договор не готовим",
    Kind.BUREAU: "⚠️ Бюро не отвечает",
    Kind.STRAY: "⚠️ По данным бюро у заявителя наш договор, а у нас за ним его нет",
    Kind.ROW: "⚠️ Бюро не приняло сведения",
    Kind.REPORT_SILENT: "⚠️ Бюро не принимает сведения",
    Kind.REPORT_LATE: "⚠️ Истекает срок передачи сведений в бюро",
    Kind.DISPUTE: "Заёмщик оспаривает кредитную историю",
    Kind.DISPUTE_LATE: "⚠️ Истекает срок ответа заёмщику о кредитной истории: /cases",
    Kind.KEEP_OVER: "Срок хранения данных по закону истёк: удалите оставшееся",
    Kind.DELETION: "Заёмщик просит удалить свои данные: ответьте письменно",
    Kind.FINCERT: "⚠️ Получатель есть в базе ФинЦЕРТ: выплата остановлена",
    Kind.FINCERT_SILENT: "⚠️ База ФинЦЕРТ не отвечает: деньги ждут",
    Kind.FRAUD_REPORT: "⚠️ Сообщение в ФинЦЕРТ не принято, а срок на исходе",
    Kind.FROZEN: "⚠️ Человек в стоп-листе: деньги и договоры заморожены. Ему не говорим",
    Kind.STOP_LISTS: "⚠️ Файл стоп-листов не читается: действуют прежние",
    Kind.BIOMETRICS: "⚠️ Договор не подписать: биометрия обязательна, а сервис не подключён",
    Kind.SHARES: "⚠️ Доля займов с высокой долговой нагрузкой близка к пределу квартала",
    Kind.LAW: "⚠️ Редакция закона у договоров неизвестна: считаем их по новейшей",
    Kind.TEXTS: "⚠️ Очень много СМС или звонков",
    Kind.UNREACHABLE: "Заёмщику не написать в Телеграм",
    Kind.WEBHOOK: "⚠️ Телеграм не принимает адрес бота: сообщения заёмщиков не приходят",
    Kind.UPDATE: "⚠️ Сообщение заёмщика не обработалось",
    Kind.JOB: "⚠️ Задание не выполняется",
    Kind.MESSAGE: "⚠️ Телеграм не принял сообщение",
}
ANSWERS = {
    Action.APPROVE: "Одобрить",
    Action.REJECT: "Отказать",
    Action.RETRY: "Отправить заново",
    Action.FIND: "Искать ещё раз",
    Action.GONE: "В банке его нет",
    Action.DONE: "Готово",
    Action.CORRECT: "Исправить",
    Action.CONFIRM: "Подтвердить",
    Action.WRITE_OFF: "Списать",
    Action.WAIT: "Подождать",
    Action.RECHECK: "Спросить базу снова",
    Action.REFUSE: "Отказать в выплате",
    Action.FRAUD: "Мошенничество",
    Action.UNFREEZE: "Разморозить",
    Action.SAME: "Один человек",
    Action.APART: "Разные люди",
    Action.ASK: "Проверять дальше",
    Action.MENDED: "Сумма исправлена",
    Action.CAME_BACK: "Деньги вернулись",
    Action.NO_FACE: "Лица не видно",
    Action.UNREADABLE: "Номера не читаются",
    Action.OTHER_NUMBERS: "Номера не те",
    Action.OTHER_PERSON: "Это другой человек",
    Action.MISMATCH: "Ответы не сошлись",
}
DONE = {
    Action.APPROVE: "Одобрено",
    Action.REJECT: "Отказано",
    Action.RETRY: "Отправлено заново",
    Action.FIND: "Ищем ещё раз",
    Action.GONE: "В банке его нет",
    Action.DONE: "Готово",
    Action.CORRECT: "Исправлено, отправляем в бюро",
    Action.CONFIRM: "Сведения подтверждены",
    Action.WRITE_OFF: "Долг списан",
    Action.WAIT: "Ждём ещё 90 дней",
    Action.RECHECK: "Спрашиваем снова",
    Action.REFUSE: "Отказано, договор расторгнут",
    Action.FRAUD: "Мошенничество: отказано, сообщаем в ФинЦЕРТ",
    Action.UNFREEZE: "Разморожено",
    Action.SAME: "Один человек",
    Action.APART: "Разные люди",
    Action.ASK: "Проверяем дальше",
    Action.MENDED: "Сумма исправлена, займ начался",
    Action.CAME_BACK: "Деньги вернулись, договор расторгнут",
    Action.NO_FACE: "Отказано, лица не видно",
    Action.UNREADABLE: "Отказано, номера не читаются",
    Action.OTHER_NUMBERS: "Отказано, номера не те",
    Action.OTHER_PERSON: "Отказано, это другой человек",
    Action.MISMATCH: "Отказано, ответы не сошлись",
}
SOLVED = {
    Solved.WITHDRAWN: "Заёмщик отозвал заявление.",
    Solved.NOT_ME: "Заёмщик сообщил, что заявление подал не он.",
    Solved.LAPSED: "Заявление не рассмотрели в срок, фото удалено.",
}
# Why «Одобрить» didn't pass: what the day's law or our own records say.
AGAINST = {
    Reason.AGE: "возраст",
    Reason.STOP_LIST: "заёмщик в стоп-листе",
    Reason.LOAN_OPEN: "у заёмщика открыт займ у нас",
    Reason.SELF_BAN: "стоит самозапрет",
    Reason.LOANS_AT_ONCE: "слишком много дорогих займов на рынке",
    Reason.YEAR_LIMIT: "за год выдано девять коротких займов",
    Reason.PAUSE: "идёт перерыв между дорогими займами",
    Reason.MARKET_UNKNOWN: "нет рыночных показателей квартала",
    Reason.RANGE: "такую сумму или срок больше не выдаём",
    Reason.PSK_CAP: "ПСК выше предела этого дня",
    Reason.BLOCKED: "доступ закрыт сотрудником",
    Reason.HISTORY: "долгая просрочка или списанный долг у нас",
    Reason.SHARE: "доля таких займов за квартал исчерпана",
    Reason.SCORE: "балл бюро ниже порога",
}
HINTS = {
    Kind.TEXTS: "Незнакомым чатам коды пока не шлём; заёмщики и те, кто поделился своим контактом, "
    "их получают. Закроется само, когда час или сутки пройдут. Сколько сейчас: /sms",
    Kind.RETURNED: "Сумма возвращена сверх переплаты. Решите, должен ли её заёмщик.",
    Kind.OTHER_SUM: "Второй раз бот ничего не отправит: уладьте с банком. Он провёл ровно сумму "
    "договора — «Сумма исправлена», займ начнётся сейчас. Все деньги снова у нас — «Деньги "
    "вернулись», договор расторгнем.",
    Kind.OTHER_PAYMENT: "Сверьте операцию в кабинете банка. У нас учтено то, что он провёл.",
    Kind.UNREACHABLE: "О деньгах и о том, что велит закон, он узнаёт из СМС, срочное скажите по "
    "телефону. Вернётся в чат — дело закроется само.",
    Kind.DISPUTE: "«Исправить» передаст сведения во все бюро заново, какими они стоят в учёте.",
    Kind.IDENTITY: "«Один человек» пустит заявку дальше от имени того, кого мы знаем. Все данные "
    "бывают и у того, кто их украл: не уверены — «Отказать».",
    Kind.ROW: "Следующие записи этого займа ждут. «Готово» — уладили с бюро сами.",
}
CHECKLIST = (
    "Сверьте с фото: лицо видно целиком, без маски и очков; человек один; оба номера написаны от "
    "руки и совпадают с этими; возраст и пол похожи; фото не обработано. Не сошлись ответы о "
    "паспорте — позвоните заёмщику или откажите."
)
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
WAYS: dict[str, str] = {Way.CARD: "картой", Way.PAGE: "на странице банка"}
STATES = {
    State.ASKED: "не начат",
    State.OPENED: "ждал кода из СМС",
    State.MOVING: "в пути",
    State.DONE: "пришёл",
    State.FAILED: "не прошёл",
    State.LAPSED: "отменён",
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


def opened(
    case: CaseId, number: str, kind: Kind, facts: dict[str, str], photo: str | None = None
) -> Screen:
    made = [
        Button(text=ANSWERS[action], data=PickCase(id=case, action=action).pack())
        for action in ACTIONS[kind]
    ]
    text = _text(number, kind, facts)
    if kind is Kind.PHONE:
        first, *refusals = made
        rows = buttons(first, *(tuple(refusals[n : n + 2]) for n in range(0, len(refusals), 2)))
        return Screen(text=f"{text}\n\n{CHECKLIST}", rows=rows, photo=photo)
    if kind in HINTS:
        text = f"{text}\n\n{HINTS[kind]}"
    return Screen(text=text, rows=(tuple(made),), photo=photo)


def alarm(one: Alarm) -> Screen:
    """One of many alike."""
    case = one.case
    screen = opened(case.id, case.number, case.kind, case.facts)
    if one.count == 1:
        return screen
    more = plural(one.count - 1, "такое же дело", "таких же дела", "таких же дел")
    return replace(screen, text=f"{screen.text}\n\nИ ещё {more}.")


def closed(case: Case) -> Screen:
    assert case.action is not None
    facts = dict(case.facts)
    done = f"✓ {DONE[case.action]}: {html.quote(case.closed_by or '')}"
    if (against := facts.pop("against", None)) is not None:
        why = AGAINST[Reason(against)]
        done = (
            f"✕ Одобрить нельзя: {why}. Заёмщик получил ответ. {html.quote(case.closed_by or '')}"
        )
    return Screen(text=f"{_text(case.number, case.kind, facts)}\n\n{done}")


def not_a_member(*, unknown: bool) -> Screen:
    if unknown:
        return Screen(text="Уточняем у Телеграма, состоите ли вы в группе. Повторите через минуту.")
    return Screen(text="Вы не состоите в группе сотрудников: решать здесь нельзя.")


def decided(notice: CaseClosed) -> Screen:
    """What is left of a case with a photo: nothing of a person."""
    text = f"{_text(notice.number, notice.kind, {})}\n\n{_decision(notice.action, notice.by)}"
    return Screen(text=text, rows=_show(notice.case, kept=notice.photo))


def solved(notice: CaseSolved) -> Screen:
    title = TITLES[notice.kind].removeprefix("⚠️ ")
    rows = _show(notice.case, kept=notice.photo)
    if notice.why is not None:
        told = f"✓ Дело {notice.number} закрылось само. {title}\n{SOLVED[notice.why]}"
        return Screen(text=told, rows=rows)
    return Screen(text=f"✓ Дело {notice.number} закрылось само: {title}", rows=rows)


def put_away(notice: PhotoPutAway) -> Screen:
    """An open case whose photo has stood in the group long enough."""
    return Screen(
        text=f"{_text(notice.number, notice.kind, {})}\n\n"
        "Дело ещё не решено. Фото из группы убрали: через двое суток после отправки бот не может "
        "его удалить. «Показать» вернёт фото и кнопки.",
        rows=_show(notice.case, kept=True),
    )


def shown(notice: PhotoShown) -> Screen:
    """The photo of a case that has ended."""
    how = SOLVED[Solved.NOT_ME]
    if notice.action is not None:
        how = _decision(notice.action, notice.by)
    return Screen(text=f"{_text(notice.number, notice.kind, {})}\n\n{how}", photo=notice.photo)


def shown_below(number: str, kind: Kind) -> Screen:
    """In the place of a message that is too old to be deleted."""
    return Screen(text=f"{_text(number, kind, {})}\n\nФото показали ниже.")


def _decision(action: Action, by: str) -> str:
    return f"✓ {DONE[action]}: {html.quote(by)}"


def _show(case: CaseId | None, *, kept: bool) -> Rows:
    if case is None or not kept:
        return ()
    return buttons(Button(text="Показать", data=ShowCasePhoto(id=case).pack()))


def _text(number: str, kind: Kind, facts: dict[str, str]) -> str:
    lines = [
        f"{_name(key)}: {html.quote(_value(key, value))}"
        for key, value in facts.items()
        if key not in HIDDEN
    ]
    return "\n".join([f"<b>{TITLES[kind]}</b>", f"Дело {number}", *lines])


def _name(key: str) -> str:
    """«payment 2» → «Платёж 2»"""
    if key.startswith("payment "):
        return key.replace("payment", "Платёж")
    return FACTS.get(key, key)


def _value(key: str, value: str) -> str:
    """Sums are kept as «10981.91»."""
    if key in SUMS:
        return rub(Money.rubles(value))
    if key in TEXTS:
        return _texted(*value.split(","))
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


def texts(totals: Sequence[Total]) -> Screen:
    """What went to phones until now, and what it cost."""
    lines = [
        f"{FACTS[f'{one.channel}_{one.window}']}: {_texted(*fact(one).split(','))}"
        + (f" — незнакомым чатам с {clock(one.until)} (МСК)" if one.reached else "")
        for one in totals
    ]
    return Screen(text="\n".join(["<b>СМС и звонки</b>", *lines]))


def _texted(count: str, most: str, cost: str) -> str:
    """«12 из 1000, 60 ₽»"""
    told = rub(Money.rubles(cost)) if cost else "стоимость не задана"
    return f"{count} из {most}, {told}"


def _payment(amount: str, way: str, state: str, opened: str, reference: str) -> str:
    """«1 120 ₽, картой, в пути, 1 декабря в 13:05 (МСК), 6f0c2a1b»"""
    told = [rub(Money.rubles(amount)), WAYS.get(way, ""), STATES[State(state)]]
    told += [_at(opened) if opened else "", reference]
    return ", ".join(one for one in told if one)


def _devices(count: str, newest: str) -> str:
    """«2, последнее вошло 1 декабря в 13:05 (МСК)»"""
    return f"{count}, последнее вошло {_at(newest)}" if newest else count


def _at(iso: str) -> str:
    return f"{moment(datetime.fromisoformat(iso))} (МСК)" if iso else "неизвестно когда"


def none_open() -> Screen:
    return Screen(text="Открытых дел нет.")
