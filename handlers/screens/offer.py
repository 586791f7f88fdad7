"""Sum, term and cost, before any personal question."""

from domain.cost import Cost
from domain.notices import Content
from domain.product import PAYDAY
from handlers.screens.callbacks import Go, PickAmount, PickDays
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import NBSP, day, days, percent, rub

AMOUNTS = ((5_000, 10_000), (15_000, 30_000))
TERMS = ((7, 14), (21, 30))


def amount() -> Screen:
    return Screen(
        text="Здравствуйте! Это «Умные наличные».\n"
        f"Займ на карту: до {rub(PAYDAY.most)}, решение за минуту, без платных услуг.\n\n"
        f"<b>Сколько вам нужно?</b> Выберите или напишите сумму от {rub(PAYDAY.least)}.",
        rows=tuple(
            tuple(
                Button(text=f"{n:,} ₽".replace(",", " "), data=PickAmount(rubles=n).pack())
                for n in row
            )
            for row in AMOUNTS
        ),
    )


def term() -> Screen:
    return Screen(
        text=f"<b>На сколько дней?</b> От {PAYDAY.least_days} до {PAYDAY.most_days}. "
        "Можно написать: «2 недели».",
        rows=tuple(
            tuple(
                Button(text=days(n).replace(NBSP, " "), data=PickDays(days=n).pack()) for n in row
            )
            for row in TERMS
        ),
    )


def cost(quote: Cost) -> Screen:
    return Screen(
        text=f"<b>{rub(quote.amount)} на {days((quote.due - quote.issued).days)}</b>\n\n"
        f"Вернуть: <b>{rub(quote.total)}</b> до {day(quote.due)}, если получить деньги сегодня\n"
        f"Проценты: {rub(quote.interest)} ({percent(quote.daily_rate)} в день)\n"
        f"Полная стоимость (ПСК): {percent(quote.psk)} годовых, {rub(quote.interest)}\n\n"
        f"Больше {quote.cap_percent}{NBSP}% суммы займа сверху не начислим никогда. "
        "Досрочно можно вернуть без комиссии.\n\n"
        "Понадобятся паспорт, ИНН и своя именная дебетовая карта.",
        rows=buttons(
            Button(text="Оформить займ", data=Go(to="apply").pack(), style="success"),
            (
                Button(text="Другая сумма", data=Go(to="amount").pack()),
                Button(text="Другой срок", data=Go(to="term").pack()),
            ),
        ),
        content=Content.PUBLIC,
    )
