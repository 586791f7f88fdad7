"""The automatic charge: the consent, the word beforehand, the end."""

from datetime import date
from hashlib import sha256

from aiogram import html

from domain.model.cards import Card
from domain.money import Money
from domain.notifications import Content
from domain.usecases.autopay.autopay_charge import Skipped
from domain.usecases.autopay.autopay_consent import AutopayView
from handlers.cards.wallet_screens import ADD, title
from handlers.engine.callbacks import AgreeAutopay, AutopayWith, Go, SkipDay
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.loan_buttons import MY_LOAN, PAUSED, PAY, REPAY, TO_LOAN

VERSION = date(2026, 12, 1)
OFF = Button(text="Выключить автоплатёж", data=Go(to="autopay_off").pack())


def screen(view: AutopayView) -> Screen:
    """On: what comes next. Off: the consent, or why it can't be given."""
    if view.on:
        return on(view)
    if view.card is None:
        add = Button(text="Привязать карту", data=ADD.data, style="primary")
        return Screen(text="Для автоплатежа нужна привязанная карта.", rows=buttons(add, TO_LOAN))
    if not view.lines or view.loan_state.debt.days_overdue:
        return Screen(
            text="Автоплатёж включают хотя бы за день до платежа, а списывать просрочку сами мы "
            "не станем. Этот платёж внесите, пожалуйста, сами.",
            rows=buttons(REPAY, TO_LOAN),
        )
    return consent(view, view.card)


def wording(view: AutopayView, card: Card) -> str:
    """What is agreed to: kept under its hash."""
    contract = view.loan_state.loan.contract
    lines = "; ".join(f"{day(line.day)} — {rub(line.amount)}" for line in view.lines)
    return (
        f"Я поручаю «Умным наличным» списывать с моей карты •{card.last4} платежи по договору "
        f"займа № {contract} в 10:00 по Москве в дни графика: {lines}. Если график "
        "изменится, потому что я заплачу раньше или продлю займ, списывают по новому. За день до "
        "каждого списания мне напишут его сумму, и я могу отказаться от него одной кнопкой. "
        "Платёж списывают только целиком; если банк отказал, ещё раз в 19:00 того же дня и больше "
        "не пробуют. Просрочку так не списывают: пока она есть, автоплатёж приостановлен, а когда "
        "я её погашу, он сам продолжится со следующего платежа. Выключить автоплатёж я могу в "
        "любой момент одной кнопкой или отвязав карту; с погашением займа он прекращается сам."
    )


def seal(text: str) -> str:
    """Tells whether the text that was shown is the one that is agreed to."""
    return sha256(text.encode()).hexdigest()[:8]


def consent(view: AutopayView, card: Card) -> Screen:
    text = wording(view, card)
    agree = AgreeAutopay(id=card.id, seal=seal(text)).pack()
    others = [
        Button(text=f"С карты {title(one)}", data=AutopayWith(id=one.id).pack())
        for one in view.cards
        if one.id != card.id
    ]
    return Screen(
        text=f"<b>Автоплатёж с карты {html.quote(title(card))}</b>\n\n"
        f"<blockquote expandable>{text}</blockquote>\nРедакция от {day(VERSION)}.",
        rows=buttons(
            Button(text="Согласен", data=agree, style="primary"),
            *others,
            Button(text="Не надо", data=Go(to="loan").pack()),
        ),
        content=Content.PAYMENT,
    )


def on(view: AutopayView) -> Screen:
    if view.paused:
        return paused(view)
    card = f" с карты {html.quote(title(view.card))}" if view.card else ""
    follows = "Списаний по графику больше не будет."
    if view.announced is not None:
        charge = view.announced
        follows = f"{day(charge.quote_day)} в 10:00 спишем {rub(charge.amount)}{card}."
    elif view.lines:
        line = view.lines[0]
        follows = (
            f"Следующее списание{card}: {day(line.day)} в 10:00, {rub(line.amount)}. "
            "За день до него напишем."
        )
    return Screen(
        text=f"<b>Автоплатёж включён.</b>\n{follows}",
        rows=buttons(OFF, TO_LOAN),
        content=Content.PAYMENT,
    )


def paused(view: AutopayView) -> Screen:
    """What to do, and what follows then."""
    follows = "Других платежей по графику нет."
    if view.lines:
        card = f" с карты {html.quote(title(view.card))}" if view.card else ""
        follows = (
            "Потом автоплатёж продолжится сам. Следующий платёж по графику "
            f"{day(view.lines[0].day)}: спишем его{card} и за день до этого напишем."
        )
    return Screen(
        text=f"<b>{PAUSED}.</b>\nПросрочку сами не списываем, заплатите её, пожалуйста: сегодня "
        f"это {rub(view.loan_state.debt.overdue)}. {follows}",
        rows=buttons(REPAY, OFF, TO_LOAN),
        content=Content.PAYMENT,
    )


def off() -> Screen:
    return Screen(
        text="✓ Автоплатёж выключен: сами больше ничего не спишем. Не забудьте про платёж.",
        rows=buttons(TO_LOAN, Button(text="Включить снова", data=Go(to="autopay").pack())),
    )


def ahead(on_day: date, amount: Money, last4: str) -> Screen:
    return Screen(
        text=f"Завтра в 10:00 спишем <b>{rub(amount)}</b> с карты •{last4}: это платёж по "
        "графику, как вы просили.",
        rows=buttons(
            Button(text="Не списывать", data=SkipDay(day=on_day.isoformat()).pack()),
            Button(text="Заплатить сейчас", data=PAY.data),
        ),
        content=Content.PAYMENT,
    )


def skipped(on_day: date, done: Skipped) -> Screen:
    more = " Следующие спишем как обычно, если не будет просрочки." if done.more else ""
    return Screen(
        text=f"✓ {day(on_day)} не спишем. Заплатите, пожалуйста, сами: "
        f"{rub(done.charge.amount)}.{more}",
        rows=buttons(PAY, OFF, MY_LOAN),
        content=Content.PAYMENT,
    )


def missed(amount: Money) -> Screen:
    return Screen(
        text=f"Автоплатежа сегодня не будет: мы не успели предупредить о нём за день. "
        f"Заплатите, пожалуйста, сами: {rub(amount)}.",
        rows=buttons(PAY, MY_LOAN),
        content=Content.PAYMENT,
    )
