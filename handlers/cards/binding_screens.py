"""Binding a card and naming the sum of the hold."""

from domain.model.card_binding import CardRefusal
from domain.notifications import Content
from handlers.cards.wallet_screens import MY_CARDS
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import minutes, tries
from handlers.signing.refusing_screens import REFUSE

REFUSALS = {
    CardRefusal.BANK: "Банк не принял карту{card}. Причину он не назвал.",
    CardRefusal.NO_MONEY: "На карте{card} не хватило денег для проверочной суммы "
    "(до 11 ₽). Пополните её или привяжите другую.",
    CardRefusal.CARD_EXPIRED: "Срок действия карты{card} истёк.",
    CardRefusal.WRONG_SUM: "Сумма не совпала три раза. Резерв отменяем, деньги вернутся сами.",
    CardRefusal.NOT_OWNER: "Карта{card}, по данным проверки, оформлена на другого человека. "
    "По закону привязать можно только свою.",
    CardRefusal.PAYOUT: "Карта{card} не принимает перевод. Договор в силе, проценты не идут: "
    "привяжите другую карту, и мы отправим деньги на неё.",
}


def opening() -> Screen:
    return Screen(text="Готовим страницу банка, это несколько секунд.")


def delayed() -> Screen:
    return Screen(
        text="Проверка карты задерживается на нашей стороне, с картой всё в порядке. Продолжим "
        "сами и напишем — делать ничего не нужно."
    )


def page(url: str, *, to_wallet: bool = False) -> Screen:
    return Screen(
        text="<b>Привяжите карту</b>\n"
        "Подойдёт ваша именная дебетовая карта с положительным балансом. "
        "Моментальная карта без имени может не подойти.\n\n"
        "Реквизиты вводите только на странице банка. Сюда номер карты не присылайте.",
        rows=buttons(
            Button(text="Открыть страницу банка", url=url, style="primary"),
            Button(text="Не открывается — новая ссылка", data=_again(to_wallet)),
            *_way_back(to_wallet),
        ),
        content=Content.PAYMENT,
    )


def page_expired(*, to_wallet: bool = False) -> Screen:
    again = Button(text="Новая ссылка", data=_again(to_wallet), style="primary")
    return Screen(
        text="Ссылка на страницу банка больше не действует.",
        rows=buttons(again, *_way_back(to_wallet)),
    )


def ask_sum(last4: str | None, left: int, wait: int) -> Screen:
    return Screen(
        text=f"Банк принял карту{star(last4)}. Осталось её подтвердить: банк зарезервировал на "
        "ней небольшую сумму (до 11 ₽) и прислал СМС.\n\n"
        f"<b>Какая это сумма?</b> Напишите с копейками: <code>3,47</code>. "
        f"{tries(left).capitalize()}, {minutes(wait)}. Резерв вернётся сам.",
        content=Content.PAYMENT,
    )


def ask_sum_again(last4: str | None, left: int, *, to_wallet: bool = False) -> Screen:
    return Screen(
        text=f"Ждём сумму, которую банк зарезервировал на карте{star(last4)}: она в СМС банка. "
        f"Напишите с копейками: <code>3,47</code>. Осталось: {tries(left)}.",
        rows=buttons(*_way_back(to_wallet)),
    )


def wrong_sum(left: int) -> Screen:
    return Screen(
        text=f"Сумма не совпала. Осталось: {tries(left)}. "
        "Посмотрите СМС банка ещё раз: там рубли и копейки."
    )


def right_sum() -> Screen:
    return Screen(
        text="✓ Совпало, резерв отменяем. Проверяем, что карта ваша: это несколько секунд."
    )


def expired(*, to_wallet: bool = False) -> Screen:
    again = Button(text="Привязать карту", data=_again(to_wallet), style="primary")
    return Screen(
        text="Время на ответ вышло, резерв отменён. Привяжите карту ещё раз.",
        rows=buttons(again, *_way_back(to_wallet)),
    )


def refused(refusal: CardRefusal, last4: str | None, *, to_wallet: bool = False) -> Screen:
    another = Button(text="Привязать другую карту", data=_again(to_wallet), style="primary")
    refuse = (REFUSE,) if refusal is CardRefusal.PAYOUT else ()
    return Screen(
        text=REFUSALS[refusal].format(card=star(last4)),
        rows=buttons(another, *refuse, *_way_back(to_wallet)),
        content=Content.PAYMENT,
    )


def doubt() -> Screen:
    return Screen(
        text="Автоматически узнать владельца карты не получилось, смотрит сотрудник. "
        "Ответ придёт сюда."
    )


def wait() -> Screen:
    return Screen(text="Проверяем карту. Напишем сюда, как только будет готово.")


def _again(to_wallet: bool) -> str:
    """For the wallet a card can be bound at any step."""
    return Go(to="add_card" if to_wallet else "card").pack()


def _way_back(to_wallet: bool) -> tuple[Button, ...]:
    return (MY_CARDS,) if to_wallet else ()


def star(last4: str | None) -> str:
    return f" •{last4}" if last4 else ""
