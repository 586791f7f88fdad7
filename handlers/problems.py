"""Every way in which an answer can't be taken, and every refusal, in one sentence each."""

from functools import singledispatch

from aiogram import html

from domain import refusals
from handlers.accounts import entering_screens as entering
from handlers.accounts import refusals as account_refusals
from handlers.consents import screens as consents
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, days, minutes, moment, rub, seconds
from handlers.home.screens import late_before
from handlers.loan_view import refusals as loan_refusals
from handlers.phone_change import refusals as phone_change_refusals
from handlers.privacy import refusals as settings_refusals

PROBLEMS = {
    "not_text": "Голосовые и фото бот не читает. Напишите, пожалуйста, текстом.",
    "button": "Здесь отвечают кнопкой под последним вопросом. Не видите её? /start",
    "secret": "Напишите пароль или PIN текстом, одним сообщением.",
    "too_long": "Слишком длинно. Ответьте, пожалуйста, короче.",
    "amount": "Не понял сумму. Напишите её цифрами, например <code>10000</code> или «15 тыс».",
    "amount_whole": "Нужна сумма в целых рублях, например <code>10000</code>.",
    "term": "Не понял срок. Напишите число дней, например <code>14</code> или «2 недели».",
    "foreign_contact": "Это чужой контакт. Нужен ваш номер: нажмите кнопку внизу "
    "или напишите его цифрами.",
    "phone": "Не похоже на российский мобильный номер. Пример: <code>+7 916 123-45-67</code>.",
    "code": "В коде шесть цифр, например <code>123456</code>. Он в СМС от «Умных наличных».",
    "code_not_phone": "Похоже на код из СМС, а сейчас нужен номер телефона целиком: "
    "<code>+7 916 123-45-67</code>.",
    "code_not_any_phone": "Похоже на код из СМС, а здесь нужен номер целиком, с кодом города: "
    "<code>+7 495 123-45-67</code>.",
    "name": "Напишите фамилию, имя и отчество кириллицей, как в паспорте: "
    "<code>Петров Иван Сергеевич</code>.",
    "birth_date": "Не понял дату. Напишите день, месяц и год: <code>31.12.1990</code>.",
    "passport": "В серии и номере паспорта вместе десять цифр: <code>4510 123456</code>.",
    "zeros": "Серия, номер или код не бывают из одних нулей. Перепишите, пожалуйста, с документа.",
    "inn": "Проверьте ИНН: в нём 12 цифр, и в этих есть ошибка. Где найти: Госуслуги → Документы.",
    "email": "Не похоже на адрес почты. Пример: <code>ivan@example.ru</code>.",
    "past_date": "Не понял дату. Напишите день, месяц и год: <code>31.12.2015</code>.",
    "department_code": "В коде подразделения шесть цифр: <code>123-456</code>.",
    "issuer": "Напишите, кем выдан паспорт, как в нём: <code>ОВД района Арбат г. Москвы</code>.",
    "birth_place": "Напишите место рождения, как в паспорте: <code>г. Тула</code>.",
    "snils": "Проверьте СНИЛС: в нём 11 цифр, и в этих есть ошибка. Можно пропустить.",
    "address": "Напишите город, улицу и дом: <code>Москва, ул. Лесная, д. 5, кв. 12</code>.",
    "any_phone": "Не похоже на российский номер. Пример: <code>+7 495 123-45-67</code>.",
    "employer": "Напишите название места работы: <code>ООО «Ромашка»</code>.",
    "position": "Напишите должность: <code>водитель</code>.",
    "service": "Не понял стаж. Например: <code>8 месяцев</code> или <code>2 года</code>.",
    "day_of_month": "Напишите число месяца от 1 до 31, например <code>5</code>.",
    "option": "Выберите, пожалуйста, один из вариантов кнопкой.",
    "income": "Не понял доход. Напишите сумму в месяц, например <code>60000</code> или «60 тыс».",
    "payment": "Не понял сумму. Напишите её цифрами, например <code>3000</code> или "
    "<code>2500,50</code>.",
    "day_ahead": "Не понял день. Напишите число и месяц цифрами или словами, «завтра» или "
    "«через неделю».",
    "card_name": "В названии могут быть буквы, цифры, пробел и знаки . - «», всего до 20. "
    "Например, <code>Зарплатная</code>.",
    "card_name_number": "Номер карты в названии не нужен, хватит слова: <code>Зарплатная</code>.",
    "photo_document": "Это файл, а нужна фотография: отправьте её как фото, со сжатием, или "
    "снимите прямо в Телеграме.",
    "photo_video": "Это видео, а нужна одна фотография: лицо и лист с номерами.",
    "photo_sticker": "Стикер не подойдёт: нужна фотография, на ней ваше лицо и лист с номерами.",
    "photo_voice": "Голосовое не подойдёт: нужна фотография, на ней ваше лицо и лист с номерами.",
    "photo_text": "Ждём фотографию: на ней ваше лицо и лист с двумя номерами. Передумали — /start",
    "photo_other": "Это не подойдёт: нужна фотография, на ней ваше лицо и лист с номерами.",
    "block_form": "Напишите номер и причину: <code>/block +79161234567 чужой паспорт</code>.",
    "fraud_form": "Напишите номер договора: <code>/fraud 261123-00001</code>.",
    "unblock_form": "Напишите номер: <code>/unblock +79161234567</code>.",
    "hold_sum": "Напишите сумму с копейками, как в СМС банка, например <code>3,47</code>.",
}


