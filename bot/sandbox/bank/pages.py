"""The hosted page in HTML: test cards, the 3-D Secure code, the result."""

from html import escape

from bot.sandbox.bank.cards import CARDS, Card
from bot.sandbox.bank.checkout import Visit
from bot.sandbox.bank.money import in_words
from bot.sandbox.bank.things import Payment

REASONS = {
    "general_decline": "Банк отклонил карту и не назвал причину.",
    "card_expired": "Срок действия карты истёк.",
    "insufficient_funds": "На карте не хватает денег.",
    "3d_secure_failed": "Код введён неверно три раза.",
}
STYLE = """
body{margin:0;background:#f3f4f7;color:#1b1f27;font:16px/1.45 system-ui,sans-serif}
main{max-width:420px;margin:6vh auto;padding:28px;background:#fff;border-radius:16px;
box-shadow:0 8px 30px #0001}
h1{margin:0 0 4px;font-size:22px}p{margin:8px 0}.note{padding:10px 14px;border-radius:10px;
background:#fff6d9;font-size:14px}.bad{background:#fdeaea}
button,.back{display:block;box-sizing:border-box;width:100%;margin:8px 0;padding:11px 14px;
border:1px solid #d5d9e2;border-radius:10px;background:#fff;color:inherit;font:inherit;
text-align:left;text-decoration:none;cursor:pointer}
button:hover,.back:hover{border-color:#3b6cf6}small{display:block;color:#697080}
.main{background:#3b6cf6;border-color:#3b6cf6;color:#fff;text-align:center}
input{box-sizing:border-box;width:100%;padding:11px 14px;border:1px solid #d5d9e2;
border-radius:10px;font:inherit;letter-spacing:.3em;text-align:center}
"""


def show(visit: Visit, *, notice: str = "", code_for: Card | None = None, said: str = "") -> str:
    """The page as it stands. `notice` is something that went wrong, `code_for` the card whose
    code is awaited, `said` what is known about the code."""
    if visit.ending != "open":
        return _frame(_result(visit), "Готово" if visit.ending == "ok" else "Оплата")
    payment = visit.subject if isinstance(visit.subject, Payment) else None
    title = f"Оплата {in_words(payment.amount)}" if payment else "Привязка карты"
    about = (payment.description if payment else None) or (
        "SMARTCASH" if payment else "Списания не будет: карта проверяется на 0 ₽."
    )
    body = [f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"]
    if notice:
        body.append(f'<p class="note bad">{escape(notice)}</p>')
    body.append(_code_form(code_for, said) if code_for else _choice())
    return _frame("".join(body), title)


def missing() -> str:
    return _frame("<h1>Страница не найдена</h1><p>Проверьте ссылку.</p>", "Страница не найдена")


def _choice() -> str:
    buttons = "".join(
        f'<button name="card" value="{card.name}">{escape(card.title)}'
        f"<small>•• {card.last4} · {escape(card.hint)}</small></button>"
        for card in CARDS.values()
    )
    return (
        '<p class="note">Это песочница: банк ненастоящий, номер карты вводить не нужно. '
        "Выберите тестовую карту.</p>"
        f'<form method="post">{buttons}</form>'
    )


def _code_form(card: Card, said: str) -> str:
    return (
        f'<p>{escape(card.title)} •• {card.last4}</p><p class="note">{escape(said)}</p>'
        f'<form method="post"><input type="hidden" name="card" value="{card.name}">'
        '<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" '
        'placeholder="Код" autofocus><button class="main">Подтвердить</button></form>'
        '<form method="get"><button>Другая карта</button></form>'
    )


def _result(visit: Visit) -> str:
    if visit.ending == "ok":
        done = "Оплачено" if isinstance(visit.subject, Payment) else "Карта привязана"
        said = "Всё получилось."
    elif visit.ending == "waiting":
        done, said = "Банк думает", "Ответ придёт меньше чем через минуту."
    elif visit.ending == "expired":
        done, said = "Время вышло", "Страница открыта один час. Запросите новую в чате."
    else:
        done = "Не получилось"
        said = REASONS.get(visit.reason or "", "Банк отказал.")
    link = escape(visit.page.return_url, quote=True)
    back = ""
    if visit.page.return_url.startswith(("http://", "https://", "tg://")):
        back = f'<a class="back main" href="{link}">Вернуться в чат</a>'
    return (
        f"<h1>{done}</h1><p>{said}</p>{back}"
        "<p><small>Эту вкладку можно закрыть: чат уже знает, чем всё кончилось.</small></p>"
    )


def _frame(body: str, title: str) -> str:
    return (
        '<!doctype html><html lang="ru"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><main>{body}</main></html>"
    )
