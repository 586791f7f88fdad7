"""«Настройки»: the menu, and which notices come."""

from collections.abc import Mapping

from domain.model.profile import Wanted
from handlers.consents.screens import ADS
from handlers.engine.callbacks import Go, Notify
from handlers.engine.screen import Button, Screen, buttons

HOME = Button(text="‹ На главную", data=Go(to="home").pack())
SETTINGS = Button(text="‹ Настройки", data=Go(to="settings").pack())
MY_SETTINGS = Button(text="Настройки", data=Go(to="my_settings").pack())  # under what stays


def menu() -> Screen:
    def to(text: str, step: str) -> Button:
        return Button(text=text, data=Go(to=step).pack())

    return Screen(
        text="<b>Настройки</b>\n\nЧто посмотреть или изменить?",
        rows=buttons(
            (to("Мои данные", "profile"), to("Согласия", "my_consents")),
            (to("Уведомления", "notifications"), to("Вход и устройства", "devices")),
            (to("Пароль", "new_password"), to("PIN-код", "pin")),
            to("Сменить номер", "change_phone"),
            to("Кредитная история", "credit"),
            to("Скачать мои данные", "export"),
            to("Удалить мои данные", "delete_data"),
            HOME,
        ),
    )


def notifications(wanted: Mapping[Wanted, bool]) -> Screen:
    service, ads = wanted[Wanted.SERVICE], wanted[Wanted.ADS]
    return Screen(
        text="<b>Уведомления</b>\n\n"
        f"· Подсказки (скоро истечёт карта, обещание выполнено): {_word(service)}\n"
        f"· Реклама наших займов: {_word(ads, 'а')}\n\n"
        "О платежах, безопасности и о том, о чём велит сообщать закон, пишем всегда: это не "
        "отключается. Напоминания о долге приходят с 10 до 11 по Москве.",
        rows=buttons(
            _switch("подсказки", Wanted.SERVICE, service),
            _switch("рекламу", Wanted.ADS, ads),
            SETTINGS,
        ),
    )


def _word(on: bool, ending: str = "ы") -> str:
    return f"{'включен' if on else 'выключен'}{ending}"


def _switch(what: str, kind: Wanted, on: bool) -> Button:
    do = "Выключить" if on else "Включить"
    return Button(text=f"{do} {what}", data=Notify(kind=kind, on=not on).pack())


def ads() -> Screen:
    """Switched on by its consent only."""
    return Screen(
        text=f"<b>{ADS.title}</b>\n\n<blockquote expandable>{ADS.text}</blockquote>",
        rows=buttons(
            Button(text="Согласен", data=Go(to="ads_on").pack(), style="primary"),
            Button(text="‹ Уведомления", data=Go(to="notifications").pack()),
        ),
    )


def export_asked() -> Screen:
    return Screen(
        text="Собираем файл, это несколько секунд: он придёт сюда сообщением.\n\n"
        "В нём анкета, договоры, платежи, согласия, подписи и остальное, что мы о вас храним; "
        "ответы бюро запросите у самих бюро. Формат JSON: его откроет любая программа для текста.",
        rows=buttons(SETTINGS),
    )
