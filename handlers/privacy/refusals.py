"""Refusals of the settings, in one sentence each."""

from collections.abc import Callable
from typing import Any

from domain import refusals
from domain.model.consents import BUREAU
from handlers.consents.screens import EVERY
from handlers.credit_history.screens import CREDIT
from handlers.engine.callbacks import Go, PickConsent
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, moment
from handlers.loan_view.loan_buttons import MY_LOAN
from handlers.privacy import deletion_screens as deletion
from handlers.settings.settings_screens import MY_SETTINGS


def consent_missing(error: refusals.ConsentMissing) -> Screen:
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


def dispute_under_way(error: refusals.DisputeUnderWay) -> Screen:
    return Screen(
        text=f"Это вы уже оспариваете: ответим до {day(error.answer_by)}.",
        rows=buttons(CREDIT),
    )


def export_under_way(_: refusals.ExportUnderWay) -> Screen:
    return Screen(text="Файл уже собираем, он придёт сюда через несколько секунд.")


def data_held(error: refusals.DataHeld) -> Screen:
    return Screen(
        text="Вход в кабинет недавно изменился. Для вашей защиты личные данные, их копию и "
        f"документы откроем {moment(error.until)} (МСК)."
    )


def exports_used_up(error: refusals.ExportsUsedUp) -> Screen:
    return Screen(
        text="Файл с данными можно скачать три раза за сутки. Следующий раз: "
        f"{moment(error.until)}.",
        rows=buttons(MY_SETTINGS),
    )


def deletion_refused(error: refusals.DeletionRefused) -> Screen:
    match error.reason:
        case refusals.WhyNotDelete.LOAN:
            return Screen(
                text="Пока займ не закрыт, данные нужны, чтобы исполнять договор. Закройте займ и "
                "вернитесь сюда: удалим всё, что не обязаны хранить.",
                rows=buttons(MY_LOAN, MY_SETTINGS),
            )
        case refusals.WhyNotDelete.APPLICATION:
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


def deletion_asked(error: refusals.DeletionAsked) -> Screen:
    return Screen(
        text=deletion.known(error.number, error.answer_by),
        rows=buttons(MY_SETTINGS),
    )


SCREENS: dict[type[refusals.Refusal], Callable[[Any], Screen]] = {
    refusals.ConsentMissing: consent_missing,
    refusals.DisputeUnderWay: dispute_under_way,
    refusals.ExportUnderWay: export_under_way,
    refusals.DataHeld: data_held,
    refusals.ExportsUsedUp: exports_used_up,
    refusals.DeletionRefused: deletion_refused,
    refusals.DeletionAsked: deletion_asked,
}
