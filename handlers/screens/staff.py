"""What the staff group sees. No passport, no full phone."""

from aiogram import html

from domain.cases import ACTIONS, Action, Case, Kind
from domain.ids import CaseId
from handlers.screens.callbacks import PickCase
from handlers.screens.screen import Button, Screen

TITLES = {
    Kind.REVIEW: "Заявка на ручную проверку",
    Kind.OWNER: "Чья карта?",
    Kind.PAYOUT: "⚠️ Выплата не проходит на нашей стороне",
    Kind.LOST_MOVE: "⚠️ Судьба выплаты неизвестна: банк её не находит",
    Kind.CHECKS: "⚠️ Мало проверок личности, договор не готовим",
    Kind.BUREAU: "⚠️ Бюро не отвечает",
    Kind.UPDATE: "⚠️ Сообщение заёмщика не обработалось",
    Kind.JOB: "⚠️ Задание не выполняется",
    Kind.MESSAGE: "⚠️ Телеграм не принял сообщение",
}
ANSWERS = {
    Action.APPROVE: "Одобрить",
    Action.REJECT: "Отказать",
    Action.RETRY: "Отправить заново",
    Action.FIND: "Искать ещё раз",
    Action.DONE: "Готово",
}
FACTS = {
    "asked": "Запрошено, ₽",
    "days": "Дней",
    "income": "Доход, ₽",
    "score": "Балл бюро",
    "pdn": "Долговая нагрузка",
    "loans": "Займов в других местах",
    "card": "Карта",
    "amount": "Сумма, ₽",
    "reason": "Причина",
    "reference": "Номер операции",
    "silent": "Молчит бюро",
    "update": "Номер",
    "error": "Ошибка",
    "job": "Задание",
    "chat": "Чат",
}


def opened(case: CaseId, number: str, kind: Kind, facts: dict[str, str]) -> Screen:
    buttons = (
        Button(text=ANSWERS[action], data=PickCase(id=case, action=action).pack())
        for action in ACTIONS[kind]
    )
    return Screen(text=_text(number, kind, facts), rows=(tuple(buttons),))


def closed(case: Case) -> Screen:
    assert case.action is not None
    return Screen(
        text=f"{_text(case.number, case.kind, case.facts)}\n\n"
        f"✓ {ANSWERS[case.action]}: {html.quote(case.closed_by or '')}"
    )


def solved(number: str, kind: Kind) -> Screen:
    return Screen(text=f"✓ Дело {number} закрылось само: {TITLES[kind].removeprefix('⚠️ ')}")


def _text(number: str, kind: Kind, facts: dict[str, str]) -> str:
    lines = [f"{FACTS.get(key, key)}: {html.quote(value)}" for key, value in facts.items()]
    return "\n".join([f"<b>{TITLES[kind]}</b>", f"Дело {number}", *lines])


def none_open() -> Screen:
    return Screen(text="Открытых дел нет.")
