"""«Согласия»: those that stand, those that were taken back, and what follows from that."""

from datetime import date

from aiogram import html

from domain.dates import lender_day
from domain.model.application import Consent
from domain.usecases.privacy.consents import ConsentsView
from handlers.consents.screens import EVERY, Wording
from handlers.engine.callbacks import Go, PickConsent
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day
from handlers.settings.settings_screens import SETTINGS

CONSENTS = Button(text="‹ Согласия", data=Go(to="my_consents").pack())
AUTOPAY = "autopay"  # kept with its loan
NAMES = {
    "personal_data": "Персональные данные",
    "signature": "Электронная подпись",
    "bureau": "Кредитная история",
    "conditions": "Общие условия",
    "ads": "Реклама",
    "robot_call": "Звонок робота",
    AUTOPAY: "Автоплатёж",
}
TITLES = {kind: one.title for kind, one in EVERY.items()}
TITLES |= {AUTOPAY: "Поручение списывать платежи с карты"}
KEPT = (
    "Договоры, платежи и сведения о личности закон велит хранить пять лет после окончания "
    "отношений (115-ФЗ, статья 7, пункт 4), и это согласия не требует."
)


def _pick(do: str, kind: str, text: str) -> Button:
    return Button(text=text, data=PickConsent(do=do, kind=kind).pack())


def listed(view: ConsentsView, saved: str | None = None) -> Screen:
    before = f"✓ {saved}\n\n" if saved else ""
    autopay = view.autopay
    charged = autopay is not None and autopay.ended_at is None
    lines = [
        f"· {NAMES[kind]}: с {day(lender_day(one.given_at))}, "
        f"редакция от {day(date.fromisoformat(one.version))}"
        for kind, one in view.standing.items()
    ]
    gone = [_gone(one) for one in view.revoked]
    if autopay is not None:
        given = day(lender_day(autopay.given_at))
        if autopay.ended_at is None:
            lines.append(f"· {NAMES[AUTOPAY]}: с {given}")
        else:
            ended = day(lender_day(autopay.ended_at))
            gone.append(f"· {NAMES[AUTOPAY]}: дано {given}, закончилось {ended}")
    standing = "\n".join(lines) or "Действующих согласий нет."
    revoked = f"\n\n<b>Отозванные</b>\n{chr(10).join(gone)}" if gone else ""
    # That of the bureaus is signed by a code, with the next application.
    back = dict.fromkeys(
        one.kind for one in view.revoked if one.kind not in (*view.standing, "bureau")
    )
    return Screen(
        text=f"{before}<b>Согласия</b>\n\n{standing}{revoked}",
        rows=buttons(
            *(_pick("open", kind, NAMES[kind]) for kind in view.standing),
            *([_pick("open", AUTOPAY, NAMES[AUTOPAY])] if charged else []),
            *(_pick("give", kind, f"Дать снова: {NAMES[kind].lower()}") for kind in back),
            SETTINGS,
        ),
    )


def _gone(one: Consent) -> str:
    assert one.revoked_at is not None
    given, revoked = day(lender_day(one.given_at)), day(lender_day(one.revoked_at))
    return f"· {NAMES[one.kind]}: дано {given}, отозвано {revoked}"


def one(kind: str, text: str, given: str, version: str | None) -> Screen:
    """In the wording that was agreed to."""
    worded = f"\nРедакция от {version}, вы согласились {given}." if version else f"\nДано {given}."
    return Screen(
        text=f"<b>{TITLES[kind]}</b>\n\n<blockquote expandable>{html.quote(text)}</blockquote>"
        f"{worded}",
        rows=buttons(_pick("revoke", kind, "Отозвать"), CONSENTS),
    )


def ask_revoke(kind: str, view: ConsentsView) -> Screen:
    """What exactly follows."""
    sure = _pick("revoked", kind, "Да, отозвать")
    if kind == AUTOPAY:
        sure = Button(text="Да, отозвать", data=Go(to="autopay_off").pack())
    return Screen(
        text=f"<b>Отозвать согласие «{NAMES[kind]}»?</b>\n\n{_follows(kind, view)}",
        rows=buttons(
            Button(text=sure.text, data=sure.data, style="danger"),
            _pick("open", kind, "Оставить"),
        ),
    )


def _follows(kind: str, view: ConsentsView) -> str:
    contract = f"№ {view.loan.contract}" if view.loan else None
    if kind == AUTOPAY:
        return (
            "Сами больше ничего не спишем: платежи по графику вносите, пожалуйста, сами. Договор "
            "не меняется, включить автоплатёж снова можно в любой день."
        )
    if kind == "ads":
        return "Рекламу присылать не будем. На займы и решения по ним это не влияет."
    if kind == "robot_call":
        return "Робот звонить не будет, коды придут по СМС. Попросите звонок — спросим снова."
    told = {
        "personal_data": _of_data,
        "signature": _of_signature,
        "bureau": _of_bureau,
        "conditions": _of_conditions,
    }[kind](contract)
    if view.application is not None:
        told.insert(0, "Заявку, которая ещё не подписана, отменим: вы ничего не должны.")
    again = "Дать согласие снова можно здесь же."
    if kind == "bureau":
        again = "Новое подпишете кодом из СМС, когда подадите заявку."
    return "\n\n".join([*told, again])


def _of_data(contract: str | None) -> list[str]:
    told = ["Новую заявку без этого согласия принять нельзя. Черновик заявки сотрём сразу."]
    if contract:
        told.append(
            f"Договор {contract} действует дальше. Данные, которые нужны, чтобы его исполнить, "
            "закон разрешает обрабатывать без согласия, пока займ не закрыт (152-ФЗ, статья 6, "
            "часть 1, пункт 5)."
        )
    return [*told, KEPT]


def _of_signature(contract: str | None) -> list[str]:
    told = ["Подписать в чате ничего не получится: ни новый займ, ни продление."]
    if contract:
        told.append(f"Договор {contract} действует дальше: вернуть займ можно как обычно.")
    return [*told, "Всё, что уже подписано кодом, остаётся в силе."]


def _of_bureau(contract: str | None) -> list[str]:
    told = ["Новый займ без этого согласия рассмотреть нельзя."]
    if contract:
        told.append(
            f"По договору {contract} согласие действует до его конца: так велит закон (218-ФЗ, "
            "статья 6). Запрашивать историю для других целей не станем."
        )
    return [*told, "Записи, которые уже есть в бюро кредитных историй, это не удаляет."]


def _of_conditions(contract: str | None) -> list[str]:
    told = ["Новую заявку без общих условий не отправить."]
    if contract:
        told.append(f"Договор {contract} не меняется: его условия вы подписали отдельно.")
    return told


def give(wording: Wording) -> Screen:
    return Screen(
        text=f"<b>{wording.title}</b>\n\n<blockquote expandable>{wording.text}</blockquote>\n"
        f"Редакция от {day(date.fromisoformat(wording.version))}.",
        rows=buttons(
            Button(
                text="Согласен",
                data=PickConsent(do="given", kind=wording.kind).pack(),
                style="primary",
            ),
            CONSENTS,
        ),
    )


def revoked(kind: str, *, cancelled: bool) -> str:
    also = " Заявку отменили, вы ничего не должны." if cancelled else ""
    return f"Согласие отозвано: {NAMES[kind].lower()}.{also}"


def given(kind: str) -> str:
    return f"Согласие дано: {NAMES[kind].lower()}."
