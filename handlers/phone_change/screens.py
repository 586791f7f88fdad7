"""Another phone when the old one is lost."""

from domain.refusals import TriesPaused
from handlers.accounts import entering_screens as entering
from handlers.engine.callbacks import Go, PickChange
from handlers.engine.screen import Button, Screen, buttons

SHARE = "Отправить мой номер"
OTHER_NUMBER = Button(text="Другой номер", data=Go(to="number").pack())
AGAIN = Button(text="Попробовать ещё раз", data=Go(to="change_phone").pack(), style="primary")


def withdraw_button(change: str) -> Button:
    data = PickChange(do="withdraw", id=change).pack()
    return Button(text="Отозвать заявление", data=data)


def explained(email: str) -> Screen:
    return Screen(
        text="<b>Новый номер, если старый утрачен</b>\n"
        "Подтвердите новый номер кодом, ответьте на два вопроса о паспорте и пришлите фото: ваше "
        "лицо и лист бумаги с двумя номерами. Сотрудник сверит их, номер сменим не раньше чем "
        "через сутки.\n\n"
        f"Или напишите на почту {email}.",
        rows=buttons(Button(text="Не менять", data=Go(to="keep_phone").pack())),
    )


def ask_old() -> Screen:
    return Screen(
        text="<b>Какой номер был раньше?</b>\n"
        "Напишите его: <code>+7 916 123-45-67</code>. Если он ещё указан в вашем Телеграме, "
        "нажмите кнопку внизу.",
        ask_contact=SHARE,
    )


def ask_birth_date() -> Screen:
    return Screen(
        text="<b>Ваша дата рождения?</b>\nДень, месяц и год: <code>31.12.1990</code>.", clear=True
    )


def ask_new() -> Screen:
    return Screen(
        text="<b>Какой номер теперь?</b>\n"
        "Напишите его: <code>+7 903 111-22-33</code>. Если он уже указан в вашем Телеграме, "
        "нажмите кнопку внизу.",
        ask_contact=SHARE,
    )


def ask_issued() -> Screen:
    return Screen(
        text="✓ Номер подтверждён. Теперь два вопроса о паспорте, по которому вы брали у нас "
        "займ.\n\n"
        "<b>Дата его выдачи?</b>\nДень, месяц и год: <code>31.12.2015</code>. Ответ удалим из "
        "чата.",
        clear=True,
    )


def ask_department() -> Screen:
    return Screen(
        text="✓ Ответ записали, сообщение удалили из чата.\n\n"
        "<b>Код подразделения в том же паспорте?</b>\nШесть цифр рядом с датой выдачи: "
        "<code>123-456</code>."
    )


def answers_paused(error: TriesPaused) -> Screen:
    """Right answers were counted as well, so nothing is said of wrong ones."""
    return Screen(
        text="Этот ответ не записали: ответов о паспорте для этого номера уже много. "
        f"{entering.when(error.until, locked=False)}"
    )


def ask_photo() -> Screen:
    return Screen(
        text="✓ Ответ записали, сообщение удалили из чата. Верны ли ответы, проверит сотрудник.\n\n"
        "<b>Теперь сфотографируйтесь с листом бумаги.</b> На нём напишите от руки оба номера: "
        "старый и новый. На фото должно быть видно:\n"
        "· лицо целиком, без маски и очков\n"
        "· лист, и оба номера на нём читаются\n"
        "· только вы: один человек, без фильтров\n\n"
        "Сегодняшнюю дату на листе можно написать, но не обязательно. Пришлите одно фото. "
        "Увидит его только сотрудник, из чата мы его удалим."
    )


def one_photo() -> Screen:
    return Screen(
        text="Это несколько фото сразу, а нужно одно: лицо и лист вместе. Пришлите его отдельно."
    )


def loading() -> Screen:
    return Screen(text="Фото получили, загружаем.")


def kept() -> Screen:
    return Screen(text="Хорошо, номер остаётся прежним.", clear=True)


def withdrawn(*, not_me: bool) -> Screen:
    if not_me:
        return Screen(
            text="✓ Заявление отозвали, номер остаётся прежним. На всякий случай смените пароль "
            "и посмотрите, на каких устройствах открыт ваш вход."
        )
    return Screen(text="✓ Заявление отозвано, номер остаётся прежним. Фото удалили.")
