"""The hosted page in HTML: a card form with test cards, the 3-D Secure code, the result."""

from html import escape

from sandbox.bank.cards import CARDS, SBP, Card
from sandbox.bank.checkout import Visit
from sandbox.bank.money import in_words
from sandbox.bank.page_style import CHECK, CLOCK, CROSS, LOCK, STYLE
from sandbox.bank.things import Payment

REASONS = {
    "general_decline": "Банк отклонил карту и не назвал причину.",
    "card_expired": "Срок действия карты истёк.",
    "insufficient_funds": "На карте не хватает денег.",
    "3d_secure_failed": "Код введён неверно три раза.",
}
SHOP = "Умные наличные"
BINDING = "Списания не будет: карта проверяется на 0\u00a0₽."


def show(visit: Visit, *, notice: str = "", code_for: Card | None = None, said: str = "") -> str:
    """The page as it stands. `notice` is something that went wrong, `code_for` the card whose
    code is awaited, `said` what is known about the code."""
    if visit.ending != "open":
        return _frame(_result(visit), "Готово" if visit.ending == "ok" else "Оплата")
    payment = visit.subject if isinstance(visit.subject, Payment) else None
    title = f"Оплата {in_words(payment.amount)}" if payment else "Привязка карты"
    wrong = f'<p class="note bad" role="alert">{escape(notice)}</p>' if notice else ""
    if code_for is not None:
        return _frame(wrong + _code_form(visit, code_for, said), title)
    return _frame(_order(payment) + wrong + _choice(visit.ways), title)


def missing() -> str:
    return _frame("<h1>Страница не найдена</h1><p>Проверьте ссылку.</p>", "Страница не найдена")


def _order(payment: Payment | None) -> str:
    """What is paid for, and how much."""
    what, much = "Привязка карты", "0 ₽"
    about = BINDING
    if payment is not None:
        what, much, about = "К оплате", in_words(payment.amount), payment.description or "SMARTCASH"
    return (
        f'<section class="order"><p class="shop">{SHOP}</p><h1>{what}</h1>'
        f'<p class="much">{escape(much)}</p><p class="about">{escape(about)}</p></section>'
    )


def _choice(ways: tuple[str, ...]) -> str:
    forms = {"sbp": _sbp(), "bank_card": _cards()}
    return '<p class="or">или картой</p>'.join(forms[way] for way in forms if way in ways)


def _sbp() -> str:
    return (
        f'<form method="post"><button class="main" name="card" value="{SBP.name}">'
        "Оплатить через СБП</button></form>"
    )


def _cards() -> str:
    """The form of a card, which nobody fills in: a test card is one tap."""
    buttons = "".join(
        f'<button name="card" value="{card.name}"><i class="{_look(card)}">МИР</i>'
        f"<span>{escape(card.title)}<small>{escape(card.hint)}</small></span>"
        f"<b>•• {card.last4}</b></button>"
        for card in CARDS.values()
    )
    return (
        '<div class="card" aria-hidden="true"><p>Номер карты</p><span>0000 0000 0000 0000</span>'
        "<div><div><p>Срок</p><span>ММ / ГГ</span></div><div><p>Код</p><span>•••</span></div>"
        "<em>МИР</em></div></div>"
        '<p class="note">Это песочница: банк ненастоящий, номер карты вводить не нужно. '
        "Выберите тестовую карту.</p>"
        f'<form method="post" class="cards">{buttons}</form>'
    )


def _look(card: Card) -> str:
    trouble = card.refuses_binding or card.refuses_charge or card.most or card.payout
    return "mini grey" if trouble else "mini"


def _code_form(visit: Visit, card: Card, said: str) -> str:
    subject = visit.subject
    much = in_words(subject.amount) if isinstance(subject, Payment) else "0 ₽, привязка карты"
    return (
        "<h1>Подтверждение</h1><p>Введите код, который банк прислал по SMS.</p>"
        f"<dl><dt>Магазин</dt><dd>{SHOP}</dd><dt>Сумма</dt><dd>{escape(much)}</dd>"
        f"<dt>Карта</dt><dd>{escape(card.title)} •• {card.last4}</dd></dl>"
        f'<p class="note">{escape(said)}</p>'
        f'<form method="post"><input type="hidden" name="card" value="{card.name}">'
        '<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" '
        'placeholder="••••••" aria-label="Код из SMS" autofocus>'
        '<button class="main">Подтвердить</button></form>'
        '<form method="get"><button class="plain">Другая карта</button></form>'
    )


def _result(visit: Visit) -> str:
    mark, kind, told = CROSS, "no", "чат уже знает, чем всё кончилось"
    if visit.ending == "ok":
        mark, kind = CHECK, "yes"
        done = "Оплачено" if isinstance(visit.subject, Payment) else "Карта привязана"
        said = "Всё получилось."
    elif visit.ending == "waiting":
        mark, kind = CLOCK, "wait"
        done, said = "Банк думает", "Ответ придёт меньше чем через минуту."
        told = "чем всё кончится, скажут в чате"
    elif visit.ending == "expired":
        mark, kind = CLOCK, "wait"
        done, said = "Время вышло", "Страница открыта один час. Запросите новую в чате."
    else:
        done = "Не получилось"
        said = REASONS.get(visit.reason or "", "Банк отказал.")
    link = escape(visit.page.return_url, quote=True)
    back = ""
    if visit.page.return_url.startswith(("http://", "https://", "tg://")):
        back = f'<a class="back main" href="{link}">Вернуться в чат</a>'
    return (
        f'<section class="result {kind}"><i>{mark}</i><h1>{done}</h1><p>{said}</p></section>{back}'
        f'<p class="foot">Страницу можно закрыть: {told}.</p>'
    )


def _frame(body: str, title: str) -> str:
    return (
        '<!doctype html><html lang="ru"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,"><style>{STYLE}</style>'
        f"<header>{LOCK}<b>Банк песочницы</b><span>тестовая оплата</span></header>"
        f"<main>{body}</main></html>"
    )
