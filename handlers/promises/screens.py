"""A promise to pay by a day: asked for, given, kept, broken."""

from datetime import date, timedelta

from domain.model.promise import Promise
from domain.notifications import Content, PromiseBroken
from domain.usecases.promises.promising import Promising
from handlers.engine.callbacks import PickDay
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.loan_buttons import MY_LOAN, REPAY, TO_LOAN
from handlers.overdue.screens import out_of_delay, to_pay

READY = {"Завтра": 1, "Через 3 дня": 3, "Через неделю": 7}


def ask(promising: Promising) -> Screen:
    picks = [
        Button(text=text, data=PickDay(day=then.isoformat()).pack())
        for text, then in _ready(promising.today)
        if then < promising.latest or (then == promising.latest and not promising.standing)
    ]
    rows = [tuple(picks)] if picks else []
    if promising.standing is not None:
        text = (
            f"Вы обещали заплатить до {day(promising.standing.day)}. Перенести можно только на "
            "день раньше. <b>К какому дню заплатите?</b>"
        )
    else:
        text = (
            "<b>К какому дню заплатите?</b> До конца этого дня напоминать не будем.\n\n"
            f"Сейчас просрочено {rub(promising.overdue)}; проценты и неустойка идут как обычно. "
            f"Можно написать дату не позже {day(promising.latest)}, например <code>"
            f"{promising.latest:%d.%m}</code>."
        )
    return Screen(text=text, rows=buttons(*rows, TO_LOAN), content=Content.PAYMENT)


def _ready(today: date) -> list[tuple[str, date]]:
    return [(text, today + timedelta(days=number)) for text, number in READY.items()]


def promised(promise: Promise) -> Screen:
    return Screen(
        text=f"✓ <b>Записали: заплатите до {day(promise.day)}.</b> До конца этого дня не "
        "напоминаем. Заплатить можно и раньше, и частями.",
        rows=buttons(REPAY, TO_LOAN),
    )


def kept() -> Screen:
    return Screen(text="✓ Вы заплатили, как обещали. Спасибо!", rows=buttons(MY_LOAN))


def broken(one: PromiseBroken) -> Screen:
    """Who writes, that it is overdue, how much, and a phone: no threats."""
    return Screen(
        text=f"{one.lender}: обещанный платёж по договору № {one.contract} к {day(one.day)} не "
        "пришёл, долг просрочен.\n\n"
        f"{to_pay(one.overdue, one.total)}\n"
        "Можно заплатить хотя бы часть, назвать другой день или рассказать, что случилось. "
        f"Телефон: {one.phone}.",
        rows=out_of_delay(prolongable=one.prolongable),
        content=Content.PAYMENT,
    )
