"""Borrowers in the middle of the form, each about to say at what they work."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.echo import TOKEN
from bot.process.settings import Settings, load
from domain.ids import BorrowerId
from domain.model.application import Draft
from domain.money import Money
from handlers.applications.application_form import APPLICATION
from handlers.applications.questions import Questions
from handlers.engine.screen import Screen
from storage.engine.crypto import Cipher
from storage.engine.sqlite import Sqlite
from storage.migrate import migrate
from storage.queues.conversations import ConversationRows, Key
from storage.rows.applications import DraftRows

FIELD = APPLICATION.field("position")  # «Кем работаете?»: text is typed, nothing is deleted
FIRST = 100_001  # chat id
SEALING = "1:" + base64.b64encode(b"k" * 32).decode()
ANSWERS = {
    "name": "Петров Иван Сергеевич",
    "birth_date": "1990-12-31",
    "email": "ivan.petrov@example.org",
    "passport": "4510123456",
    "passport_issued": "2011-01-20",
    "passport_code": "770-001",
    "passport_issuer": "ОВД Тверского района города Москвы",
    "birth_place": "город Кострома",
    "inn": "500100732259",
    "snils": "11223344595",
    "registration": "Москва, улица Лесная, дом 5, квартира 12",
    "residence": "Тверь, Советская улица, дом 7",
    "home_phone": "+74951234567",
    "employer": "Фабрика «Заря»",
}


def environment(directory: Path, api: str, port: int) -> dict[str, str]:
    """Settings for a bot whose Telegram is at `api`, and everything else nowhere."""
    nowhere = "http://127.0.0.1:9"
    lender = ("INN", "OGRN", "REGISTER_NUMBER", "ADDRESS", "PHONE", "EMAIL")
    gateways = ("BUREAUS__ONE_", "BUREAUS__TWO_", "OWNER_CHECK", "FINCERT")
    return {
        "BOT_TOKEN": TOKEN,
        "STAFF_CHAT": "-1001",
        "TELEGRAM_API": api,
        "DATABASE": str(directory / "bot.sqlite3"),
        "DATA_KEY": SEALING,
        "CODE_PEPPER": "p" * 32,
        "YOOKASSA_API": nowhere,
        "YOOKASSA_SHOP_ID": "1",
        "YOOKASSA_SHOP_KEY": "k",
        "YOOKASSA_GATEWAY_ID": "1",
        "YOOKASSA_GATEWAY_KEY": "k",
        "RETURN_URL": nowhere,
        "SMS_API": nowhere,
        "SMS_LOGIN": "l",
        "SMS_PASSWORD": "p",
        **{f"{name}_API": nowhere for name in gateways},
        **{f"{name}_KEY": "k" for name in gateways},
        **{f"LENDER_{name}": "0" for name in lender},
        "LOG_LEVEL": "ERROR",
    } | ({"WEB_PORT": str(port)} if port else {})


def settings(given: dict[str, str]) -> Settings:
    """The developer's own .env has no say."""
    return load(**{name.lower(): value for name, value in given.items()}, _env_file=None)


async def settle(database: Path, count: int) -> None:
    """A new database with `count` borrowers who were asked «Кем работаете?»."""
    migrate(database)
    now = datetime.now(UTC)
    db = await Sqlite.open(database)
    drafts, conversations = DraftRows(db, Cipher.parse(SEALING)), ConversationRows(db)
    try:
        async with db.transaction():
            for chat in range(FIRST, FIRST + count):
                await drafts.save(draft(BorrowerId(chat), now))
                key = Key(chat, 0, chat)
                state = Questions.answer.state
                await conversations.save(key, state, {"field": FIELD.name}, now)
    finally:
        await db.close()


def draft(borrower_id: BorrowerId, now: datetime) -> Draft:
    """As far as «Кем работаете?»."""
    return Draft(
        borrower_id=borrower_id,
        updated_at=now,
        amount=Money.rubles(10_000),
        days=30,
        phone="+79161234567",
        phone_confirmed=True,
        answers=ANSWERS,
    )


def typed(update_id: int, chat: int) -> dict[str, Any]:
    """The answer, as Telegram gives it to a bot."""
    person = {"id": chat, "first_name": "Иван", "last_name": "Петров"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": 50,
            "date": 1_795_000_000,
            "chat": person | {"type": "private"},
            "from": person | {"is_bot": False, "language_code": "ru"},
            "text": "Мастер участка",
        },
    }


def stream(count: int) -> Iterator[dict[str, Any]]:
    """Each borrower answers once, in turn."""
    return (typed(number, FIRST + number) for number in range(count))


def next_screen() -> Screen:
    """What everybody is asked then."""
    following = APPLICATION.following(FIELD, ANSWERS)
    assert following is not None
    return APPLICATION.question(following)


def inline(screen: Screen) -> list[list[dict[str, Any]]]:
    """Its buttons, as the Bot API has them."""
    return [[{"text": b.text, "callback_data": b.data} for b in row] for row in screen.rows]


def sent_message(screen: Screen) -> str:
    """Telegram's answer to sendMessage with this screen, as JSON text."""
    told = {
        "message_id": 51,
        "date": 1_795_000_000,
        "chat": {"id": FIRST, "first_name": "Иван", "last_name": "Петров", "type": "private"},
        "from": {"id": 700_000_001, "is_bot": True, "first_name": "Бот", "username": "some_bot"},
        "text": screen.text.replace("<b>", "").replace("</b>", ""),
        "entities": [{"type": "bold", "offset": 14, "length": 20}],
        "reply_markup": {"inline_keyboard": inline(screen)},
    }
    return json.dumps({"ok": True, "result": told}, ensure_ascii=False)
