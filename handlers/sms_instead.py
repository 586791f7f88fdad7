"""Notices as SMS, for who can be reached in no chat. Two parts at most; no name, no passport."""

from functools import singledispatch

from domain import notifications
from domain.money import ZERO
from domain.notifications import Notice
from handlers.engine.words import moment, rub

OURS = "«Умные наличные»"


@singledispatch
def instead(_: Notice) -> str | None:
    return None


@instead.register
def _(notice: notifications.LoanIssued) -> str:
    return (
        f"Отправили займ {rub(notice.amount)} на карту *{notice.last4}. "
        f"Первый платёж — {rub(notice.payment)} до {notice.due_on:%d.%m.%Y}. {OURS}"
    )


@instead.register
def _(notice: notifications.PayoutDelayed) -> str:
    return (
        f"Перевод займа {rub(notice.amount)} задерживается. Пока денег нет, проценты не идут. "
        f"{OURS}"
    )


@instead.register
def _(_: notifications.PayoutDiffers) -> str:
    return f"Банк перевёл не ту сумму займа. Разбираемся, ничего делать не нужно. {OURS}"


@instead.register
def _(notice: notifications.PayoutUnknown) -> str:
    return (
        f"Банк не подтвердил перевод займа {rub(notice.amount)}, выясняем. Проценты — только с "
        f"получения денег. {OURS}"
    )


@instead.register
def _(notice: notifications.PayoutHeld) -> str:
    return (
        f"Деньги по займу отправим {moment(notice.until)} (МСК): недавно изменились пароль или "
        f"номер. До этого можно отказаться. {OURS}"
    )


@instead.register
def _(notice: notifications.MoneyChecked) -> str:
    if notice.refund:
        return f"Возврат {rub(notice.amount)} задерживается: проверяем перевод. {OURS}"
    return (
        f"Перевод займа {rub(notice.amount)} задерживается: проверяем его. Проценты — только с "
        f"получения денег. {OURS}"
    )


@instead.register
def _(notice: notifications.PayoutUndone) -> str:
    return (
        f"Договор займа на {rub(notice.amount)} расторгнут: деньги не отправлены, долга нет. {OURS}"
    )


@instead.register
def _(notice: notifications.PaymentBooked) -> str:
    if notice.closed_before:
        return f"Платёж {rub(notice.amount)} пришёл, когда займ был закрыт: вернём его. {OURS}"
    left = f" Осталось {rub(notice.left)}." if notice.left > ZERO else ""
    return f"Платёж {rub(notice.amount)} зачтён {notice.booked_on:%d.%m.%Y}.{left} {OURS}"


@instead.register
def _(notice: notifications.PaymentDelayed) -> str:
    if notice.page:
        return (
            f"Не можем узнать у банка, прошёл ли платёж {rub(notice.amount)}. Уже оплатили — "
            f"второй раз не платите. {OURS}"
        )
    return (
        f"Платёж {rub(notice.amount)} задерживается на нашей стороне, пробуем снова. Второй раз "
        f"не платите. {OURS}"
    )


@instead.register
def _(notice: notifications.PaymentRefused) -> str:
    return f"Платёж {rub(notice.amount)} по займу не прошёл. Оплатите иначе в чат-боте. {OURS}"


@instead.register
def _(notice: notifications.PaymentUnknown) -> str:
    return (
        f"Банк ещё не сказал, прошёл ли платёж {rub(notice.amount)}. Не платите второй раз: "
        f"разберёмся и напишем. {OURS}"
    )


@instead.register
def _(notice: notifications.ChargeAhead) -> str:
    return (
        f"{notice.day:%d.%m.%Y} спишем {rub(notice.amount)} с карты *{notice.last4} по займу. "
        f"Отменить — в чат-боте. {OURS}"
    )


@instead.register
def _(notice: notifications.ChargeMissed) -> str:
    return (
        f"Автоплатежа {rub(notice.amount)} сегодня не будет. Оплатите займ сами в чат-боте. {OURS}"
    )


@instead.register
def _(notice: notifications.RefundSent) -> str:
    return f"Вернули вам {rub(notice.amount)}, переплату по займу. {OURS}"


@instead.register
def _(notice: notifications.LoanClosed) -> str:
    return f"Займ по договору № {notice.contract} закрыт {notice.on:%d.%m.%Y}, долга нет. {OURS}"


@instead.register
def _(notice: notifications.LoanProlonged) -> str:
    return (
        f"Займ продлён: вернуть {rub(notice.total)} нужно до {notice.due:%d.%m.%Y} включительно. "
        f"{OURS}"
    )


@instead.register
def _(notice: notifications.ProlongationLapsed) -> str:
    return f"Займ не продлён, срок прежний: {notice.due:%d.%m.%Y}. {OURS}"


@instead.register
def _(notice: notifications.DebtWrittenOff) -> str:
    return (
        f"Долг {rub(notice.amount)} по договору № {notice.contract} списан "
        f"{notice.on:%d.%m.%Y}, платить не просим. {OURS}"
    )


@instead.register
def _(notice: notifications.ReceiptRegistered) -> str:
    return f"Чек на {rub(notice.amount)}: {notice.url}"


@instead.register
def _(notice: notifications.HolidaysGranted) -> str:
    return (
        f"Кредитные каникулы до {notice.until:%d.%m.%Y}. Потом платёж {rub(notice.next_amount)} "
        f"до {notice.next_day:%d.%m.%Y}. {OURS}"
    )


@instead.register
def _(_: notifications.HolidaysDenied) -> str:
    return f"В кредитных каникулах отказано, причина — в чат-боте. {OURS}"


@instead.register
def _(notice: notifications.HolidaysEnding) -> str:
    return (
        f"Каникулы кончаются {notice.until:%d.%m.%Y}. Платёж {rub(notice.next_amount)} — до "
        f"{notice.next_day:%d.%m.%Y}. {OURS}"
    )


@instead.register
def _(notice: notifications.DisputeAnswered) -> str:
    return f"Ответили о вашей кредитной истории, заявление № {notice.number}: в чат-боте. {OURS}"


@instead.register
def _(notice: notifications.DeletionAnswered) -> str:
    return f"Ответили на заявление № {notice.number} об удалении данных: в чат-боте. {OURS}"
