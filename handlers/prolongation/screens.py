"""Prolonging a loan: the days, the price beside a part payment, the paper, the signature."""

from collections.abc import Sequence
from datetime import date

from domain.model.agreement import Agreement
from domain.model.cards import Card
from domain.money import Money
from domain.notifications import Content, ProlongationReady
from domain.rules.prolongation import Extension
from domain.rules.workdays import next_working_day
from domain.usecases.ledger.coming import coming
from domain.usecases.prolongation.agreement_signing import AskedToSign
from domain.usecases.prolongation.prolongation_terms import Conditions, ProlongationChoice
from domain.usecases.prolongation.prolonging import Unpaid
from handlers.codes import screens as codes
from handlers.engine.callbacks import ON_PAGE, Agree, Extend, ExtendBy, Go, PayBy
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, day, days, masked_phone, percent, rub
from handlers.loan_view.loan_buttons import MY_LOAN, PAY, PROLONG_BELOW, TO_LOAN
from handlers.repayment.screens import name

READY = (7, 14, 30)  # days
PART = Button(text="Заплатить часть", data=Go(to="repay").pack())
FREE = "Платить сегодня ничего не нужно"
LAPSED = "Прежнее соглашение в полночь перестало действовать: деньги за него не пришли.\n\n"
OTHER_DAYS = Button(text="Другой срок", data=Go(to="prolong_anew").pack())
OTHER_TERMS = Button(text="Другие условия", data=Go(to="prolong_anew").pack())


def ask_days(choice: ProlongationChoice, *, again: bool = False) -> Screen:
    """`again`: they wanted to pay for a signed agreement."""
    ready = [number for number in READY if choice.least <= number <= choice.most]
    if choice.most not in ready:
        ready.append(choice.most)
    picks = [
        Button(text=days(number).replace(NBSP, " "), data=Extend(days=number).pack())
        for number in ready
    ]
    return Screen(
        text=f"{LAPSED if again and choice.lapsed else ''}<b>На сколько дней продлить?</b>\n\n"
        f"{_today(choice)}. "
        "Отдельной платы за продление нет, основной долг не растёт.\n"
        f"Можно написать и своё число дней, {_range(choice)}. "
        f"Продлений за год осталось {choice.left}.",
        rows=buttons(tuple(picks), TO_LOAN),
        content=Content.PAYMENT,
    )


def _today(choice: ProlongationChoice) -> str:
    if not choice.price:
        return f"{FREE}: проценты по сегодняшний день уплачены"
    return f"Сегодня заплатить {rub(choice.price)}: {_consists(choice.loan_state.debt.penalty)}"


def _range(choice: ProlongationChoice) -> str:
    if choice.least == choice.most:
        return f"но сейчас закон оставляет только {days(choice.most)}"
    return f"от {choice.least} до {choice.most}"


def _consists(penalty: Money) -> str:
    end = f" и неустойка {rub(penalty)}" if penalty else ""
    return f"это проценты по сегодняшний день{end}"


def offer(conditions: Conditions, cards: Sequence[Card]) -> Screen:
    extension, cost = conditions.extension, conditions.cost
    lines = [
        f"<b>Продлить на {days(extension.days)}, до {day(extension.due)}</b>",
        "",
        f"Заплатить сегодня: <b>{rub(extension.price)}</b>, "
        f"{_consists(conditions.loan_state.debt.penalty)}"
        if extension.price
        else FREE,
        f"Вернуть {day(extension.due)}: <b>{rub(cost.total)}</b>; раньше — меньше"
        f"{_day_off(extension.due)}",
        f"Полная стоимость (ПСК): {percent(cost.psk)} годовых",
        f"Продлений после этого останется {extension.left}, "
        f"начислить сверху смогут ещё не больше {rub(conditions.room)}",
        *_part(conditions),
    ]
    return Screen(
        text="\n".join(lines),
        rows=buttons(*_ways(extension, cards), PART, OTHER_DAYS, TO_LOAN),
        content=Content.PAYMENT,
    )


def _day_off(due: date) -> str:
    """A last day that is a day off moves on (GK art. 193)."""
    last = next_working_day(due)
    return "" if last == due else f". Это нерабочий день: без просрочки можно и {day(last)}"


def _part(conditions: Conditions) -> list[str]:
    """What a part payment would do instead."""
    part, next_ = conditions.part, coming(conditions.loan_state)
    if part is None or next_ is None:
        return []
    return [
        "",
        f"<b>Или заплатите часть.</b> Например, {rub(part.amount)} сегодня: процентов станет "
        f"{rub(part.daily)} в день вместо {rub(conditions.loan_state.debt.daily)}, а вернуть до "
        f"{day(next_.day)} останется {rub(part.total)} вместо {rub(next_.amount)}.",
    ]


