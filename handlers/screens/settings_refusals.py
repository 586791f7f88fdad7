"""Refusals of the settings, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.consents import BUREAU
from handlers.screens import deletion
from handlers.screens.callbacks import Go, PickConsent
from handlers.screens.consents import EVERY
from handlers.screens.credit import CREDIT
from handlers.screens.loan_buttons import MY_LOAN
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.settings import MY_SETTINGS
from handlers.screens.words import day, moment


def consent_missing(error: errors.ConsentMissing) -> Screen:
    if error.kind == BUREAU:
        return Screen(
            text="Согласие на запрос кредитной истории не подписано или больше не действует, а без "
            "него договор подписать нельзя. Отмените эту заявку (/cancel) и подайте новую: "
            "согласие подпишете кодом из СМС.",
            rows=buttons(MY_SETTINGS),
        )
    again = PickConsent(do="give", kind=error.kind).pack()
    return Screen(
        text=f"Вы отозвали: «{EVERY[error.kind].title}». Без этого подписать ничего нельзя.",
        rows=buttons(
            Button(text="Дать согласие снова", data=again, style="primary"),
            MY_SETTINGS,
        ),
    )


def dispute_under_way(error: errors.DisputeUnderWay) -> Screen:
    return Screen(
        text=f"Это вы уже оспариваете: ответим до {day(error.answer_by)}.",
        rows=buttons(CREDIT),
    )


def export_under_way(_: errors.ExportUnderWay) -> Screen:
    return Screen(text="Файл уже собираем, он придёт сюда через несколько секунд.")


def data_held(error: errors.DataHeld) -> Screen:
    return Screen(
        text="Вход в кабинет недавно изменился. Для вашей защиты личные данные, их копию и "
        f"документы откроем {moment(error.until)} (МСК)."
    )


def exports_used_up(error: errors.ExportsUsedUp) -> Screen:
    return Screen(
        text="Файл с данными можно скачать три раза за сутки. Следующий раз: "
        f"{moment(error.until)}.",
        rows=buttons(MY_SETTINGS),
    )


def deletion_refused(error: errors.DeletionRefused) -> Screen:
    match error.reason:
        case errors.WhyNotDelete.LOAN:
            return Screen(
                text="Пока займ не закрыт, данные нужны, чтобы исполнять договор. Закройте займ и "
                "вернитесь сюда: удалим всё, что не обязаны хранить.",
                rows=buttons(MY_LOAN, MY_SETTINGS),
            )
        case errors.WhyNotDelete.APPLICATION:
            status = Button(text="Что с заявкой", data=Go(to="where").pack())
            return Screen(
                text="Пока заявка рассматривается, данные нужны для решения. Отмените её командой "
                "/cancel и вернитесь сюда.",
                rows=buttons(status, MY_SETTINGS),
            )
    return Screen(
        text="Займов у вас не было, поэтому удалять здесь нечего. Напишите нам: /privacy.",
        rows=buttons(MY_SETTINGS),
    )


def deletion_asked(error: errors.DeletionAsked) -> Screen:
    return Screen(
        text=deletion.known(error.number, error.answer_by),
        rows=buttons(MY_SETTINGS),
    )


SCREENS: dict[type[errors.Refusal], Callable[[Any], Screen]] = {
    errors.ConsentMissing: consent_missing,
    errors.DisputeUnderWay: dispute_under_way,
    errors.ExportUnderWay: export_under_way,
    errors.DataHeld: data_held,
    errors.ExportsUsedUp: exports_used_up,
    errors.DeletionRefused: deletion_refused,
    errors.DeletionAsked: deletion_asked,
}
