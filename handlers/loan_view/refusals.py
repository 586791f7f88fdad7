"""Refusals about a loan that was given, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import refusals as errors
from handlers.cards.wallet_screens import MY_CARDS
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.loan_buttons import MY_LOAN, PAY
from handlers.loan_view.loan_help_screens import none

PROLONGATION = {
    errors.WhyNotProlong.TERM: "Продлить можно только займ с одним платежом на срок до 30 дней.",
    errors.WhyNotProlong.COUNT: "Этот займ уже продлевали пять раз за год, больше нельзя.",
    errors.WhyNotProlong.CAP: "Начислено столько, сколько разрешает закон: продлевать займ больше "
    "нельзя. Платить можно частями.",
    errors.WhyNotProlong.LAW: "Продлить нельзя: полная стоимость займа теперь выше разрешённой "
    "законом. Вернуть его можно на прежних условиях.",
    errors.WhyNotProlong.MARKET: "Продлить сейчас нельзя: Банк России ещё не назвал предел "
    "стоимости займов на этот квартал. Загляните, пожалуйста, позже.",
    errors.WhyNotProlong.CHECKED: "Продлить сейчас не можем: идёт проверка. Погасить займ, целиком "
    "или частью, можно как обычно. Вопросы — по телефону с нашего сайта.",
    errors.WhyNotProlong.HOLIDAYS: "Пока идут кредитные каникулы, платить не нужно и продлевать "
    "нечего. После них — можно.",
    errors.WhyNotProlong.NOTHING: "Проценты по сегодняшний день уже уплачены, платить за продление "
    "пока нечего. Продлить можно завтра.",
}
HOLIDAYS = {
    errors.WhyNoHolidays.AMOUNT: "Закон даёт кредитные каникулы по займам до 450 000 ₽.",
    errors.WhyNoHolidays.ONCE: "По этому основанию каникулы по займу уже были, второй раз нельзя.",
    errors.WhyNoHolidays.RUNNING: "Кредитные каникулы уже идут: срок — на экране займа.",
    errors.WhyNoHolidays.ASKED: "Ваше заявление уже смотрит сотрудник. Ответ придёт сюда.",
}


def prolongation_refused(error: errors.ProlongationRefused) -> Screen:
    return Screen(text=PROLONGATION[error.reason], rows=buttons(PAY, MY_LOAN))


def agreement_old(_: errors.AgreementOld) -> Screen:
    again = Button(text="Новые условия", data=Go(to="prolong_below").pack(), style="primary")
    return Screen(
        text="Это предложение продлить займ больше не действует: его день прошёл или долг "
        "изменился. Посмотрите новые условия.",
        rows=buttons(again, MY_LOAN),
    )


def payment_out_of_range(error: errors.PaymentOutOfRange) -> Screen:
    return Screen(
        text=f"Заплатить можно от {rub(error.least)} до {rub(error.most)}: это весь долг на "
        "сегодня. Сколько заплатить?"
    )


def payment_under_way(error: errors.PaymentUnderWay) -> Screen:
    return Screen(
        text=f"Платёж {rub(error.amount)} уже в пути, ждём ответа банка. Второй не начинаем, "
        "чтобы деньги не списались дважды.",
        rows=buttons(MY_LOAN),
    )


def quote_old(_: errors.QuoteOld) -> Screen:
    again = Button(text="Узнать новую сумму", data=Go(to="pay").pack(), style="primary")
    return Screen(
        text="Долг с тех пор изменился, деньги не списаны. Посмотрите новую сумму.",
        rows=buttons(again, MY_LOAN),
    )


def card_in_use(_: errors.CardInUse) -> Screen:
    return Screen(
        text="С этой картой сейчас движутся деньги. Отвязать её можно, как только они дойдут.",
        rows=buttons(MY_CARDS),
    )


def pause_after_loan(error: errors.PauseAfterLoan) -> Screen:
    return Screen(
        text="По закону между дорогими займами нужен перерыв. "
        f"Новый займ можно оформить с {day(error.day)}."
    )


def holidays_refused(error: errors.HolidaysRefused) -> Screen:
    return Screen(text=HOLIDAYS[error.reason], rows=buttons(MY_LOAN))


def nothing_overdue(_: errors.NothingOverdue) -> Screen:
    return Screen(text="Просрочки нет, обещать нечего.", rows=buttons(MY_LOAN))


def promise_too_far(error: errors.PromiseTooFar) -> Screen:
    return Screen(
        text=f"Обещать можно день не позже {day(error.latest)} и не раньше сегодняшнего. "
        "Какой день подходит?"
    )


def promise_stands(error: errors.PromiseStands) -> Screen:
    return Screen(
        text=f"Вы уже обещали заплатить до {day(error.day)}. Перенести можно только на день "
        "раньше. Какой день подходит?"
    )


def no_open_loan(_: errors.NoOpenLoan) -> Screen:
    return none()


def day_over(_: errors.DayOver) -> Screen:
    return Screen(text="Этот день уже прошёл. Напишите сегодняшний или любой из следующих.")


def day_too_far(error: errors.DayTooFar) -> Screen:
    return Screen(
        text=f"Так далеко не считаем: назовите день не позже {day(error.latest)}.",
    )


SCREENS: dict[type[errors.Refusal], Callable[[Any], Screen]] = {
    errors.ProlongationRefused: prolongation_refused,
    errors.PaymentOutOfRange: payment_out_of_range,
    errors.PaymentUnderWay: payment_under_way,
    errors.QuoteOld: quote_old,
    errors.CardInUse: card_in_use,
    errors.PauseAfterLoan: pause_after_loan,
    errors.HolidaysRefused: holidays_refused,
    errors.NothingOverdue: nothing_overdue,
    errors.PromiseTooFar: promise_too_far,
    errors.PromiseStands: promise_stands,
    errors.AgreementOld: agreement_old,
    errors.NoOpenLoan: no_open_loan,
    errors.DayOver: day_over,
    errors.DayTooFar: day_too_far,
}