SHARE = "Отправить мой номер"
OWN_CONTACT = "Отправьте его кнопкой внизу, и код придёт сразу."

ZEROS = {
    "passport": "Проверьте паспорт.",
    "passport_code": "Проверьте код подразделения.",
    "inn": "Проверьте ИНН.",
    "snils": "Проверьте СНИЛС.",
}


def problem(key: str) -> Screen:
    return Screen(text=PROBLEMS[key])


@singledispatch
def refusal(error: refusals.Refusal) -> Screen:
    """The screen of a refusal; every kind has its own (a test looks)."""
    raise LookupError(type(error).__name__)


for _kind, _screen in {
    **loan_refusals.SCREENS,
    **account_refusals.SCREENS,
    **phone_change_refusals.SCREENS,
    **settings_refusals.SCREENS,
}.items():
    refusal.register(_kind, _screen)


@refusal.register
def _(error: refusals.AmountOutOfRange) -> Screen:
    return Screen(text=f"Сумма — от {rub(error.least)} до {rub(error.most)}. Сколько вам нужно?")


@refusal.register
def _(error: refusals.TermOutOfRange) -> Screen:
    if error.every:
        return Screen(
            text=f"Срок — от {error.least // 7} до {error.most // 7} недель, а платежи раз в две "
            "недели: нужно чётное число. Например, «12 недель»."
        )
    return Screen(text=f"Срок — от {error.least} до {days(error.most)}. На сколько дней?")


@refusal.register
def _(error: refusals.PskAboveCap) -> Screen:
    return Screen(
        text=f"На таких условиях полная стоимость ({error.psk} %) выше разрешённой законом "
        f"({error.cap} %). Выберите другую сумму или срок."
    )


@refusal.register
def _(error: refusals.RateAboveCap) -> Screen:
    return Screen(text=f"Ставка {error.rate} % в день выше разрешённой законом ({error.cap} %).")


@refusal.register
def _(error: refusals.MarketUnknown) -> Screen:
    return Screen(text="Сейчас мы не заключаем новые договоры. Загляните, пожалуйста, позже.")


@refusal.register
def _(error: refusals.TooYoung) -> Screen:
    return Screen(
        text=f"Займы доступны с {error.least_age} лет. Если в дате ошибка, напишите её ещё раз: "
        "<code>31.12.1990</code>."
    )


@refusal.register
def _(error: refusals.TooOld) -> Screen:
    return Screen(
        text=f"Займы доступны до {error.most_age} лет. Если в дате ошибка, напишите её ещё раз: "
        "<code>31.12.1990</code>."
    )


@refusal.register
def _(error: refusals.PassportTooEarly) -> Screen:
    return Screen(
        text="Паспорт выдают с 14 лет, и дата не может быть в будущем. Проверьте её: "
        "<code>31.12.2015</code>."
    )


