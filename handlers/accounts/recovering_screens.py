"""Recovering the password. For unknown phones the words are the same."""

from datetime import datetime

from domain.rules.passwords import LEAST
from domain.usecases.codes.codes import CodeSent
from handlers.accounts import entering_screens as entering
from handlers.codes import screens as codes
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import masked_phone, moment, seconds

CHANGE_PHONE = entering.CHANGE_PHONE
OTHER = Button(text="Другой номер", data=Go(to="recover_other").pack())

# How many codes a number has had is told to nobody who hasn't proven that it is theirs.
NOTE = (
    "Код действует 5 минут, новый можно запросить через минуту.\n"
    "Вводите код только здесь. По телефону его никто из нас не спросит."
)


def ask_phone() -> Screen:
    return Screen(
        text="<b>Новый пароль за две минуты</b>\nКакой номер для входа? Обычно тот, что в "
        "договоре. Нажмите кнопку внизу или напишите его: <code>+7 916 123-45-67</code>.",
        ask_contact="Отправить мой номер",
    )


def code_sent(sent: CodeSent, *, known: bool = False) -> Screen:
    """`known`: to somebody who is signed in; others aren't told whether the number is known."""
    how = "позвоним и продиктуем код" if sent.by_call else "отправим СМС с кодом"
    text = f"Если у номера {masked_phone(sent.phone)} есть кабинет, {how}."
    if known:
        text = f"На номер {masked_phone(sent.phone)} {how}."
    other = () if known else (OTHER,)
    text = f"{text} <b>Введите шесть цифр.</b>\n{NOTE}"
    if sent.wait is not None:
        text = (
            f"Если у номера {masked_phone(sent.phone)} есть кабинет, код на него уже отправили, и "
            "он ещё действует. <b>Введите шесть цифр.</b>\nНовый можно запросить через "
            f"{seconds(sent.wait)}."
        )
    return Screen(
        text=text,
        rows=buttons(*codes.again(sent), *other, entering.CHANGE_PHONE),
    )


def code_waits(wait: int) -> Screen:
    """One was sent a moment ago."""
    return Screen(
        text=f"Код уже отправлен, <b>введите шесть цифр</b>. Новый можно запросить через "
        f"{seconds(wait)}.",
        rows=buttons(codes.RESEND, codes.CALL, OTHER),
    )


def ask_birth() -> Screen:
    return Screen(
        text="✓ Код верный. Ещё один вопрос, чтобы никто не вошёл вместо вас.\n"
        "<b>Дата рождения?</b> Например, <code>31.12.1990</code>."
    )


def wrong_birth(wait: datetime | None) -> Screen:
    again = "Попробуйте ещё раз."
    if wait is not None:
        again = f"Следующая попытка — {moment(wait)} (МСК)."
    return Screen(text=f"Дата не совпала с договором. {again}")


def ask_new() -> Screen:
    return Screen(
        text=f"<b>Придумайте новый пароль</b>, от {LEAST} знаков. Лучше всего три-четыре слова, "
        "которые больше никто не поставит рядом. Сообщение сразу удалим из чата.",
        rows=buttons(Button(text="Не менять", data=Go(to="home").pack())),
    )


def blocked() -> Screen:
    return entering.blocked()
