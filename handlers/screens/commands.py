"""The menu of commands by who is speaking. What isn't built isn't shown."""

GUEST = {
    "start": "Взять займ или продолжить заявку",
    "status": "Что с заявкой",
    "cancel": "Отменить заявку",
    "phone": "Старый номер утрачен",
    "help": "Что умеет этот чат",
}
BORROWER = {
    "loan": "Мой займ: погасить, продлить",
    "cards": "Мои карты",
    "phone": "Старый номер утрачен",
    "start": "Новый займ",
    "help": "Что умеет этот чат",
}
STAFF = {
    "cases": "Открытые дела",
    "block": "Закрыть доступ заёмщику",
    "unblock": "Открыть доступ заёмщику",
    "blocked": "Кому доступ закрыт",
}
LISTS = {"guest": GUEST, "borrower": BORROWER, "staff": STAFF}
