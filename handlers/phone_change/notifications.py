"""Notices of a change of phone, and of an account that was closed, in words."""

from domain import notifications
from domain.model.accounts.phone_change import Why, WhyNotPhoto
from handlers.engine.callbacks import Go, PickChange
from handlers.engine.dispatch import screen_of
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import masked_phone, moment
from handlers.phone_change.screens import AGAIN, withdraw_button
from handlers.staff import screens as staff

REASONS = {
    Why.NO_FACE: "На фото не видно лица. Снимите лицо целиком, без маски и очков, при хорошем "
    "свете.",
    Why.UNREADABLE: "Номера на листе не читаются. Напишите их крупнее и держите лист ближе.",
    Why.OTHER_NUMBERS: "На листе не те номера. Нужны два: тот, с которым вы входили раньше, и "
    "тот, на который пришёл код.",
    Why.OTHER_PERSON: "Сотрудник не узнал на фото владельца. Снимитесь сами и сейчас, при "
    "хорошем свете и без фильтров.",
    Why.MISMATCH: "Данные не совпали. Проверьте прежний номер, дату рождения и то, что "
    "написали о паспорте: он должен быть тот, по которому вы брали у нас займ.",
    Why.ANOTHER: "Заявление для этого номера подали раньше вас. Дождитесь, когда его рассмотрят.",
    Why.LAPSED: "Мы не успели рассмотреть заявление, простите. Фото удалили.",
}
PHOTOS = {
    WhyNotPhoto.LARGE: "Фото больше 10 МБ. Пришлите, пожалуйста, другое, поменьше.",
    WhyNotPhoto.FORMAT: "Фото не открылось. Пришлите его, пожалуйста, ещё раз.",
}


@screen_of.register
def _(notice: notifications.PhotoUnusable) -> Screen:
    return Screen(text=PHOTOS[notice.why])


@screen_of.register
def _(notice: notifications.PhoneChangeAsked) -> Screen:
    return Screen(
        text="✓ Заявление у сотрудника. Номер сменим не раньше чем через сутки: столько ждём, не "
        "возразит ли владелец прежнего. Ответ придёт сюда. Фото из чата удалили.",
        rows=buttons(withdraw_button(notice.change)),
    )


@screen_of.register
def _(notice: notifications.PhoneChangeTold) -> Screen:
    not_me = PickChange(do="not_me", id=notice.change).pack()
    return Screen(
        text="⚠️ Получили заявление: сменить номер вашего входа на "
        f"{masked_phone(notice.new)}. Его рассматривает сотрудник.\n"
        "Это вы? Тогда делать ничего не нужно. Не вы — нажмите кнопку, и мы его отзовём.",
        rows=buttons(Button(text="Это не я", data=not_me, style="danger")),
        content=notice.content,
    )


@screen_of.register
def _(notice: notifications.PhoneChangeStopped) -> Screen:
    return Screen(text="Заявление о смене номера отозвано: владелец сообщил, что его не подавал.")


@screen_of.register
def _(notice: notifications.PhoneChangeRefused) -> Screen:
    return Screen(
        text=f"<b>Номер не изменён.</b> {REASONS[notice.why]}",
        rows=buttons(AGAIN),
    )


@screen_of.register
def _(notice: notifications.PhoneMoved) -> Screen:
    return _moved(notice)


@screen_of.register
def _(notice: notifications.PhoneChangeApproved) -> Screen:
    return _moved(notice)


def _moved(notice: notifications.PhoneMoved | notifications.PhoneChangeApproved) -> Screen:
    return Screen(
        text=f"✓ Номер для входа теперь {masked_phone(notice.new)}, пароль прежний. Вы вышли "
        "на всех устройствах: войдите с новым номером.\n"
        f"Для безопасности новый займ переведём не раньше {moment(notice.held_until)} (МСК).\n\n"
        f"Не меняли номер? Позвоните: {notice.phone}.",
        rows=buttons(
            Button(text="Войти", data=Go(to="login").pack(), style="primary"),
            Button(text="Напомнить пароль", data=Go(to="recover").pack()),
        ),
        content=notice.content,
    )


@screen_of.register
def _(notice: notifications.AccessClosed) -> Screen:
    gone = " Заявку отменили." if notice.cancelled else ""
    return Screen(
        text=f"Мы закрыли вам доступ к новым займам.{gone} Взять займ, привязать карту или сменить "
        "номер пока нельзя. Если займ открыт, его можно видеть, продлить и погасить, как раньше."
        f"\n\nПозвоните, чтобы узнать причину: {notice.phone}."
    )


@screen_of.register
def _(notice: notifications.AccessOpened) -> Screen:
    return Screen(text="✓ Доступ снова открыт, всё работает как прежде.")


@screen_of.register
def _(notice: notifications.CaseClosed) -> Screen:
    return staff.decided(notice)


@screen_of.register
def _(notice: notifications.PhotoPutAway) -> Screen:
    return staff.put_away(notice)


@screen_of.register
def _(notice: notifications.PhotoShown) -> Screen:
    return staff.shown(notice)
