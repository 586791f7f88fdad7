"""Screens that belong to no single conversation."""

from domain.notices import Content
from handlers.screens.callbacks import Go
from handlers.screens.screen import Button, Screen, buttons

STALE = "Эта кнопка уже не действует. Ответьте на последнее сообщение или нажмите /start"


def help_() -> Screen:
    return Screen(
        text="Здесь можно взять займ: выбрать сумму и срок, узнать решение, привязать карту, "
        "подписать договор кодом из СМС и получить деньги.\n\n"
        "/start — начать или продолжить\n"
        "/status — что сейчас с займом или заявкой\n"
        "/cancel — отменить заявку до подписания"
    )


def apology() -> Screen:
    return Screen(
        text="Что-то сломалось у нас, а не у вас. Сотрудники уже знают. "
        "Повторите, пожалуйста, последний ответ или нажмите /start."
    )


def resume(step: Screen) -> Screen:
    """Back in the middle of an application."""
    return Screen(
        text=f"Продолжим, где остановились.\n\n{step.text}",
        rows=step.rows,
        ask_contact=step.ask_contact,
        content=step.content,
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
    return Screen(text="Правку сообщения я не вижу как ответ. Напишите, пожалуйста, новым.")


def approved(asked: str, amount: str, less: bool) -> Screen:
    text = f"<b>Одобрено {amount}</b>" + (f" вместо {asked}" if less else "") + "."
    return Screen(
        text=f"{text} Остались карта и подпись. Готовим страницу банка.", content=Content.ACCOUNT
    )


def new_application() -> Button:
    return Button(text="Новая заявка", data=Go(to="start").pack(), style="primary")


def rejected(reason: str, retry: str | None) -> Screen:
    again = f"\n\nСнова подать заявку можно с {retry}." if retry else ""
    rows = () if retry else buttons(new_application())
    return Screen(text=f"К сожалению, в займе отказано.\n{reason}{again}", rows=rows)
