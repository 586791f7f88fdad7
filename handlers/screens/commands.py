"""The menu of commands by who is speaking. What isn't built isn't shown."""

GUEST = {
    "start": "Взять займ или продолжить заявку",
    "status": "Что с заявкой",
    "cancel": "Отменить заявку",
    "help": "Что умеет этот чат",
}
BORROWER = {
    "status": "Мой займ",
    "help": "Что умеет этот чат",
}
STAFF = {"cases": "Открытые дела"}
LISTS = {"guest": GUEST, "borrower": BORROWER, "staff": STAFF}
