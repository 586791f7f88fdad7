"""The texts of SMS, and of calls by a robot when SMS does not come."""

from functools import singledispatch

from domain import notifications
from handlers.engine.words import NBSP, rub
from handlers.sms_instead import instead

CONSENTS = {
    "bureau": "согласия на запрос кредитной истории",
    "conditions": "общих условий займа",
}


def sms_of(notice: notifications.Notice) -> str:
    """The text of an SMS, with plain spaces: every sign counts there."""
    return (instead(notice) or _sms(notice)).replace(NBSP, " ")


def by_call(notice: notifications.Notice) -> bool:
    """Is it to be dictated by a robot?"""
    return bool(getattr(notice, "by_call", False))


@singledispatch
def _sms(notice: notifications.Notice) -> str:
    raise LookupError(type(notice).__name__)


@_sms.register
def _(notice: notifications.PhoneCodeSms) -> str:
    if notice.by_call:
        return f"Ваш код: {_slowly(notice.digits)}. Повторяю: {_slowly(notice.digits)}."
    return f"Код {notice.digits} подтверждает номер в «Умных наличных». Никому не говорите."


@_sms.register
def _(notice: notifications.ConsentCodeSms) -> str:
    signed = " и ".join(CONSENTS[kind] for kind in notice.kinds)
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для подписи {signed}: {digits}. Повторяю: {digits}."
    return f"Код {notice.digits} — подпись {signed}. Никому его не говорите. «Умные наличные»"


@_sms.register
def _(notice: notifications.SigningCodeSms) -> str:
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для подписи договора займа: {digits}. Повторяю: {digits}."
    return (
        f"Код {notice.digits} — подпись договора займа на {rub(notice.amount)}, "
        f"документ {notice.document}. Никому его не говорите. «Умные наличные»"
    )


@_sms.register
def _(notice: notifications.PaymentCodeSms) -> str:
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для оплаты займа: {digits}. Повторяю: {digits}."
    return (
        f"Код {notice.digits} — списать {rub(notice.amount)} с карты *{notice.last4}. "
        "Никому не говорите."
    )


@_sms.register
def _(notice: notifications.ProlongationCodeSms) -> str:
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для продления займа: {digits}. Повторяю: {digits}."
    charged = f" и списание {rub(notice.amount)} с карты *{notice.last4}" if notice.last4 else ""
    paid = f" за {rub(notice.amount)}" if notice.amount and not notice.last4 else ""
    return (
        f"Код {notice.digits} — продление займа до {notice.due:%d.%m.%Y}{paid}{charged}, "
        f"документ {notice.document}. Никому не говорите."
    )


@_sms.register
def _(notice: notifications.PasswordSms) -> str:
    return (
        f"Ваш пароль для входа в «Умные наличные»: {notice.password} "
        "Логин — этот номер. Никому не говорите пароль."
    )


@_sms.register
def _(notice: notifications.RecoveryCodeSms) -> str:
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для нового пароля: {digits}. Повторяю: {digits}."
    return f"Код {notice.digits} — новый пароль в «Умных наличных». Никому не говорите."


@_sms.register
def _(notice: notifications.NewPhoneCodeSms) -> str:
    if notice.by_call:
        digits = _slowly(notice.digits)
        return f"Ваш код для нового номера: {digits}. Повторяю: {digits}."
    return f"Код {notice.digits} — номер для входа в «Умные наличные». Никому не говорите."


@_sms.register
def _(notice: notifications.AwaySms) -> str:
    return "В вашем кабинете «Умных наличных» есть изменения. Войдите в чат-бот: /login"


@_sms.register
def _(notice: notifications.PasswordChangedSms) -> str:
    if notice.new_chat:
        return (
            "Пароль в «Умных наличных» изменён с нового устройства. Личные данные и новые карты "
            f"откроем там через 24 часа. Не вы? Позвоните: {notice.phone}"
        )
    return f"Пароль в «Умных наличных» изменён. Не вы? Позвоните: {notice.phone}"


@_sms.register
def _(notice: notifications.OverdueSms) -> str:
    return (
        f"{notice.lender}: по договору займа № {notice.contract} есть просроченный долг. "
        f"Сумма и способы оплаты — в кабинете чат-бота или по телефону {notice.phone}."
    )


@_sms.register
def _(notice: notifications.PhoneChangeSms) -> str:
    return (
        "Получили заявление: сменить этот номер на другой в «Умных наличных». "
        f"Не вы? Позвоните: {notice.phone}"
    )


@_sms.register
def _(notice: notifications.PhoneMovedSms) -> str:
    return f"Номер для входа в «Умные наличные» изменён. Не вы? Позвоните: {notice.phone}"


def _slowly(digits: str) -> str:
    return ", ".join(digits)
