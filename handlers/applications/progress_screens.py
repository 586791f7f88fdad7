"""The status of an application: one screen that edits itself."""

from collections.abc import Mapping
from datetime import datetime

from domain.model.application import ApplicationStatus, ProgressStep
from domain.money import Money
from handlers.engine.screen import Screen
from handlers.engine.words import clock, lasting, rub

DONE = {
    ProgressStep.RECEIVED: "Заявка получена",
    ProgressStep.DECIDED: "Решение принято",
    ProgressStep.CARD: "Карта проверена, договор готов",
    ProgressStep.SIGNED: "Договор подписан",
    ProgressStep.PAID_OUT: "Деньги на карте",
}
NEXT = {
    ProgressStep.DECIDED: "Решение",
    ProgressStep.CARD: "Карта и договор",
    ProgressStep.SIGNED: "Подпись",
    ProgressStep.PAID_OUT: "Перевод на карту",
}
NOW = {
    ApplicationStatus.CHECKING: "Проверяем, обычно до минуты",
    ApplicationStatus.REVIEW: "Смотрит сотрудник",
    ApplicationStatus.COUNTER: "Ждём вашего решения",
    ApplicationStatus.APPROVED: "Привязка карты",
    ApplicationStatus.OFFERED: "Ждём вашей подписи",
    ApplicationStatus.COOLING: "Время подумать, потом отправим деньги",
    ApplicationStatus.SIGNED: "Отправляем деньги",
}
STUCK = "Выясняем с банком, что с переводом"
ENDS = {ApplicationStatus.REJECTED: "Отказано", ApplicationStatus.CANCELLED: "Отменена"}


def progress(
    status: ApplicationStatus,
    amount: Money,
    term: int,
    times: Mapping[ProgressStep, datetime],
    *,
    stuck: bool = False,
) -> Screen:
    lines = [f"✓ {clock(at)} {DONE[stage]}" for stage in ProgressStep if (at := times.get(stage))]
    if status in NOW:
        lines.append(f"… {STUCK if stuck else NOW[status]}")
        later = [stage for stage in ProgressStep if stage not in times]
        if status is not ApplicationStatus.COUNTER:  # the first one is what happens now
            later = later[1:]
        lines += [f"· {NEXT[stage]}" for stage in later]
    elif status in ENDS:
        lines.append(f"✕ {ENDS[status]}")
    told = "\n".join(lines)
    return Screen(text=f"<b>Ваша заявка: {rub(amount)} на {lasting(term)}</b>\n\n{told}")
