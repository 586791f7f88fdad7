"""«Удалить мои данные»: what goes now, what the law keeps, and until when."""

from datetime import date

from domain.model.profile import Deletion
from domain.usecases.privacy.forgetting import DeletionView
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, plural
from handlers.settings.settings_screens import MY_SETTINGS, SETTINGS


def ask(view: DeletionView) -> Screen:
    if view.asked is not None:
        return Screen(text=known(view.asked.number, view.asked.answer_by), rows=buttons(SETTINGS))
    cards = plural(view.cards, "карта", "карты", "карт")
    bound = f"· привязанные карты: {cards}\n" if view.cards else ""
    contracts = ", ".join(view.contracts)
    many = len(view.contracts) > 1
    return Screen(
        text="<b>Удалить мои данные</b>\n\n"
        f"Удалим сразу:\n{bound}· имя и телефон контактного лица из ваших данных\n"
        "· историю изменений и черновики\n· настройки уведомлений и копии данных, которые вы "
        "скачивали\n\n"
        f"По закону храним до {day(view.keep_until)}: договор{'ы' if many else ''} № {contracts}, "
        "заявки, платежи и сведения о личности. Это пять лет после окончания отношений (115-ФЗ, "
        f"статья 7, пункт 4), они закончились {day(view.closed_on)}. Записи о напоминаниях про "
        "долг храним три года.\n\n"
        "Кредитную историю ведёт бюро, удалить её мы не вправе.\n\n"
        "Личный кабинет останется: войти и взять новый займ можно будет как раньше.",
        rows=buttons(
            Button(text="Удалить", data=Go(to="delete_sure").pack(), style="danger"), SETTINGS
        ),
    )


def done(deletion: Deletion) -> Screen:
    return Screen(
        text="✓ <b>Удалили всё, что не обязаны хранить.</b>\n\n"
        f"Номер обращения: {deletion.number}. Письменный ответ пришлём до "
        f"{day(deletion.answer_by)}: это 10 рабочих дней. Остальное храним по закону до "
        f"{day(deletion.keep_until)}.",
        rows=buttons(SETTINGS),
    )


def known(number: str, answer_by: date) -> str:
    return (
        f"Ваше обращение {number} уже у нас: что можно, удалено. Письменный ответ пришлём до "
        f"{day(answer_by)}."
    )


def answered(number: str, keep_until: date) -> Screen:
    return Screen(
        text=f"По обращению {number} об удалении данных мы отправили вам письменный ответ. "
        f"Договоры, платежи и сведения о личности храним по закону до {day(keep_until)}, "
        "потом удалим.",
        rows=buttons(MY_SETTINGS),
    )
