"""The warning after something secret was typed."""

from domain.leaks import Leak
from handlers.screens.screen import Screen

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
