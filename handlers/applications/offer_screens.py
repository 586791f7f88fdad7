"""Sum, term and cost, before any personal question."""

from dataclasses import replace

from domain.money import Money
from domain.rules.cost import Cost
from domain.rules.product import INSTALMENTS, PAYDAY, Product
from domain.usecases.home.overview import Closed
from handlers.engine.callbacks import Go, PickAmount, PickDays
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, day, days, lasting, percent, plural, rub
from handlers.home import screens as home

AMOUNTS = (5_000, 10_000, 15_000, 30_000, 50_000, 70_000, 100_000)
TERMS = {PAYDAY.code: (7, 14, 21, 30), INSTALMENTS.code: (56, 84, 112, 168)}

HOME = Button(text="‹ На главную", data=Go(to="home").pack())
LOGIN = Button(text="У меня есть кабинет: войти", data=Go(to="login").pack())


def amount(limit: Money, *, returning: bool = False, account: bool = False) -> Screen:
    """`account`: of who is in; others may have one."""
    known = [n for n in AMOUNTS if Money.rubles(n) <= limit][-4:]
    flat = [
        Button(text=_plain(rub(Money.rubles(n))), data=PickAmount(rubles=n).pack()) for n in known
    ]
    hello = "«Умные наличные»: займ на карту, решение за минуту, без платных услуг."
    if returning:
        hello = f"С возвращением! Вам доступно до {rub(limit)}, анкета уже заполнена."
    last = HOME if account else LOGIN
    return Screen(
        text=f"{hello}\n\n<b>Сколько вам нужно?</b> Выберите или напишите сумму "
        f"от {rub(PAYDAY.least)} до {rub(limit)}.",
        rows=(*(tuple(flat[n : n + 2]) for n in range(0, len(flat), 2)), (last,)),
    )


def closed(why: Closed, *, account: bool) -> Screen:
    """No sum is asked for when none can be had."""
    return Screen(text=home.closed(why), rows=buttons(HOME) if account else ())


def term(product: Product) -> Screen:
    flat = [
        Button(text=_plain(_term(product, n)), data=PickDays(days=n).pack())
        for n in TERMS[product.code]
    ]
    rows = [tuple(flat[n : n + 2]) for n in range(0, len(flat), 2)]
    if product.every:
        text = (
            f"<b>На какой срок?</b> Платежи раз в две недели, всего до "
            f"{product.most_days // 7} недель. Можно написать: «10 недель»."
        )
        return Screen(text=text, rows=tuple(rows))
    rows.append((Button(text="До зарплаты", data=Go(to="payday").pack()),))
    return Screen(
        text=f"<b>На сколько дней?</b> От {product.least_days} до {product.most_days}. "
        "Можно написать: «2 недели».",
        rows=tuple(rows),
    )


def payday() -> Screen:
    return Screen(
        text="<b>Какого числа зарплата?</b> Напишите число месяца, например <code>5</code>.",
        rows=buttons(Button(text="Другой срок", data=Go(to="term").pack())),
    )


def no_such_payday() -> Screen:
    asked = term(PAYDAY)
    return replace(
        asked,
        text=f"До ближайшего такого числа меньше {PAYDAY.least_days} дней, а до следующего больше "
        f"{PAYDAY.most_days}. Выберите срок сами.\n\n{asked.text}",
    )


def cost(quoted: Cost, *, returning: bool = False) -> Screen:
    """Who comes back has told everything already."""
    needs = "" if returning else "\n\nПонадобятся паспорт, ИНН и своя именная дебетовая карта."
    term_days = (quoted.due - quoted.issued).days
    return Screen(
        text=f"<b>{rub(quoted.amount)} на {lasting(term_days)}</b>\n\n"
        f"{_payments(quoted)}\n"
        f"Проценты: {rub(quoted.interest)} ({percent(quoted.daily_rate)} в день)\n"
        f"Полная стоимость (ПСК): {percent(quoted.psk)} годовых, {rub(quoted.interest)}\n\n"
        f"Больше {quoted.cap_percent}{NBSP}% суммы займа сверху не начислим никогда. "
        f"Досрочно можно вернуть без комиссии. Новый займ — после возврата этого.{needs}",
        rows=buttons(
            Button(text="Оформить займ", data=Go(to="apply").pack(), style="success"),
            (
                Button(text="Другая сумма", data=Go(to="amount").pack()),
                Button(text="Другой срок", data=Go(to="term").pack()),
            ),
        ),
    )


def _payments(quoted: Cost) -> str:
    if len(quoted.schedule) == 1:
        return (
            f"Вернуть: <b>{rub(quoted.total)}</b> до {day(quoted.due)}, "
            "если получить деньги сегодня"
        )
    first = quoted.schedule[0]
    count = plural(len(quoted.schedule), "платёж", "платежа", "платежей")
    return (
        f"{count} раз в две недели: <b>{rub(first.amount)}</b>, первый {day(first.day)}, "
        f"последний {day(quoted.due)}, если получить деньги сегодня\n"
        f"Всего вернуть: {rub(quoted.total)}"
    )


def _term(product: Product, term_days: int) -> str:
    if product.every:
        return plural(term_days // 7, "неделя", "недели", "недель")
    return days(term_days)


def _plain(text: str) -> str:
    """Buttons wrap nowhere: plain spaces are easier to type in a test."""
    return text.replace(NBSP, " ")
