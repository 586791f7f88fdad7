"""The line as a borrower sees it: the kinds of messages that the bot says, in their order."""

import re

# What tells a kind: words that no other kind has. In the order of the line.
WORDS = {
    "amount": "Сколько вам нужно?",
    "days": "На сколько дней?",
    "cost": "Понадобятся паспорт",
    "personal_data": "Согласие на обработку",
    "signature": "Соглашение об электронной подписи",
    "consents": "Согласия приняты",
    "number": "Ваш мобильный номер?",
    "phone_code": "Отправили СМС с кодом",
    "confirmed": "Номер подтверждён",
    "name": "Шаг 1 из 5",
    "birth_date": "Шаг 2 из 5",
    "passport": "Шаг 3 из 5",
    "inn": "Шаг 4 из 5",
    "income": "Шаг 5 из 5",
    "review": "Проверьте заявку",
    "sent": "Заявка принята",
    "approved": "Одобрено",
    "page": "Привяжите карту",
    "hold": "Какая это сумма?",
    "right_sum": "Совпало",
    "terms": "Договор готов",
    "sign_code": "Ввод кода — это подпись",
    "signed": "Договор подписан",
    "issued": "Деньги на карте",
}
LINE = tuple(WORDS)
LOAN = "loan"  # what /status says at the end


def kind_of(text: str) -> str:
    """The kind of a message of the bot, or its whole text when the line has no such message."""
    if text.startswith("Ваш заём"):
        return LOAN
    found = [kind for kind, words in WORDS.items() if words in text]
    return found[0] if len(found) == 1 else text


def found_in(pattern: str, text: str) -> str:
    """The one group of `pattern`."""
    match = re.search(pattern, text)
    assert match is not None, f"no «{pattern}» in «{text}»"
    return match[1]
