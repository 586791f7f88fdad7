"""The line as a borrower sees it: the kinds of messages that the bot says, in their order."""

import re

LOAN = "loan"  # what /loan says at the end
PROGRESS = "progress"  # it edits itself, and quotes words of others

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
    "name": "Шаг 2 из",
    "birth_date": "Шаг 3 из",
    "email": "Шаг 4 из",
    "passport": "Шаг 5 из",
    "passport_issued": "Шаг 6 из",
    "passport_code": "Шаг 7 из",
    "passport_issuer": "Шаг 8 из",
    "birth_place": "Шаг 9 из",
    "inn": "Шаг 10 из",
    "snils": "Шаг 11 из",
    "registration": "Шаг 12 из",
    "residence": "Шаг 13 из",
    "home_phone": "Шаг 14 из",
    "employer": "Шаг 15 из",
    "position": "Шаг 16 из",
    "income": "Шаг 17 из",
    "service_months": "Шаг 18 из",
    "advance_day": "Шаг 19 из",
    "salary_day": "Шаг 20 из",
    "contact_name": "Шаг 21 из",
    "review": "Проверьте заявку",
    "bureau": "Согласие на запрос кредитной истории",
    "conditions": "Общие условия займа",
    "consent_code": "им вы подпишете согласие",
    PROGRESS: "Ваша заявка:",
    "sent": "Заявка отправлена",
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


def kind_of(text: str) -> str:
    """The kind of a message of the bot, or its whole text when the line has no such message."""
    text = text.replace("\u00a0", " ")
    for kind, words in ((LOAN, "Ваш займ"), (PROGRESS, WORDS[PROGRESS])):
        if text.startswith(words):
            return kind
    found = [kind for kind, words in WORDS.items() if words in text]
    return found[0] if len(found) == 1 else text


def found_in(pattern: str, text: str) -> str:
    """The one group of `pattern`."""
    match = re.search(pattern, text)
    assert match is not None, f"no «{pattern}» in «{text}»"
    return match[1]
