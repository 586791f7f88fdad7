"""Refusing a loan that is signed, before its money is on the way."""

from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons

REFUSE = Button(text="Отказаться от займа", data=Go(to="refuse_loan").pack())


def sure() -> Screen:
    return Screen(
        text="Точно отказаться от займа? Договор перестанет действовать, деньги не придут, платить "
        "ничего не нужно. Для нового займа понадобится новая заявка.",
        rows=buttons(
            Button(text="Не отказываться", data=Go(to="where").pack(), style="primary"),
            Button(text="Да, отказаться", data=Go(to="refuse_loan_sure").pack()),
        ),
    )


def refused() -> Screen:
    return Screen(
        text="✓ Вы отказались от займа. Договор больше не действует, вы ничего не должны, и деньги "
        "мы не отправим. Захотите вернуться — нажмите кнопку.",
        rows=buttons(Button(text="Новая заявка", data=Go(to="start").pack())),
        clear=True,
    )


def too_late() -> Screen:
    """A payout is under way, or nobody can tell yet."""
    return Screen(
        text="Деньги уже отправлены в банк, поэтому отказаться сейчас нельзя. Если перевод не "
        "дойдёт, мы напишем, и отказаться можно будет тогда. Если дойдёт — верните займ, когда "
        "захотите: проценты берём только за прошедшие дни."
    )


def nothing() -> Screen:
    return Screen(text="Отказываться не от чего: договора, который ждёт денег, у вас нет.")
