"""The questions of a form, and the look at all answers before they are sent."""

from collections.abc import Sequence

from aiogram import html

from domain.model.application import Draft
from domain.notifications import Content
from handlers.engine.callbacks import EditField, Go, ask
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import lasting, masked_phone, rub

EDIT_ROW = 2  # buttons in a row


def question(
    *,
    name: str,
    prompt: str,
    number: int,
    of: int,
    options: Sequence[str],
    same: str | None,
    optional: bool,
    first: bool,
    editing: bool,
    saved: str | None,
) -> Screen:
    """«Шаг 7 из 24», and what has become of the answer before."""
    before = f"{html.quote(saved)}\n\n" if saved else ""
    flat = [Button(text=text, data=ask(name, str(n))) for n, text in enumerate(options)]
    width = 2 if len(flat) > 3 else 1
    rows = [tuple(flat[n : n + width]) for n in range(0, len(flat), width)]
    if same:
        rows.append((Button(text=same, data=ask(name, "same")),))
    last = []
    if editing:
        last.append(Button(text="Оставить как было", data=ask(name, "keep")))
    elif not first:
        last.append(Button(text="← Назад", data=ask(name, "back")))
    if optional:
        last.append(Button(text="Пропустить", data=ask(name, "skip")))
    step = "Изменить ответ" if editing else f"Шаг {number} из {of}"
    return Screen(
        text=f"{before}{step}\n<b>{prompt}</b>",
        rows=(*rows, tuple(last)) if last else tuple(rows),
    )


def review(draft: Draft, lines: Sequence[tuple[str, str, str]], saved: str | None = None) -> Screen:
    """Every answer, and a button to send it or to change one."""
    before = f"{html.quote(saved)}\n\n" if saved else ""
    amount = rub(draft.amount) if draft.amount else ""
    told = "\n".join(f"{title}: {html.quote(value)}" for _, title, value in lines)
    title, send = "Проверьте заявку", "Всё верно, дальше"
    if draft.returning:
        title, send = "Что-то изменилось с прошлого раза?", "Получить деньги"
    return Screen(
        text=f"{before}<b>{title}</b>\n\n"
        f"Займ: {amount} на {lasting(draft.days or 0)}\n"
        f"Телефон: {masked_phone(draft.phone or '')}\n"
        f"{told}\n\nВсё верно?",
        rows=buttons(
            Button(text=send, data=Go(to="review_done").pack(), style="success"),
            Button(text="Изменить ответ", data=Go(to="edit").pack()),
        ),
        content=Content.PERSONAL,
    )


def choose(lines: Sequence[tuple[str, str, str]], *, phone: bool = False) -> Screen:
    """Which answer is to be changed? `phone`: it was proven long ago, and may be another."""
    flat = [Button(text=title, data=EditField(field=name).pack()) for name, title, _ in lines]
    if phone:
        flat.insert(0, Button(text="Телефон", data=Go(to="other_phone").pack()))
    rows = [tuple(flat[n : n + EDIT_ROW]) for n in range(0, len(flat), EDIT_ROW)]
    back = Button(text="← К заявке", data=Go(to="review").pack())
    return Screen(text="<b>Какой ответ изменить?</b>", rows=(*rows, (back,)))


def masked(digits: str, head: int, tail: int) -> str:
    """«45••••••56»: the first `head` and the last `tail` digits."""
    return f"{digits[:head]}{'•' * (len(digits) - head - tail)}{digits[-tail:]}"


def sent() -> Screen:
    return Screen(
        text="✓ Заявка отправлена. Проверяем — обычно это занимает до минуты. "
        "Решение придёт сюда само."
    )


def checking() -> Screen:
    return Screen(text="Заявка на проверке. Решение придёт сюда само, ждать в чате не нужно.")
