"""The warning after something secret was typed."""

from domain.model.codes import CodePurpose
from domain.rules.leaks import Leak
from handlers.engine.callbacks import Go
from handlers.engine.screen import Button, Screen, buttons
from handlers.loan_view.loan_buttons import MY_LOAN

WARNINGS = {
    Leak.CARD: "Похоже на номер карты. Удалили сообщение и ничего не сохранили: реквизиты карты "
    "вводят только на странице банка.",
    Leak.CVC: "Похоже на код с оборота карты. Удалили сообщение и ничего не сохранили: этот код "
    "вводят только на странице банка и никому не говорят.",
    Leak.PASSPORT: "Похоже на паспорт. Удалили сообщение и ничего не сохранили: когда данные "
    "паспорта понадобятся, мы спросим.",
}


def hidden(leak: Leak) -> Screen:
    return Screen(text=WARNINGS[leak])


BACK = {
    CodePurpose.CONSENT: ("Заявка ещё не отправлена", "Вернуться к заявке", "resume"),
    CodePurpose.PAY: ("Вы вышли из оплаты, деньги не списаны", "Вернуться к оплате", "repay"),
    CodePurpose.PROLONG: (
        "Вы вышли из продления, оно не подписано",
        "Вернуться к продлению",
        "prolong",
    ),
    CodePurpose.SIGN: (
        "Вы вышли из подписания, договор не подписан",
        "Вернуться к договору",
        "where",
    ),
}


def stray_code(purpose: CodePurpose | None) -> Screen:
    """A code was typed after its screen had been left; None: and there is no way back."""
    begins = "Похоже на код из СМС. Удалили его из чата: сейчас он не нужен."
    if purpose is None:
        where = Button(text="Где я остановился", data=Go(to="where").pack(), style="primary")
        return Screen(text=begins, rows=buttons(where))
    left, text, to = BACK[purpose]
    back = Button(text=text, data=Go(to=to).pack(), style="primary")
    loan = () if purpose in (CodePurpose.SIGN, CodePurpose.CONSENT) else (MY_LOAN,)
    return Screen(
        text=f"{begins} {left}.",
        rows=buttons(back, *loan),
    )
