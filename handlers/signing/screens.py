"""The individual terms and the signature by code 2."""

from datetime import date, datetime
from decimal import Decimal

from domain.ids import DocumentId
from domain.money import Money
from domain.notifications import Content
from domain.usecases.codes.codes import CodeSent
from handlers.codes import screens as codes
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, lasting, masked_phone, moment, percent, rub


def terms(
    document: DocumentId, sha256: str, amount: Money, total: Money, term: int, psk: Decimal
) -> Screen:
    return Screen(
        text=f"<b>Договор готов</b>: {rub(amount)} на {lasting(term)}, вернуть {rub(total)}. "
        f"ПСК {percent(psk)} годовых.\n\n"
        "Прочитайте индивидуальные условия в файле. Подпись — кодом из СМС, и код подойдёт только "
        f"к этому файлу: <code>{sha256[:8]}</code>.",
        rows=buttons(
            Button(text="Подписать", data=Go(to="sign").pack(), style="success"),
            Button(text="Отказаться", data=Go(to="decline").pack()),
        ),
        document=document,
        content=Content.DOCUMENT,
    )


def ready() -> Screen:
    return Screen(
        text="Договор ждёт вашей подписи. Условия — в файле выше.",
        rows=buttons(
            Button(text="Подписать", data=Go(to="sign").pack(), style="success"),
            Button(text="Отказаться", data=Go(to="decline").pack()),
        ),
    )


def sure() -> Screen:
    return Screen(
        text="Точно отказаться? Займ одобрен, но заявка отменится сразу, и для нового займа "
        "понадобится новая.",
        rows=buttons(
            Button(text="Вернуться к договору", data=Go(to="undecided").pack(), style="primary"),
            Button(text="Да, отказаться", data=Go(to="decline_sure").pack()),
        ),
    )


def checked() -> Screen:
    """Which check it is isn't told."""
    return Screen(
        text="Подписать договор пока нельзя: идёт проверка. Условия сохранены, вы ничего не "
        "должны. Попробуйте позже; если не получается, позвоните нам.",
        rows=buttons(
            Button(text="Попробовать снова", data=Go(to="sign").pack(), style="primary"),
            Button(text="Отказаться", data=Go(to="decline").pack()),
        ),
    )


def preparing() -> Screen:
    return Screen(text="Готовим договор, это несколько секунд.")


def code_sent(sent: CodeSent) -> Screen:
    how = "Сейчас позвоним на" if sent.by_call else "Отправили код на"
    return Screen(
        text=f"{how} {masked_phone(sent.phone)}. Ввод кода — это подпись под договором.\n"
        f"<b>Введите шесть цифр.</b>\n{codes.note(sent)}",
        rows=buttons(*codes.again(sent)),
        content=Content.ACCOUNT,
    )


def signed(*, first: bool) -> Screen:
    """With the first loan an account opens."""
    password = "\nПароль для входа придёт в СМС." if first else ""
    return Screen(text=f"✓ Договор подписан. Отправляем деньги на карту.{password}")


def declined() -> Screen:
    return Screen(
        text="Заявка отменена, вы ничего не должны. Захотите вернуться — нажмите кнопку.",
        rows=buttons(Button(text="Новая заявка", data=Go(to="start").pack())),
        clear=True,
    )


def nothing_to_cancel() -> Screen:
    return Screen(text="Отменять нечего: заявки у вас нет. Взять займ — /start.")


def cooling(amount: Money, until: datetime) -> Screen:
    return Screen(
        text="✓ Договор подписан.\n\n"
        f"Закон даёт время подумать: {rub(amount)} отправим {moment(until)} (МСК), сами. "
        "До этого можно отказаться без последствий, проценты не идут.",
        rows=buttons(Button(text="Отменить без последствий", data=Go(to="cool").pack())),
        content=Content.PAYMENT,
    )


def held(until: datetime) -> Screen:
    """The way into the account has changed lately."""
    return Screen(
        text="Недавно сменились пароль или номер, поэтому для вашей защиты деньги отправим "
        f"{moment(until)} (МСК), сами. Проценты до этого не идут, и можно отказаться без "
        "последствий.",
        rows=buttons(Button(text="Отменить без последствий", data=Go(to="cool").pack())),
        content=Content.PAYMENT,
    )


def cooling_waits() -> Screen:
    return Screen(
        text="Договор подписан. Деньги отправим в названное время, делать ничего не нужно; до "
        "этого можно отказаться без последствий.",
        rows=buttons(Button(text="Отменить без последствий", data=Go(to="cool").pack())),
    )


def anew(printed: date, today: date) -> Screen:
    if printed == today:
        return Screen(
            text="Условия договора обновились, поэтому готовим новый файл: сумма и срок прежние. "
            "Это несколько секунд."
        )
    return Screen(
        text=f"Договор был составлен {day(printed)}, а подписать его можно только в тот же день. "
        f"Готовим новый, от {day(today)}: сумма и срок прежние, день возврата считаем от "
        "сегодняшнего. Это несколько секунд."
    )


def lapsed() -> Screen:
    return Screen(
        text="Срок нашего предложения закончился, вы ничего не должны. "
        "Подать новую заявку можно сразу.",
        rows=buttons(Button(text="Новая заявка", data=Go(to="start").pack(), style="primary")),
    )


def asking_again() -> Screen:
    return Screen(
        text="С решения прошло больше суток, поэтому ещё раз спрашиваем бюро кредитных историй: "
        "так велит закон. Обычно это до минуты, потом покажем договор снова."
    )
