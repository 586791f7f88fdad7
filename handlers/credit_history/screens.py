"""«Кредитная история»: what bureaus were told, in plain words, and how to dispute it."""

from collections.abc import Mapping, Sequence
from datetime import date

from aiogram import html

from domain.dates import lender_day
from domain.ledger.reporting import Event, Fact
from domain.model.credit_history import Dispute, RowStatus, Sending, Told
from domain.notifications import Content, DisputeAnswered
from domain.usecases.credit_history.credit import CreditView, Disputed
from handlers.credit_history.words import EVENTS
from handlers.engine.callbacks import IN_WORDS, CreditPage, DisputeRow, Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, days, plural, rub
from handlers.loan_view.loan_buttons import TO_HOME
from handlers.settings.settings_screens import SETTINGS

PAGE = 6  # rows
MOST = 8  # rows that are offered for a dispute
CREDIT = Button(text="Кредитная история", data=Go(to="credit").pack())
TO_CREDIT = Button(text="‹ Кредитная история", data=CREDIT.data)


def nothing() -> Screen:
    return Screen(
        text="<b>Кредитная история</b>\n\nЗаймов у нас ещё не было, поэтому в бюро мы о вас "
        "ничего не передавали.",
        rows=buttons(SETTINGS),
    )


def history(view: CreditView, page: int = 0) -> Screen:
    if view.loan is None:
        return nothing()
    contract = view.loan.contract
    shown = view.told[page * PAGE : (page + 1) * PAGE]
    lines = [f"<b>Кредитная история: займ № {contract}</b>", ""]
    lines += [f"{_row(one)}\n{_bureaus(one.sendings, view.titles)}" for one in shown]
    if not view.told:
        lines.append("Об этом займе в бюро ещё ничего не передавали.")
    lines += ["", *_disputes(view.disputes), _rights(view.workdays)]
    turns = []
    if (page + 1) * PAGE < len(view.told):
        turns.append(_page("Раньше", contract, page + 1))
    if page:
        turns.append(_page("Позже", contract, page - 1))
    others = [one for one in view.contracts if one != contract][:4]
    dispute = Button(
        text="Оспорить",
        data=DisputeRow(contract=contract, number=IN_WORDS - 1).pack(),
        style="primary",
    )
    return Screen(
        text="\n".join(lines),
        rows=buttons(
            dispute,
            *([tuple(turns)] if turns else []),
            *(_page(f"Займ № {one}", one, 0) for one in others),
            (SETTINGS, TO_HOME),
        ),
        content=Content.PERSONAL,
    )


def _page(text: str, contract: str, page: int) -> Button:
    return Button(text=text, data=CreditPage(contract=contract, page=page).pack())


def _row(told: Told) -> str:
    """«№ 2 · 7 декабря 2026 · платёж 11 120 ₽, долг 0 ₽»"""
    row, fact = told.row, told.row.fact
    head = f"<b>№ {row.number} · {day(fact.day)} · {what(fact)}</b>"
    if row.withdrawn:
        return f"<b>№ {row.number} · запись № {row.corrects} отозвана</b>: этого не было"
    return f"{head}, вместо записи № {row.corrects}" if row.corrects else head


def what(fact: Fact) -> str:
    word = EVENTS[fact.event]
    if fact.event is Event.DELAY:
        return f"{word} {days(fact.days_overdue)}, {rub(fact.overdue)}"
    if fact.event is Event.CHANGED:
        return f"{word}: до {day(fact.due)}, долг {rub(fact.debt)}"
    if fact.event in (Event.ISSUED, Event.WRITTEN_OFF):
        return f"{word}, {rub(fact.amount)}"
    if fact.event is Event.PAID:
        return f"{word} {rub(fact.amount)}, осталось {rub(fact.debt)}"
    return word


