"""«Мои данные»: the questionnaire between applications, and how it has changed."""

from collections.abc import Sequence
from datetime import datetime

from aiogram import html

from domain.model.application import Form
from domain.notifications import Content
from handlers.engine.callbacks import ChangeField, ChangesPage, Go, ask
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, moment
from handlers.settings.settings_screens import SETTINGS

PROFILE = Button(text="‹ Мои данные", data=Go(to="profile").pack())
IN_A_ROW = 2
Lines = Sequence[tuple[str, str, str]]  # name, title, worded value


def profile(form: Form, lines: Lines, *, changed: bool, saved: str | None = None) -> Screen:
    before = f"✓ {html.quote(saved)}\n\n" if saved else ""
    told = "\n".join(f"{title}: {html.quote(value)}" for _, title, value in lines)
    history = [Button(text="История изменений", data=ChangesPage(page=0).pack())] if changed else []
    return Screen(
        text=f"{before}<b>Мои данные</b>\n\n{html.quote(form.name)}, {day(form.birth_date)}\n\n"
        f"{told}\n\n"
        "Имя, дату рождения, паспорт и ИНН здесь не изменить: они обновляются со следующей "
        "заявкой или через поддержку (/help).",
        rows=buttons(
            Button(text="Изменить", data=Go(to="profile_edit").pack(), style="primary"),
            *history,
            SETTINGS,
        ),
        content=Content.PERSONAL,
    )


def choose(lines: Lines) -> Screen:
    flat = [Button(text=title, data=ChangeField(field=name).pack()) for name, title, _ in lines]
    rows = [tuple(flat[n : n + IN_A_ROW]) for n in range(0, len(flat), IN_A_ROW)]
    return Screen(text="<b>Что изменилось?</b>", rows=(*rows, (PROFILE,)))


def question(
    *,
    name: str,
    title: str,
    now: str,
    prompt: str,
    options: Sequence[str],
    same: str | None,
    erasable: bool,
) -> Screen:
    flat = [Button(text=text, data=ask(name, str(n))) for n, text in enumerate(options)]
    width = 2 if len(flat) > 3 else 1
    rows = [tuple(flat[n : n + width]) for n in range(0, len(flat), width)]
    if same:
        rows.append((Button(text=same, data=ask(name, "same")),))
    if erasable:
        rows.append((Button(text="Стереть", data=ask(name, "skip"), style="danger"),))
    return Screen(
        text=f"{title}, сейчас: {html.quote(now)}\n\n<b>{prompt}</b>",
        rows=(*rows, (PROFILE,)),
        content=Content.PERSONAL,
    )


def history(
    changes: Sequence[tuple[datetime, str, str | None, str]], page: int, pages: int
) -> Screen:
    """`changes`: the moment, the title, the values before (None: erased) and after."""
    told = "\n\n".join(
        f"{moment(at)}\n{title}: {html.quote(before or 'стёрто')} → {html.quote(after)}"
        for at, title, before, after in changes
    )
    turn = []
    if page:
        turn.append(Button(text="‹ Новее", data=ChangesPage(page=page - 1).pack()))
    if page + 1 < pages:
        turn.append(Button(text="Раньше ›", data=ChangesPage(page=page + 1).pack()))
    number = f" ({page + 1} из {pages})" if pages > 1 else ""
    return Screen(
        text=f"<b>История изменений</b>{number}\nВремя московское.\n\n"
        f"{told or 'Вы пока ничего не меняли.'}",
        rows=buttons(*([tuple(turn)] if turn else []), PROFILE),
        content=Content.PERSONAL,
    )
