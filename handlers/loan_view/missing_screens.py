"""«Я оплатил, а его нет»: what the bot knows, and a person when that doesn't help."""

from domain.model.repayment import Repayment
from domain.notifications import Content
from domain.usecases.payments.reconciling import Missing
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import moment, rub
from handlers.loan_view.loan_buttons import MY_LOAN
from handlers.repayment.screens import AGAIN, EXPIRED, REASONS

STAFF = Button(text="Всё равно позвать сотрудника", data=Go(to="missing_staff").pack())


def missing(found: Missing) -> Screen:
    if found.case is None:
        return _nothing(found)
    known = "Спросили банк обо всех ваших платежах и открыли"
    then = " Второй раз не платите." if found.moving or found.page else ""
    return Screen(
        text=f"{known} дело {found.case}: сотрудник видит договор, суммы и время и напишет вам. "
        f"Деньги не теряются: платёж зачтём днём, когда вы его сделали.{then}",
        rows=buttons(MY_LOAN),
        content=Content.PAYMENT,
    )


def _nothing(found: Missing) -> Screen:
    """No payment is on its way: what there is instead."""
    lines = ["<b>Платежей в пути нет.</b>", ""]
    if found.page is not None:
        lines.append(
            f"· Страница банка на {rub(found.page.amount)} открыта, оплаты на ней банк ещё не "
            "показал. Если вы там заплатили, второй раз не платите: ответ придёт сюда сам."
        )
    if found.waits is not None:
        lines.append(
            f"· Платёж {rub(found.waits.amount)} ждал кода из СМС: без кода деньги не списаны."
        )
    if found.failed is not None:
        lines.append(
            f"· Последний платёж, {rub(found.failed.amount)}, не прошёл{_when(found.failed)}. "
            f"{_why(found.failed)}"
        )
    if found.came is not None:
        lines.append(f"· Последний, который пришёл: {rub(found.came.amount)}{_when(found.came)}.")
    if len(lines) == 2:
        lines.append("Здесь вы ещё ничего не оплачивали.")
    lines += ["", "Если деньги всё-таки списаны или вы платили иначе, позовите сотрудника."]
    again = [AGAIN] if (found.failed or found.waits) and not found.page else []
    return Screen(
        text="\n".join(lines), rows=buttons(*again, STAFF, MY_LOAN), content=Content.PAYMENT
    )


def _when(one: Repayment) -> str:
    """Of the money, or of the try; in Moscow."""
    at = one.paid_at or one.opened_at
    return f", {moment(at)} (МСК)" if at else ""


def _why(one: Repayment) -> str:
    if one.reason == EXPIRED:
        return "Страница банка закрылась: на ней никто не заплатил."
    return REASONS.get(one.reason or "", "Банк не провёл платёж.")
