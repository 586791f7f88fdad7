"""Refusals about an account's number, and what staff have closed, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import refusals
from handlers.engine.screen import Screen, buttons
from handlers.engine.words import moment, plural, whole_phone
from handlers.phone_change.screens import AGAIN, withdraw_button

NO_CHANGE = {
    refusals.WhyNoChange.TAKEN: "Одобрить нельзя: с новым номером уже входит другой заёмщик. "
    "Можно только отказать.",
    refusals.WhyNoChange.BLOCKED: "Одобрить нельзя: доступ этого заёмщика закрыт. Можно только "
    "отказать.",
}


def same_phone(_: refusals.SamePhone) -> Screen:
    return Screen(text="Это прежний номер. Напишите новый: <code>+7 903 111-22-33</code>.")


def phone_is_anothers(_: refusals.PhoneIsAnothers) -> Screen:
    return Screen(
        text="С этим номером уже входит другой заёмщик. Напишите, пожалуйста, другой номер."
    )


def change_under_way(error: refusals.ChangeUnderWay) -> Screen:
    return Screen(
        text="Заявление уже у сотрудника. Номер сменим не раньше чем через сутки.",
        rows=buttons(withdraw_button(error.change)),
    )


def too_many_changes(error: refusals.TooManyChanges) -> Screen:
    asked = plural(error.most, "заявление", "заявления", "заявлений")
    return Screen(text=f"За сутки можно подать не больше чем {asked}. Попробуйте завтра.")


def change_over(_: refusals.ChangeOver) -> Screen:
    return Screen(text="Прошло много времени, начните, пожалуйста, заново.", rows=buttons(AGAIN))


def change_not_possible(error: refusals.ChangeNotPossible) -> Screen:
    return Screen(text=NO_CHANGE[error.why])


def change_too_early(error: refusals.ChangeTooEarly) -> Screen:
    if error.untold:
        return Screen(
            text="Сообщение владельцу о заявлении ещё не ушло. Одобрить можно через сутки после "
            f"того, как уйдёт, самое позднее с {moment(error.since)} (МСК). Отказать можно сразу."
        )
    return Screen(
        text=f"Одобрить можно с {moment(error.since)} (МСК): сутки даём владельцу прежнего номера, "
        "чтобы он успел возразить. Отказать можно сразу."
    )


def photo_gone(_: refusals.PhotoGone) -> Screen:
    return Screen(text="Фото уже удалено: срок, на который мы его храним, вышел.")


def no_account(error: refusals.NoAccountOfPhone) -> Screen:
    return Screen(
        text=f"С номером {whole_phone(error.phone)} никто не входит. Нужен номер, которым "
        "заёмщик входит: <code>/block +79161234567 причина</code>."
    )


def blocked_already(_: refusals.BlockedAlready) -> Screen:
    return Screen(text="Доступ этого заёмщика уже закрыт. Все такие: /blocked")


def not_blocked(_: refusals.NotBlocked) -> Screen:
    return Screen(text="Доступ этого заёмщика не закрыт. Все закрытые: /blocked")


SCREENS: dict[type[refusals.Refusal], Callable[[Any], Screen]] = {
    refusals.SamePhone: same_phone,
    refusals.PhoneIsAnothers: phone_is_anothers,
    refusals.ChangeUnderWay: change_under_way,
    refusals.TooManyChanges: too_many_changes,
    refusals.ChangeOver: change_over,
    refusals.ChangeNotPossible: change_not_possible,
    refusals.ChangeTooEarly: change_too_early,
    refusals.PhotoGone: photo_gone,
    refusals.NoAccountOfPhone: no_account,
    refusals.BlockedAlready: blocked_already,
    refusals.NotBlocked: not_blocked,
}
