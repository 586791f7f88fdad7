"""The wordings that a borrower agrees to, each with its version; the record keeps their hash."""

from dataclasses import dataclass
from datetime import date

from handlers.screens.callbacks import Go
from handlers.screens.screen import Button, Screen, buttons
from handlers.screens.words import day


@dataclass(frozen=True)
class Wording:
    kind: str
    version: str  # the day of its wording
    title: str
    text: str


PERSONAL_DATA = Wording(
    "personal_data",
    "2026-11-22",
    "Согласие на обработку персональных данных",
    "Я разрешаю «Умным наличным» обрабатывать мои фамилию, имя, отчество, дату рождения, "
    "паспортные данные, ИНН, телефон, доход и сведения о карте, чтобы рассмотреть заявку, "
    "запросить кредитную историю, заключить и исполнить договор займа. Данные хранятся в России, "
    "зашифрованы и не передаются никому, кроме бюро кредитных историй, банка и оператора СМС. "
    "Согласие действует до исполнения договора и пяти лет после, отозвать его можно в любой "
    "момент через поддержку.",
)
SIGNATURE = Wording(
    "signature",
    "2026-11-22",
    "Соглашение об электронной подписи",
    "Код из СМС, введённый мной в этом чате, — моя простая электронная подпись, равная подписи "
    "от руки (63-ФЗ, статьи 6 и 9). Подписавшего определяют по номеру телефона, на который "
    "отправлен код. Код действует пять минут и только для того документа, для которого он "
    "отправлен. Я никому не сообщаю код и сразу предупрежу, если телефон потерян.",
)
ALL = {wording.kind: wording for wording in (PERSONAL_DATA, SIGNATURE)}


def ask(wording: Wording, number: int) -> Screen:
    return Screen(
        text=f"<b>{wording.title}</b> ({number} из {len(ALL)})\n\n"
        f"<blockquote expandable>{wording.text}</blockquote>\n"
        f"Редакция от {day(date.fromisoformat(wording.version))}.",
        rows=buttons(
            Button(text="Согласен", data=Go(to=wording.kind).pack(), style="primary"),
            Button(text="Не согласен", data=Go(to="refuse").pack()),
        ),
    )


def given() -> Screen:
    return Screen(text="✓ Согласия приняты.")


def refused() -> Screen:
    return Screen(
        text="Без этого согласия рассмотреть заявку нельзя, таков закон. "
        "Ничего не сохранено сверх вашего выбора. Передумаете — нажмите кнопку.",
        rows=buttons(Button(text="Вернуться к займу", data=Go(to="start").pack())),
    )
