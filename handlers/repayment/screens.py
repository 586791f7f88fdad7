"""Repaying: the sum, the way, the code, and what came of it."""

from datetime import date

from aiogram import html

from domain.ids import DocumentId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.cards import Card
from domain.model.repayment import Repayment
from domain.money import Money
from domain.notifications import Content, DocumentKind, PaymentBooked, PaymentRefused
from domain.usecases.loan_view.looking import LoanView
from domain.usecases.repayment.repaying import Opened
from domain.usecases.repayment.repayment_sum import Asked
from handlers.codes import screens as codes
from handlers.engine.callbacks import ON_PAGE, AskForPaper, Go, PayBy, PaySum
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, clock, day, masked_phone, rub
from handlers.loan_view.loan_buttons import MY_LOAN, TO_LOAN
from handlers.repayment.effect import effect, went_to

AGAIN = Button(text="Оплатить ещё раз", data=Go(to="pay").pack(), style="primary")
PROLONG_AGAIN = Button(text="Оплатить ещё раз", data=Go(to="prolong_retry").pack(), style="primary")
# The bank's words (yookassa.ru/developers/payment-acceptance/after-the-payment/declined-payments)
REASONS = {
    "insufficient_funds": "На карте не хватает денег.",
    "card_expired": "Срок карты истёк.",
    "3d_secure_failed": "Подтверждение банка не прошло.",
    "call_issuer": "Банк карты отказал; причину знает он.",
    "payment_method_limit_exceeded": "Превышен лимит карты.",
    "payment_method_restricted": "Операции по карте запрещены.",
    "invalid_card_number": "Номер карты неверный.",
    "invalid_csc": "Код карты неверный.",
    "issuer_unavailable": "Банк карты сейчас недоступен.",
    "country_forbidden": "Карты этой страны не подходят.",
    "general_decline": "Банк карты отказал без объяснений.",
    "permission_revoked": "Карта отвязана на стороне банка: привяжите её снова.",
    "card_unbound": "Эта карта отвязана.",
}
PAPERS = {
    DocumentKind.CONFIRMATION: "Подтверждение платежа.",
    DocumentKind.HOLIDAYS: "Новый график с учётом кредитных каникул и новая ПСК — в файле.",
    DocumentKind.SCHEDULE: "Платежи стали меньше: новый график и новая ПСК — в файле.",
}
EXPIRED = "expired_on_confirmation"


def ask_sum(view: LoanView) -> Screen:
    """The whole debt is the first button; the rest are ready sums, or a typed one."""
    debt = view.loan_state.debt
    rows = [_ready("Весь долг", PaymentPurpose.FULL, debt.total, style="primary")]
    if debt.days_overdue and debt.overdue < debt.total:
        rows.append(_ready("Просрочка", PaymentPurpose.OVERDUE, debt.overdue))
    if view.coming is not None and view.coming.amount < debt.total and not debt.days_overdue:
        rows.append(_ready("Ближайший платёж", PaymentPurpose.NEXT, view.coming.amount))
    return Screen(
        text=f"<b>Сколько заплатить?</b>\n\n"
        f"Весь долг на сегодня — {rub(debt.total)}: сумма точная до полуночи по Москве, "
        "комиссии нет. Можно написать и другую: <code>3000</code>.",
        rows=buttons(*rows, TO_LOAN),
        content=Content.PAYMENT,
    )


def _ready(text: str, purpose: PaymentPurpose, amount: Money, style: str | None = None) -> Button:
    return Button(
        text=f"{text} — {rub(amount)}".replace(NBSP, " "),
        data=PaySum(purpose=purpose).pack(),
        style="primary" if style else None,
    )


def ask_way(asked: Asked) -> Screen:
    repayment = asked.repayment
    ways = [
        Button(
            text=f"Оплатить картой {name(card)}",
            data=PayBy(id=repayment.id, card=number).pack(),
            style="primary" if number == 0 else None,
        )
        for number, card in enumerate(asked.cards)
    ]
    page = Button(
        text="Другой картой или по СБП",
        data=PayBy(id=repayment.id, card=ON_PAGE).pack(),
        style=None if ways else "primary",
    )
    return Screen(
        text=f"<b>Платёж {rub(repayment.amount)}</b>\n{effect(asked.preview)}\n\nЧем платить?",
        rows=buttons(*ways, page, TO_LOAN),
        content=Content.PAYMENT,
    )


def name(card: Card) -> str:
    """«•4444», or «Зарплатная •4444»"""
    return f"{card.name} •{card.last4}" if card.name else f"•{card.last4}"


def code_sent(opened: Opened) -> Screen:
    sent, repayment = opened.sent, opened.repayment
    how = "Сейчас позвоним на" if sent.by_call else "Отправили код на"
    return Screen(
        text=f"Спишем {rub(repayment.amount)} с карты {name(opened.card)}.\n"
        f"{how} {masked_phone(sent.phone)}. <b>Введите шесть цифр.</b>\n{codes.note(sent)}",
        rows=buttons(*codes.again(sent), TO_LOAN),
        content=Content.PAYMENT,
    )


def moving(repayment: Repayment) -> Screen:
    return Screen(
        text=f"✓ Код верный. Списываем {rub(repayment.amount)}: обычно это до минуты. "
        "Ответ банка придёт сюда сам.",
        content=Content.PAYMENT,
    )


def opening_page() -> Screen:
    return Screen(text="Открываем страницу банка, это несколько секунд.")


