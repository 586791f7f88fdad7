"""The wallet: «Мои карты»."""

from datetime import date

from aiogram import html

from domain.model.cards import Card
from domain.notifications import Content
from domain.usecases.cards.wallet import Unbound, Wallet
from handlers.engine.callbacks import AutopayWith, Go, PickCard
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day
from handlers.loan_view.loan_buttons import NAME_SUM, TO_HOME, TO_LOAN
from handlers.loan_view.loan_screens import waiting

MY_CARDS = Button(text="Мои карты", data=Go(to="my_cards").pack())  # under a notice
BACK = Button(text="‹ К картам", data=Go(to="cards").pack())
ADD = Button(text="Привязать ещё одну", data=Go(to="add_card").pack())
SCHEMES = {"Mir": "Мир", "MasterCard": "Mastercard"}


def title(card: Card) -> str:
    """«•4444», or «Зарплатная •4444»"""
    return f"{card.name} •{card.last4}" if card.name else f"•{card.last4}"


def valid_until(card: Card, today: date) -> str:
    """«Мир, до 12/2040», with a warning near the end"""
    facts = card.facts
    scheme = SCHEMES.get(facts.scheme, facts.scheme)
    told = f"{scheme}, до {facts.expiry_month:02d}/{facts.expiry_year}"
    if card.last_day() < today:
        return f"{told} ⚠️ срок истёк"
    return f"{told} ⚠️ скоро истечёт" if card.expires_soon(today) else told


def wallet(view: Wallet) -> Screen:
    rows = [
        Button(text=title(card), data=PickCard(do="open", id=card.id).pack()) for card in view.cards
    ]
    if view.waits is not None:
        rows.insert(0, NAME_SUM)
    if view.may_add:
        rows.append(ADD if view.cards else _first())
    if view.owes:
        rows.append(TO_LOAN)
    rows.append(TO_HOME)
    lines = [_line(card, view) for card in view.cards]
    said = "\n".join(lines) if lines else "Привязанных карт нет."
    if view.waits is not None:
        said += f"\n\n{waiting(view.waits)}."
    return Screen(text=f"<b>Мои карты</b>\n\n{said}", rows=buttons(*rows), content=Content.PAYMENT)


def _first() -> Button:
    return Button(text="Привязать карту", data=ADD.data, style="primary")


def _line(card: Card, view: Wallet) -> str:
    default = " — основная" if card.default else ""
    return f"· <b>{html.quote(title(card))}</b>, {valid_until(card, view.today)}{default}"


def one(card: Card, view: Wallet) -> Screen:
    lines = [f"<b>Карта {html.quote(title(card))}</b>", valid_until(card, view.today)]
    if card.default:
        lines.append("Основная: её предложим первой, и на неё придёт новый займ.")
    if view.charged == card.id:
        paused = "Автоплатёж с неё приостановлен, пока есть просрочка"
        told = paused if view.paused else "С неё идёт автоплатёж"
        lines.append(f"{told}: отвяжете — он кончится.")
    pick = {do: PickCard(do=do, id=card.id).pack() for do in ("default", "rename", "unbind")}
    default = Button(text="Сделать основной", data=pick["default"], style="primary")
    autopay = Button(text="Автоплатёж", data=AutopayWith(id=card.id).pack())
    rows = [
        *([] if card.default else [default]),
        Button(text="Переименовать", data=pick["rename"]),
        *([autopay] if view.owes else []),
        Button(text="Отвязать", data=pick["unbind"], style="danger"),
        BACK,
    ]
    return Screen(text="\n".join(lines), rows=buttons(*rows), content=Content.PAYMENT)


def ask_name(card: Card) -> Screen:
    return Screen(
        text=f"<b>Как назвать карту •{card.last4}?</b> До 20 знаков, например "
        "<code>Зарплатная</code>. Номер карты в названии не нужен.",
        rows=buttons(BACK),
    )


def unbound(gone: Unbound) -> Screen:
    charge = "\nАвтоплатёж с неё тоже кончился." if gone.charged else ""
    add = Button(text="Привязать снова", data=ADD.data)
    return Screen(
        text=f"✓ <b>Карта •{gone.card.last4} отвязана.</b> Ключ, по которому мы могли с неё "
        f"списывать, стёрли: теперь мы этого не можем.{charge}\n\n"
        "У банка, который проводит платежи, запись о привязке остаётся: удалить её оттуда он не "
        "даёт. Запретить её можно в приложении банка, выпустившего карту: обычно это раздел "
        "«Подписки» или «Привязанные карты», магазин SMARTCASH.",
        rows=buttons(*([add] if gone.may_add else []), BACK),
        content=Content.PAYMENT,
    )


def bound(last4: str) -> Screen:
    return Screen(
        text=f"✓ Карта •{last4} привязана: ею можно платить по займу.",
        rows=buttons(MY_CARDS),
        content=Content.PAYMENT,
    )


def expiring(last4: str, until: date) -> Screen:
    return Screen(
        text=f"Карта •{last4} действует до {day(until)}: потом платить ею не получится. "
        "Привяжите новую, когда её получите.",
        rows=buttons(ADD, MY_CARDS),
        content=Content.PAYMENT,
    )
