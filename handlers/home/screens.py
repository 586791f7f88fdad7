"""Home: what is owed, what comes next, what may be borrowed and what raises it."""

from datetime import date

from domain.model.application import Application, Reason
from domain.model.bank_operation import stuck
from domain.money import ZERO
from domain.notifications import Content
from domain.usecases.home.overview import Closed, Overview
from domain.usecases.loan_view.looking import LoanView
from handlers.applications.progress_screens import NOW, STUCK
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Rows, Screen, buttons
from handlers.engine.words import day, days, lasting, plural, rub
from handlers.loan_view.loan_buttons import CARDS, REPAY, TO_LOAN
from handlers.loan_view.loan_help_screens import written_off

LOAN = Button(text="Мой займ", data=TO_LOAN.data)
NEW_LOAN = Button(text="Новый займ", data=Go(to="start").pack(), style="primary")
APPLICATIONS = Button(text="Заявки", data=Go(to="applications").pack())
SETTINGS = Button(text="Настройки", data=Go(to="settings").pack())
HELP = Button(text="Помощь", data=Go(to="help").pack())
STATUS = Button(text="Что с заявкой", data=Go(to="application").pack(), style="primary")


BLOCKED = "Новые займы для вас сейчас закрыты. Позвоните нам, чтобы узнать причину: /help"


def closed(why: Closed) -> str:
    """Why no new loan may be had now, and from which day it may."""
    if why.reason is Reason.PAUSE and why.until is not None:
        return (
            "По закону между дорогими займами нужен перерыв. Новый займ можно оформить с "
            f"{day(why.until)}."
        )
    if why.reason is Reason.HISTORY:
        return late_before(why.until)
    if why.until is not None:
        return f"По последней заявке был отказ. Новую можно подать с {day(why.until)}."
    return BLOCKED


def late_before(until: date | None) -> str:
    if until is None:
        return (
            "Прежний займ у нас остался невозвращённым, поэтому нового предложить не можем. Есть "
            "вопросы — позвоните нам: /help"
        )
    return (
        "По прежнему займу у нас была долгая просрочка, поэтому новый можно оформить с "
        f"{day(until)}."
    )


def home(overview: Overview) -> Screen:
    third: Rows
    lines = ["<b>Личный кабинет</b>", ""]
    if overview.loan is not None:
        lines += owed(overview.loan)
        first, second = REPAY, (LOAN, APPLICATIONS)
        third = ((CARDS, SETTINGS), (HELP,))
    elif overview.applying and overview.application is not None:
        lines.append(under_way(overview.application, stuck=stuck(overview.payout)))
        first, second = STATUS, (APPLICATIONS, CARDS)
        third = ((SETTINGS, HELP),)
    else:
        lost = overview.given_up
        if lost is not None and lost.written_off_on is not None:
            lines.append(written_off(lost.contract, lost.written_off_on))
        else:
            lines.append("Долгов нет.")
        first, second = NEW_LOAN, (APPLICATIONS, CARDS)
        third = ((SETTINGS, HELP),)
    top = buttons(first, second)
    if overview.closed is not None and first is NEW_LOAN:
        top = buttons(second)
    lines += ["", *available(overview)]
    return Screen(
        text="\n".join(lines),
        rows=(*top, *buttons(*third)),
        content=Content.PAYMENT,
    )


def owed(view: LoanView) -> list[str]:
    debt = view.loan_state.debt
    lines = [f"Закрыть займ сегодня: <b>{rub(debt.total)}</b>"]
    if debt.days_overdue:
        lines.append(f"⚠️ Просрочка {days(debt.days_overdue)}: {rub(debt.overdue)}")
    if view.coming is not None and view.coming.amount > ZERO:
        when = max(view.coming.day, view.loan_state.today)
        lines.append(f"Следующий платёж: <b>{rub(view.coming.amount)}</b> до {day(when)}")
    return lines


def under_way(one: Application, *, stuck: bool = False) -> str:
    amount = one.approved or one.amount
    now = STUCK if stuck else NOW[one.status]
    return f"Заявка на {rub(amount)} на {lasting(one.days)}: {now.lower()}."


def available(overview: Overview) -> list[str]:
    """The sum, and what raises it."""
    limit, ahead = overview.limit, overview.next_limit
    if overview.closed is not None and overview.closed.reason in (Reason.HISTORY, Reason.BLOCKED):
        return [closed(overview.closed)]
    if overview.loan is not None:
        barred = overview.barred_after
        if barred is not None and barred.until is not None:
            return [
                "Просрочка долгая: если погасить займ сегодня, новый можно будет оформить с "
                f"{day(barred.until)}."
            ]
        when = "После погашения"
        if overview.pause_after:
            when = f"Через {days(overview.pause_after)} после погашения"
        return [f"{when} будет доступно до <b>{rub(overview.limit_after)}</b>"]
    if overview.closed is not None and not overview.applying:
        told = [closed(overview.closed)]
        if overview.closed.reason is Reason.PAUSE:
            told.append(f"Тогда будет доступно до <b>{rub(limit)}</b>")
        return told
    lines = [f"Доступно до <b>{rub(limit)}</b>"]
    if ahead is not None:
        more, then = ahead
        loans = plural(more, "займа, закрытого", "займов, закрытых", "займов, закрытых")
        after = loans if more > 1 else "одного займа, закрытого"
        lines.append(f"Лимит вырастет до {rub(then)} после ещё {after} в срок")
    return lines
