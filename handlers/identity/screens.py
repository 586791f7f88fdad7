"""Being recognised by the biometric system before the contract is signed."""

from domain.notifications import Content, WhyNoFace
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Rows, Screen, buttons

DECLINE = Button(text="Отказаться", data=Go(to="decline").pack())
WORDS = {
    WhyNoFace.OPENING: "С 1 марта 2027 года закон разрешает подписать договор займа онлайн, только "
    "если вас узнала Единая биометрическая система. Готовим её страницу, это несколько секунд.",
    WhyNoFace.LATE: "Биометрическая система пока не отвечает. Пробуем снова сами и пришлём её "
    "страницу сюда. Договор сохранён.",
    WhyNoFace.REFUSED: "Биометрическая система вас не узнала. Попробуйте ещё раз: при хорошем "
    "свете, без очков и головного убора. Договор сохранён.",
    WhyNoFace.EXPIRED: "Ссылка на страницу биометрической системы больше не действует. Договор "
    "сохранён: возьмите новую.",
    WhyNoFace.TRIES: "За сутки было пять попыток, больше пока нельзя. Попробуйте через сутки: "
    "договор сохранён, вы ничего не должны.",
    WhyNoFace.AWAY: "Подписать договор пока не получится: с 1 марта 2027 года закон требует "
    "подтвердить личность по биометрии, а у нас это ещё не подключено. Сотрудники знают. Условия "
    "сохранены, вы ничего не должны.",
}
AGAIN = {
    WhyNoFace.REFUSED: "Попробовать снова",
    WhyNoFace.EXPIRED: "Новая ссылка",
    WhyNoFace.TRIES: "Попробовать снова",
    WhyNoFace.AWAY: "Попробовать снова",
}


def wanted(why: WhyNoFace) -> Screen:
    again = [_sign(AGAIN[why])] if why in AGAIN else []
    rows: Rows = buttons(*again, DECLINE) if again else ()
    return Screen(text=WORDS[why], rows=rows)


def page(url: str, *, again: bool) -> Screen:
    text = (
        "Ответа от биометрической системы ещё нет. Подтвердите личность на её странице."
        if again
        else "<b>Подтвердите, что это вы</b>\nНа странице Единой биометрической системы. Фото и "
        "голос остаются там, мы узнаем только ответ. Ссылка действует недолго."
    )
    return Screen(
        text=text,
        rows=buttons(
            Button(text="Подтвердить личность", url=url, style="primary"),
            _sign("Уже подтверждено"),
            DECLINE,
        ),
        content=Content.PERSONAL,
    )


def confirmed() -> Screen:
    return Screen(
        text="✓ Личность подтверждена. Осталось подписать договор.",
        rows=buttons(Button(text="Подписать", data=Go(to="sign").pack(), style="success"), DECLINE),
    )


def _sign(text: str) -> Button:
    return Button(text=text, data=Go(to="sign").pack())
