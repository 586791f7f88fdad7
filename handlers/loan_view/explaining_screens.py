"""«Почему столько?»: each change of the debt is a line, and the rules stand below.

A page holds what fits into one message, whatever the history.
"""

from collections.abc import Sequence

from domain.ledger.debt_history import Accrued, Row
from domain.money import ZERO
from domain.notifications import Content
from domain.usecases.loan_view.explaining import Explained
from handlers.engine.callbacks import WhyPage
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, rub
from handlers.loan_view.debt_rows import GROUNDS, carries, ground_line, line
from handlers.loan_view.loan_buttons import CLOSE, REPAY, TO_LOAN

LINES = 12  # rows a page
LETTERS = 2800  # and about as many letters; Telegram takes 4096


def why(explained: Explained, page: int | None = None) -> Screen:
    """`page`: from the oldest, 0; None: the newest."""
    pages = _pages(explained.rows)
    page = len(pages) - 1 if page is None else min(max(page, 0), len(pages) - 1)
    before = sum((row.change.total for some in pages[:page] for row in some), ZERO)
    lines = [f"<b>Почему {rub(explained.debt.total)}</b>", _whole(explained), ""]
    if page:
        lines.append(f"До этого: {rub(before)}")
    lines += [line(row) for row in pages[page]]
    if page < len(pages) - 1:
        after = sum((row.change.total for row in pages[page]), before)
        lines.append(f"Итого к этому дню: {rub(after)}")
    lines += ["", *_grounds(explained, pages[page])]
    return Screen(
        text="\n".join(lines),
        rows=buttons(*_turns(page, len(pages)), REPAY, CLOSE, TO_LOAN),
        content=Content.PAYMENT,
    )


def _whole(explained: Explained) -> str:
    """The debt and its parts: exact, whatever the page."""
    debt = explained.debt
    parts = [
        ("основной долг", debt.principal),
        ("проценты", debt.interest),
        ("неустойка", debt.penalty),
    ]
    named = " + ".join(f"{word} {rub(amount)}" for word, amount in parts if amount)
    text = f"Весь долг на {day(explained.today)}, точно до копейки: {named or rub(ZERO)}."
    if debt.overpaid:
        text += f" Лишние {rub(debt.overpaid)} возвращаем вам."
    return text


def _turns(page: int, count: int) -> list[tuple[Button, ...]]:
    turns = []
    if page:
        turns.append(Button(text="‹ Раньше", data=WhyPage(page=page - 1).pack()))
    if page < count - 1:
        turns.append(Button(text="Позже ›", data=WhyPage(page=page + 1).pack()))
    return [tuple(turns)] if turns else []


def _pages(history: Sequence[Row]) -> list[list[Row]]:
    """Full from the newest back, so that the last page is never a short one."""
    pages: list[list[Row]] = [[]]
    queued_messages = 0
    for row in reversed(history):
        size = len(line(row))
        if pages[0] and (len(pages[0]) == LINES or queued_messages + size > LETTERS):
            pages.insert(0, [])
            queued_messages = 0
        pages[0].insert(0, row)
        queued_messages += size
    return pages


def _grounds(explained: Explained, page: Sequence[Row]) -> list[str]:
    """The rules behind the lines of a page."""
    terms = explained.loan.terms
    told = {ground for row in page for ground in row.grounds}
    lines = [ground_line(ground, terms) for ground in GROUNDS if ground in told]
    noted = "№ — запись в книге займа"
    if any(isinstance(row, Accrued) and not row.seqs for row in page):
        noted += "; дни без номера запишем в день платежа"
    lines.append(f"{noted}.")
    if any(carries(row) for row in page):
        lines.append("Доли копейки переходят на следующие дни, в конце отбрасываем их.")
    return [f"<i>{one}</i>" for one in lines]
