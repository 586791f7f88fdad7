"""Refusals at the door of an account, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import refusals
from domain.refusals import WhyNotPassword
from domain.rules.passwords import LEAST, MOST, PIN_LEAST, PIN_MOST
from handlers.accounts import entering_screens as entering
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons

PASSWORDS = {
    WhyNotPassword.SHORT: f"Слишком коротко: нужно от {LEAST} знаков. Придумайте другой пароль.",
    WhyNotPassword.LONG: f"Слишком длинно: не больше {MOST} знаков.",
    WhyNotPassword.COMMON: "Такой пароль подбирают первым. Придумайте другой, например из трёх "
    "слов, которые не стоят рядом.",
    WhyNotPassword.OWN: "В нём есть ваше имя, номер или дата рождения: их знают другие. "
    "Придумайте другой.",
    WhyNotPassword.PIN: f"В PIN от {PIN_LEAST} до {PIN_MOST} цифр. Напишите только их.",
    WhyNotPassword.PIN_SIMPLE: "Такой PIN подбирают первым. Придумайте другой.",
}
HOME = Button(text="‹ На главную", data=Go(to="home").pack())
WHERE = Button(text="Где я остановился", data=Go(to="where").pack())


def password(error: refusals.PasswordRefused) -> Screen:
    return Screen(text=PASSWORDS[error.reason])


def paused(error: refusals.TriesPaused) -> Screen:
    return Screen(
        text="Эту попытку не проверяли: неверных уже слишком много. "
        f"{entering.when(error.until, locked=error.locked)}",
        rows=buttons(entering.RECOVER, HOME),
    )


def under_way(_: refusals.TryUnderWay) -> Screen:
    return Screen(text="Прошлую попытку ещё проверяем, это пара секунд.")


def over(_: refusals.EntryOver) -> Screen:
    return entering.over()


def finish_first(_: refusals.FinishFirst) -> Screen:
    return Screen(
        text="В этом чате уже идёт заявка. Сначала закончите или отмените её: /cancel.",
        rows=buttons(WHERE),
    )


def blocked(_: refusals.AccountBlocked) -> Screen:
    return Screen(
        text="Сейчас это недоступно: мы закрыли доступ. Если займ открыт, его можно видеть, "
        "продлить и погасить, как раньше. Позвоните нам, чтобы узнать причину: /help",
        rows=buttons(WHERE),
    )


def needed(_: refusals.AccountNeeded) -> Screen:
    return entering.needed()


def exists(_: refusals.AccountExists) -> Screen:
    return Screen(
        text="У вас уже есть личный кабинет: новый займ берут там, и анкета в нём заполнена. "
        "Войдите с номером из прошлого договора.",
        rows=buttons(entering.LOGIN, entering.RECOVER, entering.CHANGE_PHONE),
    )


def phone_lost(_: refusals.PhoneLost) -> Screen:
    return Screen(
        text="Ваш номер теперь у другого человека, код на него не отправим. Сначала смените номер.",
        rows=buttons(entering.CHANGE_PHONE),
    )


SCREENS: dict[type[refusals.Refusal], Callable[[Any], Screen]] = {
    refusals.PasswordRefused: password,
    refusals.TriesPaused: paused,
    refusals.TryUnderWay: under_way,
    refusals.EntryOver: over,
    refusals.FinishFirst: finish_first,
    refusals.AccountBlocked: blocked,
    refusals.AccountNeeded: needed,
    refusals.AccountExists: exists,
    refusals.PhoneLost: phone_lost,
}
