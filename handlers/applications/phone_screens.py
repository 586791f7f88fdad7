"""The phone number and code 1."""

from domain.notifications import Content
from domain.usecases.codes.codes import CodeSent
from handlers.codes import screens as codes
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import masked_phone


def ask(of: int) -> Screen:
    """The first step of as many."""
    return Screen(
        text=f"Шаг 1 из {of}\n<b>Ваш мобильный номер?</b>\n"
        "Нажмите кнопку внизу или напишите номер: <code>+7 916 123-45-67</code>.",
        ask_contact="Отправить мой номер",
    )


def code_sent(sent: CodeSent) -> Screen:
    how = "Сейчас позвоним на" if sent.by_call else "Отправили СМС с кодом на"
    text = f"{how} {masked_phone(sent.phone)}. <b>Введите шесть цифр.</b>\n{codes.note(sent)}"
    return Screen(
        text=codes.already(sent) or text,
        rows=buttons(*codes.again(sent), Button(text="Другой номер", data=Go(to="number").pack())),
        content=Content.ACCOUNT,
    )


def code_waits(phone: str) -> Screen:
    """Where one stopped."""
    return Screen(
        text=f"Введите шесть цифр из СМС, отправленной на {masked_phone(phone)}.",
        rows=buttons(codes.RESEND, Button(text="Другой номер", data=Go(to="number").pack())),
    )


def has_account() -> Screen:
    """The number is proven: who holds it may know."""
    return Screen(
        text="У этого номера уже есть личный кабинет. Если он ваш, войдите: анкета там заполнена. "
        "Если номер достался вам недавно, продолжайте.",
        rows=buttons(
            Button(text="Войти", data=Go(to="login").pack(), style="primary"),
            Button(text="Напомнить пароль", data=Go(to="recover").pack()),
        ),
    )


def confirmed() -> Screen:
    return Screen(text="✓ Номер подтверждён.", clear=True)