def _ways(extension: Extension, cards: Sequence[Card]) -> list[Button]:
    term = extension.days
    if not extension.price:
        at_once = ExtendBy(days=term, card=ON_PAGE).pack()
        return [Button(text="Продлить", data=at_once, style="primary")]
    ways = [
        Button(
            text=f"Продлить с карты {name(card)}",
            data=ExtendBy(days=term, card=number).pack(),
            style="primary" if number == 0 else None,
        )
        for number, card in enumerate(cards)
    ]
    page = Button(
        text="Продлить с другой карты или по СБП",
        data=ExtendBy(days=term, card=ON_PAGE).pack(),
        style=None if ways else "primary",
    )
    return [*ways, page]


def preparing() -> Screen:
    return Screen(text="Готовим соглашение о продлении, это несколько секунд.")


def ready(one: ProlongationReady) -> Screen:
    first = f"сегодня {rub(one.price)}, " if one.price else ""
    return Screen(
        text=f"<b>Соглашение о продлении готово</b>: {first}срок до "
        f"{day(one.due)}, вернуть тогда {rub(one.total)}.\n\n"
        "Прочитайте файл. Подпись — кодом из СМС, и код подойдёт только к этому файлу: "
        f"<code>{one.sha256[:8]}</code>. {_after_signing(one)}",
        rows=buttons(
            Button(
                text="Подписать", data=Agree(id=one.agreement, yes=True).pack(), style="success"
            ),
            Button(text="Отказаться", data=Agree(id=one.agreement, yes=False).pack()),
        ),
        document=one.document,
        content=Content.DOCUMENT,
    )


def _after_signing(one: ProlongationReady) -> str:
    if not one.price:
        return (
            "Платить сегодня ничего не нужно: займ продлится, как только подпишете. Подписать "
            "можно до полуночи по Москве."
        )
    then = (
        f"сразу спишем {rub(one.price)} с карты •{one.last4}"
        if one.last4
        else f"откроем страницу банка на {rub(one.price)}"
    )
    return (
        f"После подписи {then}. Займ продлится, как только деньги придут; без них соглашение в "
        "полночь по Москве перестанет действовать."
    )


def code_sent(asked: AskedToSign) -> Screen:
    sent, agreement = asked.sent, asked.agreement
    how = "Сейчас позвоним на" if sent.by_call else "Отправили код на"
    if asked.card:
        then = f"после неё спишем {rub(agreement.price)} с карты {name(asked.card)}"
    elif agreement.price:
        then = f"после неё откроем страницу банка на {rub(agreement.price)}"
    else:
        then = "после неё займ сразу продлится"
    return Screen(
        text=f"{how} {masked_phone(sent.phone)}. Ввод кода — это подпись под соглашением, "
        f"{then}.\n<b>Введите шесть цифр.</b>\n{codes.note(sent)}",
        rows=buttons(*codes.again(sent), TO_LOAN),
        content=Content.PAYMENT,
    )


def signed(agreement: Agreement) -> Screen:
    if agreement.card_id is None:
        then = "Открываем страницу банка, это несколько секунд."
    else:
        then = (
            f"Списываем {rub(agreement.price)}: обычно это до минуты. "
            "Напишем, как только займ продлится."
        )
    return Screen(text=f"✓ Соглашение подписано. {then}", content=Content.PAYMENT)


def declined() -> Screen:
    return Screen(
        text="Хорошо, не продлеваем: срок и долг прежние.",
        rows=buttons(PROLONG_BELOW, PAY, MY_LOAN),
    )


def unpaid(one: Unpaid) -> Screen:
    """Signed, and the money hasn't come yet."""
    agreement, repayment = one.agreement, one.repayment
    begins = f"<b>Соглашение о продлении до {day(agreement.due)} подписано.</b>"
    sum_ = rub(agreement.price)
    if repayment.in_motion:
        text = f"Оплатить {sum_}".replace(NBSP, " ")
        link = [Button(text=text, url=repayment.page, style="primary")] if repayment.page else []
        where = "Страница банка открыта" if link else "Открываем страницу банка"
        return Screen(
            text=f"{begins} {where}: {sum_}. Займ продлится, как только деньги придут.",
            rows=buttons(*link, TO_LOAN),
            content=Content.PAYMENT,
        )
    ways = [
        Button(
            text=f"Оплатить картой {name(card)}",
            data=PayBy(id=repayment.id, card=number).pack(),
            style="primary" if number == 0 else None,
        )
        for number, card in enumerate(one.cards)
    ]
    page = Button(
        text="Другой картой или по СБП",
        data=PayBy(id=repayment.id, card=ON_PAGE).pack(),
        style=None if ways else "primary",
    )
    return Screen(
        text=f"{begins} Осталось заплатить {sum_} до полуночи по Москве, иначе оно перестанет "
        "действовать.\n\nЧем платить?",
        rows=buttons(*ways, page, OTHER_TERMS, TO_LOAN),
        content=Content.PAYMENT,
    )
