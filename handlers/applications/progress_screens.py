"""The status of an application: one screen that edits itself."""

from collections.abc import Mapping
from datetime import datetime

from domain.model.application import Stage, Status
from domain.money import Money
from handlers.engine.screen import Screen
from handlers.engine.words import clock, lasting, rub

DONE = {
    Stage.RECEIVED: "Заявка получена",
    Stage.DECIDED: "Решение принято",
    Stage.CARD: "Карта проверена, договор готов",
    Stage.SIGNED: "Договор подписан",
    Stage.PAID_OUT: "Деньги на карте",
}
NEXT = {
    Stage.DECIDED: "Решение",
    Stage.CARD: "Карта и договор",
    Stage.SIGNED: "Подпись",
    Stage.PAID_OUT: "Перевод на карту",
}
NOW = {
    Status.CHECKING: "Проверяем, обычно до минуты",
    Status.REVIEW: "Смотрит сотрудник",
    Status.COUNTER: "Ждём вашего решения",
    Status.APPROVED: "Привязка карты",
    Status.OFFERED: "Ждём вашей подписи",
    Status.COOLING: "Время подумать, потом отправим деньги",
    Status.SIGNED: "Отправляем деньги",
}
STUCK = "Выясняем с банком, что с переводом"
ENDS = {Status.REJECTED: "Отказано", Status.CANCELLED: "Отменена"}


def progress(
    status: Status,
    amount: Money,
    term: int,
    times: Mapping[Stage, datetime],
    *,
    stuck: bool = False,
) -> Screen:
    lines = [f"✓ {clock(at)} {DONE[stage]}" for stage in Stage if (at := times.get(stage))]
    if status in NOW:
        lines.append(f"… {STUCK if stuck else NOW[status]}")
        later = [stage for stage in Stage if stage not in times]
        if status is not Status.COUNTER:  # the first one is what happens now
            later = later[1:]
        lines += [f"· {NEXT[stage]}" for stage in later]
    elif status in ENDS:
        lines.append(f"✕ {ENDS[status]}")
    told = "\n".join(lines)
    return Screen(text=f"<b>Ваша заявка: {rub(amount)} на {lasting(term)}</b>\n\n{told}")
