"""Refusals about an account's number, and what staff have closed, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import errors
from handlers.screens.phone_change import AGAIN, withdraw_button
from handlers.screens.screen import Screen, buttons
from handlers.screens.words import moment, plural, whole_phone

NO_CHANGE = {
    errors.WhyNoChange.TAKEN: "Одобрить нельзя: с новым номером уже входит другой заёмщик. "
    "Можно только отказать.",
    errors.WhyNoChange.BLOCKED: "Одобрить нельзя: доступ этого заёмщика закрыт. Можно только "
    "отказать.",
}


def same_phone(_: errors.SamePhone) -> Screen:
    return Screen(text="Это прежний номер. Напишите новый: <code>+7 903 111-22-33</code>.")


def phone_is_anothers(_: errors.PhoneIsAnothers) -> Screen:
    return Screen(
        text="С этим номером уже входит другой заёмщик. Напишите, пожалуйста, другой номер."
    )


def change_under_way(error: errors.ChangeUnderWay) -> Screen:
    return Screen(
        text="Заявление уже у сотрудника. Номер сменим не раньше чем через сутки.",
        rows=buttons(withdraw_button(error.change)),
    )


def too_many_changes(error: errors.TooManyChanges) -> Screen:
    asked = plural(error.most, "заявление", "заявления", "заявлений")
    return Screen(text=f"За сутки можно подать не больше чем {asked}. Попробуйте завтра.")


def change_over(_: errors.ChangeOver) -> Screen:
    return Screen(text="Прошло много времени, начните, пожалуйста, заново.", rows=buttons(AGAIN))


def change_not_possible(error: errors.ChangeNotPossible) -> Screen:
    return Screen(text=NO_CHANGE[error.why])


def change_too_early(error: errors.ChangeTooEarly) -> Screen:
    if error.untold:
        return Screen(
            text="Сообщение владельцу о заявлении ещё не ушло. Одобрить можно через сутки после "
            f"того, как уйдёт, самое позднее с {moment(error.since)} (МСК). Отказать можно сразу."
        )
    return Screen(
        text=f"Одобрить можно с {moment(error.since)} (МСК): сутки даём владельцу прежнего номера, "
        "чтобы он успел возразить. Отказать можно сразу."
    )


def photo_gone(_: errors.PhotoGone) -> Screen:
    return Screen(text="Фото уже удалено: срок, на который мы его храним, вышел.")


def no_account(error: errors.NoAccountOfPhone) -> Screen:
    return Screen(
        text=f"С номером {whole_phone(error.phone)} никто не входит. Нужен номер, которым "
        "заёмщик входит: <code>/block +79161234567 причина</code>."
    )


def blocked_already(_: errors.BlockedAlready) -> Screen:
    return Screen(text="Доступ этого заёмщика уже закрыт. Все такие: /blocked")


def not_blocked(_: errors.NotBlocked) -> Screen:
    return Screen(text="Доступ этого заёмщика не закрыт. Все закрытые: /blocked")


SCREENS: dict[type[errors.Refusal], Callable[[Any], Screen]] = {
    errors.SamePhone: same_phone,
    errors.PhoneIsAnothers: phone_is_anothers,
    errors.ChangeUnderWay: change_under_way,
    errors.TooManyChanges: too_many_changes,
    errors.ChangeOver: change_over,
    errors.ChangeNotPossible: change_not_possible,
    errors.ChangeTooEarly: change_too_early,
    errors.PhotoGone: photo_gone,
    errors.NoAccountOfPhone: no_account,
    errors.BlockedAlready: blocked_already,
    errors.NotBlocked: not_blocked,
}
