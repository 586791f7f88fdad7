"""The wordings that a borrower agrees to, each with its version; the record keeps their hash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.model.consents import ConsentText
from domain.notifications import Content
from domain.usecases.codes.codes import CodeSent
from handlers.codes import screens as codes
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, masked_phone


@dataclass(frozen=True)
class Wording:
    kind: str
    version: str  # the day of its wording
    title: str
    text: str


PERSONAL_DATA = Wording(
    "personal_data",
    "2026-11-30",
    "Согласие на обработку персональных данных",
    "Я разрешаю «Умным наличным» обрабатывать данные, которые сообщу в этой заявке: имя, дату и "
    "место рождения, паспорт, ИНН и СНИЛС, телефон и почту, адреса, место работы, доход и дни "
    "выплат, сведения о карте, имя и телефон контактного лица с его согласия. Цель — рассмотреть "
    "заявку, запросить кредитную историю, заключить и исполнить договор займа. Данные хранятся "
    "зашифрованными и передаются только бюро кредитных историй, банку, службе проверки владельца "
    "карты, оператору связи, а где этого требует закон — Банку России (база ФинЦЕРТ), Единой "
    "биометрической системе и оператору фискальных данных; переписка в этом чате проходит через "
    "Telegram. Согласие действует до исполнения договора и пяти лет после. Отозвать его можно в "
    "этом чате («Настройки», «Согласия») или письмом на почту кредитора.",
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
BUREAU = Wording(
    "bureau",
    "2026-11-22",
    "Согласие на запрос кредитной истории",
    "Я разрешаю «Умным наличным» запросить мою кредитную историю и сведения о самозапрете в бюро "
    "кредитных историй, чтобы решить о займе и проверить мою долговую нагрузку (218-ФЗ, статья "
    "6). Согласие действует шесть месяцев, а если договор заключён — весь срок договора.",
)
CONDITIONS = Wording(
    "conditions",
    "2026-11-22",
    "Общие условия займа",
    "Я прочитал(а) общие условия: займ выдаётся на мою карту; проценты идут с дня, следующего за "
    "получением денег, до дня возврата; вернуть можно раньше срока без комиссии; за просрочку — "
    "не больше 20 % годовых на остаток основного долга; все начисления вместе не превысят "
    "установленного законом предела. Платных услуг и страховок в договоре нет. Индивидуальные "
    "условия я увижу и подпишу отдельно, до этого ничего не должен(на).",
)
ADS = Wording(
    "ads",
    "2026-11-29",
    "Согласие на рекламу",
    "Я согласен(на) получать от «Умных наличных» в этом чате рекламу их займов: новые условия, "
    "скидки и акции (38-ФЗ, статья 18). На решения по займам это не влияет. Отказаться могу в "
    "любой момент: «Настройки», «Уведомления».",
)
ROBOT_CALL = Wording(
    "robot_call",
    "2026-12-01",
    "Согласие на звонок робота",
    "Я согласен(на), чтобы робот «Умных наличных» звонил мне и диктовал код, когда я сам(а) прошу "
    "об этом в чате: без рекламы и напоминаний, а отозвать согласие могу в этом чате («Настройки», "
    "«Согласия») или письмом на почту кредитора.",
)
ALL = {wording.kind: wording for wording in (PERSONAL_DATA, SIGNATURE, BUREAU, CONDITIONS)}


CODE = "Согласен, получить код"
SIGNED = {
    "bureau": "согласие на запрос кредитной истории",
    "conditions": "общие условия займа",
}
LAST = (BUREAU, CONDITIONS)  # after the review: one code signs both, and sends the application
VERSIONS = {kind: wording.version for kind, wording in ALL.items()}
# That may be given: the last two aren't needed for a loan.
EVERY = {**ALL, ADS.kind: ADS, ROBOT_CALL.kind: ROBOT_CALL}
LAST_VERSIONS = {wording.kind: wording.version for wording in LAST}
EARLY = frozenset({"personal_data", "signature"})  # before the first personal question


def texts(kinds: Iterable[str]) -> list[ConsentText]:
    """As they are worded now."""
    return [
        ConsentText(kind=kind, version=EVERY[kind].version, text=EVERY[kind].text) for kind in kinds
    ]


def ask(wording: Wording, *, code: bool = True) -> Screen:
    """`code`: the last answer brings a code that signs; else it sends the application at once."""
    number = list(ALL).index(wording.kind) + 1
    agree = "Согласен"
    if wording is CONDITIONS:
        agree = CODE if code else "Согласен, отправить заявку"
    return _ask(wording, f" ({number} из {len(ALL)})", agree)


def ask_again(wording: Wording, *, last: bool, code: bool = False) -> Screen:
    """Of a returning borrower: only what doesn't stand any more."""
    agree = CODE if code else "Согласен, получить деньги"
    return _ask(wording, "", agree if last else "Согласен")


def ask_call() -> Screen:
    """No robot calls before."""
    return Screen(
        text="По закону робот звонит только с вашего согласия:\n\n"
        f"<blockquote>{ROBOT_CALL.text}</blockquote>\n"
        f"Редакция от {day(date.fromisoformat(ROBOT_CALL.version))}.",
        rows=buttons(
            Button(text="Согласен, позвоните", data=Go(to="call_agreed").pack(), style="primary"),
            codes.RESEND,
        ),
    )


def code_sent(sent: CodeSent, kinds: Sequence[str]) -> Screen:
    phone = masked_phone(sent.phone)
    how = f"Отправили код на {phone}"
    if sent.by_call:
        how = f"Сейчас позвоним на {phone} и продиктуем код"
    return Screen(
        text=f"{how}: им вы подпишете {signed_words(kinds)}, и заявка уйдёт на рассмотрение. До "
        f"подписи бюро не спрашиваем.\n<b>Введите шесть цифр.</b>\n{codes.note(sent)}",
        rows=buttons(*codes.again(sent)),
        content=Content.ACCOUNT,
    )


def code_waits(phone: str) -> Screen:
    """Where one stopped."""
    return Screen(
        text=f"Осталось подписать согласие кодом: введите шесть цифр из СМС на "
        f"{masked_phone(phone)}.",
        rows=buttons(codes.RESEND, codes.CALL),
    )


def signed_words(kinds: Sequence[str]) -> str:
    """What the code signs, in the accusative."""
    return " и ".join(SIGNED[kind] for kind in kinds)


def changed() -> Screen:
    return Screen(
        text="Текст согласия изменился, и прежний код его не подпишет. Прочитайте новый, "
        "пожалуйста."
    )


def _ask(wording: Wording, number: str, agree: str) -> Screen:
    return Screen(
        text=f"<b>{wording.title}</b>{number}\n\n"
        f"<blockquote expandable>{wording.text}</blockquote>\n"
        f"Редакция от {day(date.fromisoformat(wording.version))}.",
        rows=buttons(
            Button(text=agree, data=Go(to=wording.kind).pack(), style="primary"),
            Button(text="Не согласен", data=Go(to="refuse").pack()),
        ),
    )


def given() -> Screen:
    return Screen(text="✓ Согласия приняты.")


def refused() -> Screen:
    return Screen(
        text="Без этого согласия рассмотреть заявку нельзя, так требует закон. Ответы сохраним на "
        "30 дней: передумаете — нажмите кнопку.",
        rows=buttons(Button(text="Вернуться к согласию", data=Go(to="ask_again").pack())),
    )