def _bureaus(sendings: Sequence[Sending], titles: Mapping[str, str]) -> str:
    """«✓ Первое бюро, Второе бюро: приняли 7 декабря 2026 · ждём ответа: Третье бюро»"""
    taken: dict[date, list[str]] = {}
    waiting, stuck = [], []
    place = {name: place for place, name in enumerate(titles)}  # a bureau no longer set: last
    for one in sorted(sendings, key=lambda one: place.get(one.bureau, len(place))):
        title = html.quote(titles.get(one.bureau, one.bureau))
        if one.state is RowStatus.ACCEPTED and one.settled_at is not None:
            taken.setdefault(lender_day(one.settled_at), []).append(title)
        elif one.state is RowStatus.WAITING:
            waiting.append(title)
        else:
            stuck.append(title)
    said = [f"✓ {', '.join(names)}: приняли {day(on)}" for on, names in taken.items()]
    said += [f"ждём ответа: {', '.join(waiting)}"] if waiting else []
    said += [f"уточняем с бюро: {', '.join(stuck)}"] if stuck else []
    return " · ".join(said)


def _disputes(disputes: Sequence[Dispute]) -> list[str]:
    waits = [one for one in disputes if one.answer is None]
    return [f"Оспариваете: {_about(one.number)}, ответим до {day(one.answer_by)}." for one in waits]


def _about(number: int | None) -> str:
    return f"запись № {number}" if number is not None else "своими словами"


def _rights(workdays: int) -> str:
    term = plural(workdays, "рабочий день", "рабочих дня", "рабочих дней")
    return (
        "Сведения о займах мы обязаны передавать в бюро кредитных историй. Если что-то неверно, "
        f"оспорьте: ответим за {term} (218-ФЗ, ст. 8). Оспорить можно и в самом бюро."
    )


def choose(view: CreditView) -> Screen:
    """Which row is wrong?"""
    assert view.loan is not None
    rows = _standing(view.told)[:MOST]
    contract = view.loan.contract
    picks = [
        Button(
            text=f"№ {one.row.number} · {EVENTS[one.row.fact.event]} {day(one.row.fact.day)}",
            data=DisputeRow(contract=contract, number=one.row.number).pack(),
        )
        for one in rows
    ]
    words = Button(text="Опишу словами", data=DisputeRow(contract=contract, number=IN_WORDS).pack())
    return Screen(
        text="<b>Что неверно?</b>\n\nВыберите запись или опишите словами.",
        rows=buttons(*picks, words, TO_CREDIT),
    )


def _standing(told: Sequence[Told]) -> list[Told]:
    """Of what was corrected the last row only; the newest first."""
    newest: dict[int, Told] = {}
    for one in told:
        newest.setdefault(one.row.subject, one)
    return [one for one in newest.values() if not one.row.withdrawn]


def ask_text(told: Told | None) -> Screen:
    if told is None:
        return Screen(
            text="Напишите одним сообщением, что в вашей кредитной истории неверно и как было на "
            "самом деле.",
            rows=buttons(TO_CREDIT),
        )
    fact = told.row.fact
    return Screen(
        text=f"Запись № {told.row.number}: {what(fact)}, {day(fact.day)}.\n\n"
        "<b>Напишите, что в ней неверно</b> и как было на самом деле, одним сообщением.",
        rows=buttons(
            Button(text="Отправить без пояснений", data=Go(to="dispute_bare").pack()), TO_CREDIT
        ),
    )


def asked(one: Disputed) -> Screen:
    return Screen(
        text=f"✓ <b>Приняли, дело {one.case}.</b> Сотрудник проверит сведения и ответит здесь до "
        f"{day(one.dispute.answer_by)}. Если они неверны, передадим в бюро исправленные.",
        rows=buttons(TO_CREDIT),
    )


def answered(one: DisputeAnswered) -> Screen:
    about = f"Запись № {one.row} проверили" if one.row is not None else "Проверили"
    if one.corrected:
        text = (
            f"{about} и передаём в бюро исправленные сведения. Когда их примут, будет видно в "
            "кредитной истории: /credit"
        )
    else:
        text = (
            f"{about}: сведения верны, в бюро они остаются. Не согласны — оспорьте их в самом "
            "бюро или в суде."
        )
    return Screen(
        text=f"<b>Ответ по кредитной истории, дело {one.number}</b>\n\n{text}",
        rows=buttons(CREDIT),
        content=Content.PERSONAL,
    )
