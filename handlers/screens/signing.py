"""The individual terms and the signature by code 2."""

from decimal import Decimal

from domain.ids import DocumentId
from domain.money import Money
from domain.notices import Content
from handlers.screens.callbacks import Go
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import days, masked_phone, percent, rub, tries

RESEND = Button(text="Отправить код ещё раз", data=Go(to="resend").pack())


def terms(document: DocumentId, amount: Money, total: Money, term: int, psk: Decimal) -> Screen:
    return Screen(
        text=f"<b>Договор готов</b>: {rub(amount)} на {days(term)}, вернуть {rub(total)}. "
        f"ПСК {percent(psk)} годовых.\n\n"
        "Прочитайте индивидуальные условия в файле. Подпись — кодом из СМС.",
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


def preparing() -> Screen:
    return Screen(text="Готовим договор, это несколько секунд.")


def code_sent(phone: str) -> Screen:
    return Screen(
        text=f"Отправили код на {masked_phone(phone)}. Ввод кода — это подпись под договором.\n"
        "<b>Введите шесть цифр.</b> Никому не говорите код.",
        rows=buttons(RESEND),
        content=Content.ACCOUNT,
    )


def code_wrong(left: int) -> Screen:
    return Screen(
        text=f"Код не подошёл, договор не подписан. Осталось: {tries(left)}.",
        rows=buttons(RESEND),
    )


def code_dead() -> Screen:
    return Screen(
        text="Этот код больше не действует, договор не подписан. Запросите новый.",
        rows=buttons(RESEND),
    )


def signed() -> Screen:
    return Screen(
        text="✓ Договор подписан. Отправляем деньги на карту.\nПароль для входа придёт в СМС."
    )


def declined() -> Screen:
    return Screen(
        text="Заявка отменена, вы ничего не должны. Захотите вернуться — нажмите кнопку.",
        rows=buttons(Button(text="Новая заявка", data=Go(to="start").pack())),
        clear=True,
    )


def nothing_to_cancel() -> Screen:
    return Screen(text="Отменять нечего: заявки у вас нет. Взять займ — /start.")


def too_late() -> Screen:
    return Screen(text="Договор уже подписан, отменить заявку нельзя.")
