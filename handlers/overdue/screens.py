"""Delay, and a term that was prolonged or not."""

from datetime import date

from domain.money import Money
from domain.notifications import Content, LoanOverdue, WhyLapsed
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.loan_buttons import (
    HARDSHIP_BELOW,
    MY_LOAN,
    PAUSED,
    PAY,
    PROLONG_BELOW,
    PROMISE_BELOW,
)


def out_of_delay(*, prolongable: bool) -> tuple[tuple[Button, ...], ...]:
    """The ways out, under a notice."""
    longer = [PROLONG_BELOW] if prolongable else []
    return buttons(PAY, *longer, (PROMISE_BELOW, HARDSHIP_BELOW), MY_LOAN)


def to_pay(overdue: Money, total: Money) -> str:
    """What is overdue, and the whole debt where that is more."""
    if overdue == total:
        return f"К оплате сегодня: <b>{rub(total)}</b> — это весь долг."
    return f"Просрочка сегодня: <b>{rub(overdue)}</b>, весь долг: {rub(total)}."


def overdue(notice: LoanOverdue) -> Screen:
    """Who writes, that it is overdue, how much, and a phone: no threats, no hints."""
    paused = f"{PAUSED}: её внесите, пожалуйста, сами.\n" if notice.charge_paused else ""
    longer = ", продлить" if notice.prolongable else ""
    return Screen(
        text=f"{notice.lender}: платёж по договору № {notice.contract} просрочен.\n\n"
        f"{to_pay(notice.overdue, notice.total)}\n"
        f"{paused}Оплатить{longer} или договориться можно здесь. Телефон: {notice.phone}.",
        rows=out_of_delay(prolongable=notice.prolongable),
        content=Content.PAYMENT,
    )


def prolonged(due: date, total: Money) -> Screen:
    return Screen(
        text=f"✓ <b>Займ продлён до {day(due)}.</b> Вернуть тогда: {rub(total)}.",
        rows=buttons(MY_LOAN),
        content=Content.PAYMENT,
    )


NOT_PROLONGED = {
    WhyLapsed.UNPAID: "Соглашение о продлении не оплачено до конца дня и больше не действует. "
    "Деньги не списаны, срок прежний: {due}. Продлить можно заново.",
    WhyLapsed.LATE: "Деньги за продление пришли, когда день соглашения уже прошёл. Зачли их в счёт "
    "долга, срок прежний: {due}. Продлить можно заново.",
    WhyLapsed.CHECKED: "Продлить займ сейчас не можем: идёт проверка. Деньги зачли в счёт долга, "
    "срок прежний: {due}. Вопросы — по телефону с нашего сайта.",
    WhyLapsed.CHANGED: "Пока готовили соглашение, долг изменился. Срок прежний: {due}. "
    "Посмотрите, пожалуйста, новые условия.",
}


def not_prolonged(why: WhyLapsed, due: date) -> Screen:
    return Screen(
        text=NOT_PROLONGED[why].format(due=day(due)), rows=buttons(PROLONG_BELOW, PAY, MY_LOAN)
    )
