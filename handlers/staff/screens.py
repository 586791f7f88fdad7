"""What the staff group sees. No passport, no full phone: with the one exception of a change of
phone, whose two numbers have to be compared with those on the photographed sheet. That message
goes with the decision."""

from collections.abc import Sequence
from dataclasses import replace

from aiogram import html

from domain.ids import CaseId
from domain.model.application import Reason
from domain.model.cases import ACTIONS, Action, Case, CaseKind
from domain.notifications import CaseClosed, CaseSolved, PhotoPutAway, PhotoShown, Solved
from domain.usecases.cases.opening import Alarm
from domain.usecases.codes.texting import Total, fact
from handlers.engine.callbacks import PickCase, ShowCasePhoto
from handlers.engine.screen import Button, Rows, Screen, buttons
from handlers.engine.words import clock, plural
from handlers.staff.case_facts import FACTS, HIDDEN, name_of, texted, value_of
from handlers.staff.case_words import AGAINST, ANSWERS, CHECKLIST, DONE, HINTS, SOLVED, TITLES


def opened(
    case: CaseId, number: str, kind: CaseKind, facts: dict[str, str], photo: str | None = None
) -> Screen:
    made = [
        Button(text=ANSWERS[action], data=PickCase(id=case, action=action).pack())
        for action in ACTIONS[kind]
    ]
    text = _text(number, kind, facts)
    if kind is CaseKind.PHONE:
        first, *refusals = made
        rows = buttons(first, *(tuple(refusals[n : n + 2]) for n in range(0, len(refusals), 2)))
        return Screen(text=f"{text}\n\n{CHECKLIST}", rows=rows, photo=photo)
    if kind in HINTS:
        text = f"{text}\n\n{HINTS[kind]}"
    return Screen(text=text, rows=(tuple(made),), photo=photo)


def alarm(one: Alarm) -> Screen:
    """One of many alike."""
    case = one.case
    screen = opened(case.id, case.number, case.kind, case.facts)
    if one.count == 1:
        return screen
    more = plural(one.count - 1, "такое же дело", "таких же дела", "таких же дел")
    return replace(screen, text=f"{screen.text}\n\nИ ещё {more}.")


def closed(case: Case) -> Screen:
    assert case.action is not None
    facts = dict(case.facts)
    done = f"✓ {DONE[case.action]}: {html.quote(case.closed_by or '')}"
    if (against := facts.pop("against", None)) is not None:
        why = AGAINST[Reason(against)]
        done = (
            f"✕ Одобрить нельзя: {why}. Заёмщик получил ответ. {html.quote(case.closed_by or '')}"
        )
    return Screen(text=f"{_text(case.number, case.kind, facts)}\n\n{done}")


def not_a_member(*, unknown: bool) -> Screen:
    if unknown:
        return Screen(text="Уточняем у Телеграма, состоите ли вы в группе. Повторите через минуту.")
    return Screen(text="Вы не состоите в группе сотрудников: решать здесь нельзя.")


def decided(notice: CaseClosed) -> Screen:
    """What is left of a case with a photo: nothing of a person."""
    text = f"{_text(notice.number, notice.kind, {})}\n\n{_decision(notice.action, notice.by)}"
    return Screen(text=text, rows=_show(notice.case, kept=notice.photo))


def solved(notice: CaseSolved) -> Screen:
    title = TITLES[notice.kind].removeprefix("⚠️ ")
    rows = _show(notice.case, kept=notice.photo)
    if notice.why is not None:
        told = f"✓ Дело {notice.number} закрылось само. {title}\n{SOLVED[notice.why]}"
        return Screen(text=told, rows=rows)
    return Screen(text=f"✓ Дело {notice.number} закрылось само: {title}", rows=rows)


def put_away(notice: PhotoPutAway) -> Screen:
    """An open case whose photo has stood in the group long enough."""
    return Screen(
        text=f"{_text(notice.number, notice.kind, {})}\n\n"
        "Дело ещё не решено. Фото из группы убрали: через двое суток после отправки бот не может "
        "его удалить. «Показать» вернёт фото и кнопки.",
        rows=_show(notice.case, kept=True),
    )


def shown(notice: PhotoShown) -> Screen:
    """The photo of a case that has ended."""
    how = SOLVED[Solved.NOT_ME]
    if notice.action is not None:
        how = _decision(notice.action, notice.by)
    return Screen(text=f"{_text(notice.number, notice.kind, {})}\n\n{how}", photo=notice.photo)


def shown_below(number: str, kind: CaseKind) -> Screen:
    """In the place of a message that is too old to be deleted."""
    return Screen(text=f"{_text(number, kind, {})}\n\nФото показали ниже.")


def _decision(action: Action, by: str) -> str:
    return f"✓ {DONE[action]}: {html.quote(by)}"


def _show(case: CaseId | None, *, kept: bool) -> Rows:
    if case is None or not kept:
        return ()
    return buttons(Button(text="Показать", data=ShowCasePhoto(id=case).pack()))


def _text(number: str, kind: CaseKind, facts: dict[str, str]) -> str:
    lines = [
        f"{name_of(key)}: {html.quote(value_of(key, value))}"
        for key, value in facts.items()
        if key not in HIDDEN
    ]
    return "\n".join([f"<b>{TITLES[kind]}</b>", f"Дело {number}", *lines])


def texts(totals: Sequence[Total]) -> Screen:
    """What went to phones until now, and what it cost."""
    lines = [
        f"{FACTS[f'{one.channel}_{one.window}']}: {texted(*fact(one).split(','))}"
        + (f" — незнакомым чатам с {clock(one.until)} (МСК)" if one.reached else "")
        for one in totals
    ]
    return Screen(text="\n".join(["<b>СМС и звонки</b>", *lines]))


def none_open() -> Screen:
    return Screen(text="Открытых дел нет.")
