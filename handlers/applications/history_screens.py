"""The history of applications, a page at a time."""

from collections.abc import Sequence

from domain.dates import lender_day
from domain.model.application import Application, ApplicationStatus
from domain.notifications import Content
from handlers.applications.notifications import REASONS
from handlers.applications.progress_screens import ENDS, NOW
from handlers.engine.callbacks import ApplicationsPage, Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import day, lasting, rub

ON_PAGE = 5
HOME = Button(text="‹ На главную", data=Go(to="home").pack())
STATUS = Button(text="Что с заявкой", data=Go(to="application").pack(), style="primary")
CANCEL = Button(text="Отменить заявку", data=Go(to="cancel_application").pack(), style="danger")


def history(found: Sequence[Application], page: int, *, cancelled: bool = False) -> Screen:
    """`cancelled`: one has just been called off."""
    pages = max(1, -(-len(found) // ON_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * ON_PAGE : (page + 1) * ON_PAGE]
    said = ["✓ Заявка отменена, вы ничего не должны.", ""] if cancelled else []
    told = [_line(one) for one in shown] or ["Заявок ещё не было."]
    rows: list[Button | tuple[Button, ...]] = []
    if page == 0 and found and found[0].live:
        rows.append(STATUS)
        if found[0].status is not ApplicationStatus.SIGNED:
            rows.append(CANCEL)
    turns = []
    if page > 0:
        turns.append(Button(text="← Новее", data=ApplicationsPage(page=page - 1).pack()))
    if page < pages - 1:
        turns.append(Button(text="Старше →", data=ApplicationsPage(page=page + 1).pack()))
    if turns:
        rows.append(tuple(turns))
    head = "<b>Ваши заявки</b>" + (f", страница {page + 1} из {pages}" if pages > 1 else "")
    return Screen(
        text="\n".join([*said, head, "", "\n\n".join(told)]),
        rows=buttons(*rows, HOME),
        content=Content.ACCOUNT,
    )


def _line(one: Application) -> str:
    amount = one.approved or one.amount
    what = f"{day(lender_day(one.created_at))}: {rub(amount)} на {lasting(one.days)}"
    if one.status is ApplicationStatus.ISSUED:
        return f"{what}\n✓ Деньги выданы, договор № {one.contract}"
    if one.status is ApplicationStatus.REJECTED and one.reason is not None:
        again = f" Снова можно с {day(one.retry_on)}." if one.retry_on else ""
        return f"{what}\n✕ Отказано. {REASONS[one.reason]}{again}"
    if one.status in ENDS:
        return f"{what}\n✕ {ENDS[one.status]}"
    signed = (
        one.status is ApplicationStatus.SIGNED
    )  # what becomes of the money, its own screen tells
    return f"{what}\n… {'Договор подписан' if signed else NOW[one.status]}"
