"""Screens that belong to no single conversation."""

from datetime import date

from domain.money import Money
from domain.notifications import Content
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, day, lasting, plural, rub

STALE = "Эта кнопка уже не действует. Ответьте на последнее сообщение или нажмите /start"


def help_(phone: str, email: str) -> Screen:
    return Screen(
        text="Здесь можно взять займ: выбрать сумму и срок, узнать решение, привязать карту, "
        "подписать договор кодом из СМС и получить деньги.\n\n"
        "/start — начать или продолжить\n"
        "/status — что сейчас с займом или заявкой\n"
        "/cancel — отменить заявку, пока деньги не отправлены\n"
        "/login — войти в кабинет, если займ уже был\n"
        "/phone — номер потерян: сменить его\n"
        "/privacy — как мы храним данные\n\n"
        f"Не получается? Позвоните: {phone}, или напишите: {email}."
    )


def apology() -> Screen:
    return Screen(
        text="Что-то сломалось у нас, а не у вас. Сотрудники уже знают. "
        "Повторите, пожалуйста, последний ответ или нажмите /start."
    )


def unreadable() -> Screen:
    return Screen(
        text="Такое сообщение бот не понимает. Напишите текстом или нажмите кнопку.",
        rows=buttons(Button(text="Где я остановился", data=Go(to="where").pack(), style="primary")),
    )


def welcome_back(missed: int) -> Screen:
    said = plural(missed, "сообщение", "сообщения", "сообщений")
    return Screen(
        text=f"Снова на связи. Пока бот не мог вам написать, не дошло {said}.",
        rows=buttons(Button(text="Где я остановился", data=Go(to="where").pack(), style="primary")),
    )


def file_too_large() -> Screen:
    return Screen(
        text="Файл слишком большой, Телеграм его не принял. Сотрудники уже знают: передадут его "
        "другим способом."
    )


def resume() -> Screen:
    """A draft is kept for thirty days."""
    return Screen(
        text="У вас есть незаконченная заявка, ответы сохранены.",
        rows=buttons(
            Button(text="Продолжить", data=Go(to="resume").pack(), style="primary"),
            Button(text="Начать заново", data=Go(to="afresh").pack()),
        ),
    )


def consent_gone() -> Screen:
    return Screen(
        text="Согласие на запрос кредитной истории не действует, поэтому бюро не спрашиваем, а "
        "заявку закрыли: вы ничего не должны. Согласие подпишете кодом вместе с новой заявкой.",
        rows=buttons(Button(text="Новая заявка", data=Go(to="afresh").pack(), style="primary")),
    )


def under_review() -> Screen:
    return Screen(
        text="Заявку смотрит сотрудник. Ответ придёт сюда, обычно в течение рабочего дня."
    )


def late() -> Screen:
    return Screen(
        text="Проверка занимает дольше обычного: бюро кредитных историй ещё не ответило, "
        "а без его ответа закон не разрешает решать. Ждём и напишем сразу."
    )


def edited() -> Screen:
    return Screen(text="Исправленное сообщение не считается ответом. Напишите, пожалуйста, новым.")


def approved(asked: str, amount: str, less: bool, warning: int | None, last4: str | None) -> Screen:
    text = f"<b>Одобрено {amount}</b>" + (f" вместо {asked}" if less else "") + "."
    then = "Остались карта и подпись. Готовим страницу банка."
    if last4 is not None:
        then = f"Деньги придут на вашу карту •{last4}. Готовим договор: осталось его подписать."
    return Screen(
        text=f"{text} {then}{burden(warning)}",
        content=Content.ACCOUNT,
    )


def burden(percent_: int | None) -> str:
    """The written warning above 50 % of debt burden."""
    if percent_ is None:
        return ""
    return (
        f"\n\n⚠️ На платежи по займам будет уходить {percent_}{NBSP}% вашего дохода. Если доход "
        "снизится, есть риск не справиться с долгом и получить штрафные санкции. Подумайте, не "
        "взять ли меньше."
    )


def counter_offer(
    asked: Money,
    amount: Money,
    term: int,
    total: Money,
    due: date,
    warning: int | None,
    *,
    share: bool = False,
) -> Screen:
    """`share`: the quarter's share of loans with a higher debt burden is used up."""
    why = (
        " Больше сейчас нельзя не из-за вас: Банк России ограничивает долю займов с высокой "
        "долговой нагрузкой, и на этот квартал она выдана."
    )
    no = f"{rub(asked)} одобрить не можем" if amount < asked else "На тех условиях займ не выдать"
    return Screen(
        text=f"{no}, но можем предложить <b>{rub(amount)}</b> "
        f"на {lasting(term)}. Вернуть {rub(total)} до {day(due)}."
        f"{why if share else ''}{burden(warning)}",
        rows=buttons(
            Button(
                text=f"Беру {rub(amount)}".replace(NBSP, " "),
                data=Go(to="take").pack(),
                style="success",
            ),
            Button(text="Отказаться", data=Go(to="leave").pack()),
        ),
    )


def counter_waits() -> Screen:
    return Screen(
        text="Мы предложили сумму поменьше и ждём вашего решения.",
        rows=buttons(
            Button(text="Беру", data=Go(to="take").pack(), style="success"),
            Button(text="Отказаться", data=Go(to="leave").pack()),
        ),
    )


def taken() -> Screen:
    return Screen(text="✓ Предложение принято.")


def new_application() -> Button:
    return Button(text="Новая заявка", data=Go(to="start").pack(), style="primary")


def rejected(reason: str, retry: str | None) -> Screen:
    again = f"\n\nСнова подать заявку можно с {retry}." if retry else ""
    rows = () if retry else buttons(new_application())
    return Screen(text=f"К сожалению, в займе отказано.\n{reason}{again}", rows=rows)