@refusal.register
def _(error: refusals.PassportExpired) -> Screen:
    return Screen(
        text=f"Такой паспорт действовал до {day(error.until)}: в 20 и в 45 лет его меняют. "
        "Оформить займ можно с новым паспортом. Если в дате ошибка, напишите её ещё раз."
    )


@refusal.register
def _(error: refusals.Stopped) -> Screen:
    return Screen(
        text="К сожалению, оформить займ мы не можем. Если считаете это ошибкой, напишите на "
        "почту или позвоните по телефону с нашего сайта."
    )


@refusal.register
def _(error: refusals.NumberOfZeros) -> Screen:
    return Screen(text=f"{ZEROS[error.field]} {PROBLEMS['zeros']}")


@refusal.register
def _(error: refusals.ApplicationUnderWay) -> Screen:
    if error.elsewhere:
        return Screen(text="Ваша заявка уже рассматривается в другом чате: ответ придёт туда.")
    return Screen(
        text="Ваша заявка уже рассматривается.",
        rows=buttons(Button(text="Что с заявкой", data=Go(to="where").pack(), style="primary")),
    )


@refusal.register
def _(error: refusals.LoanOpen) -> Screen:
    text = "Новый займ можно взять после полного погашения текущего."
    if error.elsewhere:
        return Screen(
            text=f"{text} Он в вашем личном кабинете.",
            rows=buttons(entering.LOGIN, entering.RECOVER),
        )
    return Screen(
        text=text,
        rows=buttons(Button(text="Мой займ", data=Go(to="where").pack(), style="primary")),
    )


@refusal.register
def _(error: refusals.NothingToDo) -> Screen:
    return Screen(
        text="Этот шаг уже пройден.",
        rows=buttons(Button(text="Где я остановился", data=Go(to="where").pack(), style="primary")),
    )


@refusal.register
def _(error: refusals.CodeTooSoon) -> Screen:
    return Screen(text=f"Код уже отправлен. Новый можно запросить через {seconds(error.wait)}.")


@refusal.register
def _(error: refusals.CodesUsedUp) -> Screen:
    wait = "завтра" if error.wait > 60 else f"через {minutes(error.wait)}"
    if error.shared:
        return Screen(
            text="На этот номер уже запросили много кодов из других чатов. Номер ваш? "
            f"{OWN_CONTACT} Или попробуйте {wait}.",
            ask_contact=SHARE,
        )
    return Screen(text=f"Слишком много кодов за короткое время. Попробуйте {wait}.")


@refusal.register
def _(error: refusals.CodesStopped) -> Screen:
    many, one = ("звонков", "звонок") if error.by_call else ("кодов", "код")
    return Screen(
        text=f"Сейчас у нас просят слишком много {many}. Номера, которые ещё не подтверждены, "
        f"ждут: {one} можно запросить с {moment(error.until)} (МСК). Номер ваш? {OWN_CONTACT}",
        ask_contact=SHARE,
    )


@refusal.register
def _(_: refusals.CallNotAgreed) -> Screen:
    return consents.ask_call()


@refusal.register
def _(error: refusals.NotYours) -> Screen:
    return Screen(text="Это действие вам недоступно.")


@refusal.register
def _(error: refusals.OwnAffair) -> Screen:
    return Screen(text="Это касается вас самих: пусть решит другой сотрудник.")


@refusal.register
def _(error: refusals.NoPayoutOfContract) -> Screen:
    return Screen(
        text=f"По договору № {html.quote(error.contract)} деньги не уходили. Проверьте номер: "
        "<code>/fraud 261123-00001</code>."
    )


@refusal.register
def _(error: refusals.StillListed) -> Screen:
    return Screen(text="Человек всё ещё в стоп-листе по 115-ФЗ: разморозить нельзя.")


@refusal.register
def _(error: refusals.TooManyCards) -> Screen:
    return Screen(
        text="Слишком много попыток привязать карту за сутки. Попробуйте завтра, начинать "
        "заново не придётся.",
        rows=buttons(Button(text="Где я остановился", data=Go(to="where").pack())),
    )


@refusal.register
def _(error: refusals.LateBefore) -> Screen:
    return Screen(text=late_before(error.day))


@refusal.register
def _(error: refusals.TryAgainOn) -> Screen:
    return Screen(text=f"По последней заявке был отказ. Новую можно подать с {day(error.day)}.")
