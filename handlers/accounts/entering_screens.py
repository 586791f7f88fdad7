"""Signing in and out. Nothing here tells whether a phone is known."""

from datetime import datetime

from domain.notifications import Content
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import clock, moment

LOGIN = Button(text="Войти", data=Go(to="login").pack(), style="primary")
RECOVER = Button(text="Напомнить пароль", data=Go(to="recover").pack())
CHANGE_PHONE = Button(text="Номер потерян", data=Go(to="change_phone").pack())
OPEN = Button(text="Открыть кабинет", data=Go(to="home").pack(), style="primary")


def ask_phone() -> Screen:
    return Screen(
        text="<b>Вход в кабинет</b>\nКакой номер для входа? Обычно тот, что в договоре. Нажмите "
        "кнопку внизу или напишите его: <code>+7 916 123-45-67</code>.",
        ask_contact="Отправить мой номер",
    )


def phone_taken() -> Screen:
    return Screen(text="✓ Номер записали.", clear=True)


def ask_password() -> Screen:
    return Screen(
        text="<b>Пароль?</b> Он приходил в СМС, когда вы подписали договор. Сообщение с паролем "
        "сразу удалим из чата.",
        rows=buttons(RECOVER, CHANGE_PHONE),
    )


def entered(*, recovered: bool, held_until: datetime | None, every: bool) -> Screen:
    text = "✓ Вы вошли."
    if recovered:
        text = "✓ Новый пароль сохранён, вы вошли. На остальных устройствах вы вышли."
    if held_until is not None:
        waits = "новый займ переведём" if every else "деньги на новую карту отправим"
        bound = "" if every else ", а на карту, которая уже привязана, — сразу"
        text += (
            f"\n\nДля вашей защиты {waits} не раньше {moment(held_until)} (МСК){bound}. "
            "Личные данные и документы откроем тогда же."
        )
    return Screen(text=text, rows=buttons(OPEN), content=Content.ACCOUNT)


def denied(wait: datetime | None, *, locked: bool) -> Screen:
    return Screen(
        text=f"Номер или пароль не подошёл. {when(wait, locked=locked)}",
        rows=buttons(RECOVER, Button(text="Другой номер", data=Go(to="login").pack())),
    )


def when(wait: datetime | None, *, locked: bool) -> str:
    """The next try."""
    if wait is None:
        return "Попробуйте ещё раз."
    until = f"{clock(wait)}:{wait.astimezone().second:02}"
    if locked:
        return f"Вход по паролю закрыт до {moment(wait)} (МСК)."
    return f"Следующая попытка — после {until} (МСК)."


def blocked() -> Screen:
    return Screen(
        text="Вход в кабинет закрыт сотрудником. Позвоните нам, телефон есть в /help: скажем "
        "причину и как заплатить, если займ открыт."
    )


def elsewhere() -> Screen:
    return Screen(
        text="Доступ только что восстановили с другого устройства, поэтому здесь начатое "
        "закончилось. Если это были не вы, восстановите его ещё раз и позвоните нам.",
        rows=buttons(RECOVER),
    )


def new_entry(name: str, at: datetime) -> str:
    return f"В ваш кабинет вошли с аккаунта «{name}», {moment(at)} (МСК)."


def sure_out(*, blocked: bool = False) -> Screen:
    """`blocked`: by staff, so there is no way back for now."""
    again = "Чтобы войти снова, понадобятся номер и пароль."
    if blocked:
        again = (
            "Войти снова не получится: доступ закрыт сотрудником. Пока вы здесь, займ можно "
            "видеть и гасить."
        )
    return Screen(
        text=f"Выйти из кабинета в этом чате? {again}",
        rows=buttons(
            Button(text="Выйти", data=Go(to="logout_sure").pack(), style="danger"),
            Button(text="Остаться", data=Go(to="home").pack()),
        ),
    )


def out(*, elsewhere: bool, everywhere: bool = False) -> Screen:
    where = "туда, где вы ещё вошли" if elsewhere else "по СМС"
    done = "Вы вышли на всех устройствах" if everywhere else "Вы вышли"
    return Screen(
        text=f"{done}. Если придёт время что-то сообщить о займе, напишем {where}.",
        rows=buttons(LOGIN),
    )


def is_out() -> Screen:
    return Screen(text="В этом чате никто не вошёл в кабинет.", rows=buttons(LOGIN))


def over() -> Screen:
    return Screen(
        text="Прошло слишком много времени, или это уже сделано на другом устройстве. Начните, "
        "пожалуйста, сначала.",
        rows=buttons(LOGIN, RECOVER),
    )


def needed() -> Screen:
    return Screen(
        text="Этот раздел — в личном кабинете. Уже брали у нас займ? Войдите. Ещё нет — кабинет "
        "откроется после первой выдачи.",
        rows=buttons(LOGIN, Button(text="Взять займ", data=Go(to="start").pack())),
    )