def page(url: str, amount: Money) -> Screen:
    return Screen(
        text=f"Страница банка готова: {rub(amount)}, карта или СБП. Действует час. "
        "Как только деньги придут, напишем сюда.",
        rows=buttons(
            Button(text=f"Оплатить {rub(amount)}".replace(NBSP, " "), url=url, style="primary"),
            MY_LOAN,
        ),
        content=Content.PAYMENT,
    )


def booked(one: PaymentBooked) -> Screen:
    """Where the money went, and what is left."""
    if one.closed_before:
        return _too_much(one)
    lines = [f"<b>✓ Получили {rub(one.amount)}</b>"]
    if one.late:
        lines.append(f"Зачли днём оплаты, {day(one.booked_on)}: начисленное с тех пор отменили.")
    if one.interest or one.principal or one.penalty:
        lines.append(went_to(one.interest, one.principal, one.penalty))
    if one.forgiven:
        lines.append(f"Остаток {rub(one.forgiven)} простили.")
    if one.overpaid:
        lines.append(f"Переплата {rub(one.overpaid)}: возвращаем туда, откуда пришла.")
    if one.written_off_on is not None:
        lines += [
            "",
            f"Долг по этому займу мы списали {day(one.written_off_on)}: платёж зачли в счёт "
            "списанного, платить дальше не нужно.",
        ]
    if one.left:
        lines += ["", f"Осталось {rub(one.left)}."]
        if one.next_day and one.next_amount:
            late = " вместе с просрочкой" if one.still_late else ""
            lines.append(f"Следующий платёж до {day(one.next_day)}{late}: {rub(one.next_amount)}.")
    return Screen(
        text="\n".join(lines),
        rows=buttons(*([MY_LOAN] if one.left else []), _paper_button(one.payment)),
        content=Content.PAYMENT,
    )


def _too_much(one: PaymentBooked) -> Screen:
    return Screen(
        text=f"<b>✓ Получили {rub(one.amount)}</b>\n"
        f"Но займ уже был закрыт. Возвращаем {rub(one.overpaid)} туда, откуда пришли деньги.",
        rows=buttons(_paper_button(one.payment)),
        content=Content.PAYMENT,
    )


def _paper_button(repayment: str) -> Button:
    return Button(text="Подтверждение в PDF", data=AskForPaper(id=repayment).pack())


def closed(contract: str, on: date) -> Screen:
    return Screen(
        text=f"🎉 <b>Займ № {contract} закрыт {day(on)}.</b> Вы ничего не должны. Спасибо!",
        rows=buttons(Button(text="Новый займ", data=Go(to="again").pack())),
    )


def refused(one: PaymentRefused) -> Screen:
    where = f" с карты •{one.last4}" if one.last4 else ""
    said = REASONS.get(one.reason, "Банк не провёл платёж.")
    if one.page and one.reason == EXPIRED:
        said = "Страница банка закрылась: на ней никто не заплатил."
    begins = "Автоплатёж не прошёл" if one.auto else "Платёж не прошёл"
    again, then = AGAIN, ""
    if one.prolongs:
        again = PROLONG_AGAIN
        then = " Соглашение о продлении ждёт оплаты до полуночи по Москве."
    elif one.again_at is not None:
        then = f"\n\nПопробуем ещё раз сегодня в {clock(one.again_at)} или заплатите сами."
    elif one.auto:
        then = "\n\nСами больше не спишем: заплатите, пожалуйста, сегодня."
    return Screen(
        text=f"<b>{begins}</b>: {rub(one.amount)}{where}. {said} "
        f"Деньги не списаны, долг прежний.{then}",
        rows=buttons(again, MY_LOAN),
        content=Content.PAYMENT,
    )


def unknown(amount: Money) -> Screen:
    return Screen(
        text=f"Банк больше суток не говорит, прошёл ли платёж {rub(amount)}. "
        "Разбирается сотрудник; второй раз не платите. Если деньги списаны, зачтём их днём оплаты.",
        content=Content.PAYMENT,
    )


def delayed(amount: Money, *, page: bool) -> Screen:
    if page:
        return Screen(
            text=f"Пока не можем узнать у банка, прошёл ли платёж {rub(amount)}: сбой на нашей "
            "стороне. Если вы уже оплатили, второй раз не платите: деньги учтём и напишем.",
            content=Content.PAYMENT,
        )
    return Screen(
        text=f"Платёж {rub(amount)} задерживается на нашей стороне. Пробуем снова сами и напишем, "
        "как только пройдёт. Второй раз не платите.",
        content=Content.PAYMENT,
    )


def refunded(amount: Money) -> Screen:
    return Screen(
        text=f"✓ Вернули переплату {rub(amount)} туда, откуда она пришла. "
        "Банк зачисляет такие деньги от минуты до нескольких дней.",
        content=Content.PAYMENT,
    )


def paper(document: DocumentId, sheet: DocumentKind) -> Screen:
    return Screen(text=PAPERS[sheet], document=document, content=Content.DOCUMENT)


def receipt(amount: Money, number: str, url: str) -> Screen:
    """Only of one that is registered: a confirmation of payment is never called so."""
    return Screen(
        text=f"Кассовый чек № {html.quote(number)} на проценты {rub(amount)} зарегистрирован.",
        rows=buttons(Button(text="Открыть чек", url=url)),
        content=Content.PAYMENT,
    )
