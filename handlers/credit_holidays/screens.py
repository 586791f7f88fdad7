"""Credit holidays (353-FZ art. 6.1-2): what they give, the application, the answer."""

from domain.model.credit_holidays import Ground
from domain.money import Money
from domain.notifications import Content, HolidaysEnding, HolidaysGranted
from handlers.engine.callbacks import AskRest, Go, PickGround
from handlers.engine.screen import Button, Screen, buttons
from handlers.engine.words import NBSP, day, percent, plural, rub
from handlers.loan_view.loan_buttons import MY_LOAN, PAY, PROLONG_BELOW, TO_LOAN

GROUNDS = {
    Ground.INCOME: "Доход упал больше чем на 30 %",
    Ground.EMERGENCY: "Пострадал от чрезвычайной ситуации",
}
PAPERS = {
    Ground.INCOME: (
        "справка о доходах за последние 12 месяцев; если вы потеряли работу — справка "
        "службы занятости; если болели больше месяца — больничный"
    ),
    Ground.EMERGENCY: (
        "справка МЧС или местной администрации о чрезвычайной ситуации и о том, что "
        "пострадали жильё или работа"
    ),
}


def ask_ground(longest: int) -> Screen:
    """The law's own words made short."""
    return Screen(
        text="<b>Кредитные каникулы</b>\n\n"
        f"Если денег стало резко меньше, закон даёт до {_months(longest)} отсрочки: платить не "
        "нужно, просрочки и неустойки нет, проценты идут по сниженной ставке. Каждое основание "
        "действует для займа один раз.\n\n"
        "<b>Что случилось?</b>",
        rows=buttons(
            *(
                Button(text=text, data=PickGround(ground=ground).pack())
                for ground, text in GROUNDS.items()
            ),
            TO_LOAN,
        ),
    )


def _months(number: int) -> str:
    """«до шести месяцев»: the genitive"""
    return f"{number}{NBSP}{'месяца' if number == 1 else 'месяцев'}"


def ask_months(ground: Ground, longest: int) -> Screen:
    picks = [
        Button(text=str(number), data=AskRest(ground=ground, months=number, sure=False).pack())
        for number in range(1, longest + 1)
    ]
    half = (longest + 1) // 2
    return Screen(
        text=f"{GROUNDS[ground]}.\n\n<b>На сколько месяцев нужны каникулы?</b>",
        rows=buttons(tuple(picks[:half]), tuple(picks[half:]), TO_LOAN),
    )


def papers(ground: Ground, months: int) -> Screen:
    return Screen(
        text=f"<b>Каникулы на {plural(months, 'месяц', 'месяца', 'месяцев')}.</b> "
        f"{GROUNDS[ground]}.\n\n"
        f"Понадобятся документы: {PAPERS[ground]}.\n\n"
        "Их нужно принести в офис или прислать на почту: адреса — в договоре. В чат документы "
        "не отправляйте.",
        rows=buttons(
            Button(
                text="Отправить заявление",
                data=AskRest(ground=ground, months=months, sure=True).pack(),
                style="success",
            ),
            Button(text="Другой срок", data=PickGround(ground=ground).pack()),
            TO_LOAN,
        ),
    )


def asked(number: str) -> Screen:
    return Screen(
        text=f"✓ <b>Заявление принято, дело {number}.</b> Сотрудник посмотрит его и документы и "
        "ответит сюда в течение пяти рабочих дней. До ответа договор действует как прежде.",
        rows=buttons(TO_LOAN),
    )


def granted(one: HolidaysGranted) -> Screen:
    return Screen(
        text=f"✓ <b>Кредитные каникулы до {day(one.until)} одобрены.</b>\n\n"
        "До этого дня платить не нужно: просрочки и неустойки нет, а проценты идут по сниженной "
        f"ставке, {percent(one.daily_rate)} в день. Первый платёж после каникул — до "
        f"{day(one.next_day)}: {rub(one.next_amount)}{_with_penalty(one.penalty)}. "
        "Раньше платить можно в любой день.",
        rows=buttons(MY_LOAN),
        content=Content.PAYMENT,
    )


def _with_penalty(penalty: Money) -> str:
    return f", вместе с неустойкой {rub(penalty)}, начисленной до каникул" if penalty else ""


def ending(one: HolidaysEnding) -> Screen:
    return Screen(
        text=f"<b>Кредитные каникулы заканчиваются {day(one.until)}.</b>\n\n"
        f"После них нужно заплатить до {day(one.next_day)}: <b>{rub(one.next_amount)}</b>. "
        "Заплатить можно и раньше, и частями: тогда процентов будет меньше.",
        rows=buttons(PAY, MY_LOAN),
        content=Content.PAYMENT,
    )


def denied(prolongable: bool) -> Screen:
    part = Button(text="Заплатить часть", data=Go(to="pay").pack())
    longer = "займ можно продлить или " if prolongable else "можно "
    return Screen(
        text="К сожалению, каникулы дать не можем: право на них по документам не подтвердилось. "
        f"Появятся новые документы — подайте заявление ещё раз.\n\nА пока {longer}заплатить "
        "часть: тогда и проценты станут меньше.",
        rows=buttons(*([PROLONG_BELOW] if prolongable else []), part, MY_LOAN),
    )
