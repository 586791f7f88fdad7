"""The menu of commands by who is speaking. What isn't built isn't shown."""

GUEST = {
    "start": "Взять займ или продолжить заявку",
    "login": "Войти в кабинет",
    "status": "Что с заявкой",
    "cancel": "Отменить заявку",
    "privacy": "Ваши данные: что храним и зачем",
    "phone": "Сменить номер телефона",
    "help": "Что умеет этот чат",
}
BORROWER = {
    "start": "Личный кабинет",
    "loan": "Мой займ: погасить, продлить",
    "cards": "Мои карты",
    "settings": "Настройки: данные, согласия, вход",
    "credit": "Что о вас передано в бюро",
    "phone": "Сменить номер телефона",
    "logout": "Выйти из кабинета",
    "privacy": "Ваши данные: что храним и зачем",
    "help": "Что умеет этот чат",
}
STAFF = {
    "cases": "Открытые дела",
    "blocked": "Кому доступ закрыт",
}
ADMIN = STAFF | {
    "block": "Закрыть доступ заёмщику",
    "unblock": "Открыть доступ заёмщику",
    "fraud": "Выплата без согласия: сообщить в ФинЦЕРТ",
}
LISTS = {"guest": GUEST, "borrower": BORROWER, "staff": STAFF, "admin": ADMIN}
