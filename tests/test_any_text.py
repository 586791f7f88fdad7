"""Whatever is typed, sent or tapped at any step: the bot answers, nothing breaks, and the right
answer still works.

The same journey several times, each on its own stage: a part of the steps in each, so that several
workers share them. At these steps odd things are thrown at the bot; what they have changed is taken
back, then the right answer leads to the next step.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from hypothesis import strategies as st

from domain.rules.identity import russian_mobile
from handlers.engine.parse import InputError, _sum
from sandbox.telegram.refusals import Refusal
from tests.support.playing.stage import Stage, stage

EXAMPLES = 8  # a step, beside ODD
PARTS = 6  # journeys; every step has its turn in one of them
TABLES = (
    "conversation",
    "draft",
    "code",
    "repayment",
    "agreement",
    "card",
    "hardship",
    "entry",
    "guard",
    "secret_try",
    "session",
    "notification_choice",
)  # what a wrong answer, or a right one, may change
IVAN = "+79161234567"


@dataclass(frozen=True)
class Step:
    """The question's words; the right answer: a text, «[a button]» or a bank card; and which
    texts are a try that counts, or an answer that can't be taken back."""

    asks: str
    right: str
    counts: Callable[[str], bool] = lambda _: False


def is_code(text: str) -> bool:
    return re.fullmatch(r"[0-9]{6}", re.sub(r"[\s-]", "", text)) is not None


def is_code_or_number(text: str) -> bool:
    """Another number where a code is awaited has its own code sent."""
    try:
        russian_mobile(text)
    except ValueError:
        return is_code(text)
    return True


def is_day(text: str) -> bool:
    """A birth date that isn't theirs is a try."""
    return re.search(r"\d{1,2}.+\d{4}", text) is not None


def is_sum(text: str) -> bool:
    try:
        _sum(" ".join(text.split()), "hold_sum")
    except InputError:
        return False
    return True


def is_secret(_: str) -> bool:
    """Whatever is typed where a password is asked is a try."""
    return True


STEPS = (
    Step("Сколько вам нужно?", "[10 000 ₽]"),
    Step("На сколько дней?", "[До зарплаты]"),
    Step("Какого числа зарплата?", "5"),
    Step("Понадобятся паспорт", "[Оформить займ]"),
    Step("(1 из 4)", "[Согласен]"),
    Step("(2 из 4)", "[Согласен]"),
    Step("Шаг 1 из", IVAN),
    Step("Введите шесть цифр", "code", is_code_or_number),
    Step("Шаг 2 из", "Петров Иван Сергеевич"),
    Step("Шаг 3 из", "31.12.1990"),
    Step("Шаг 4 из", "ivan@example.ru"),
    Step("Шаг 5 из", "4510 123456"),
    Step("Шаг 6 из", "20.01.2011"),
    Step("Шаг 7 из", "770-001"),
    Step("Шаг 8 из", "ОВД района Арбат г. Москвы"),
    Step("Шаг 9 из", "г. Тула"),
    Step("Шаг 10 из", "500100732259"),
    Step("Шаг 11 из", "112-233-445 95"),
    Step("Шаг 12 из", "Москва, ул. Лесная, д. 5, кв. 12"),
    Step("Шаг 13 из", "[Живу по регистрации]"),
    Step("Шаг 14 из", "8 495 123-45-67"),
    Step("Шаг 15 из", "ООО «Ромашка»"),
    Step("Шаг 16 из", "водитель"),
    Step("Шаг 17 из", "60 тыс"),
    Step("Шаг 18 из", "2 года"),
    Step("Шаг 19 из", "[Пропустить]"),
    Step("Шаг 20 из", "последний"),
    Step("Шаг 21 из", "Петрова Мария Ивановна"),
    Step("Шаг 22 из", "8 916 111-22-33"),
    Step("Шаг 23 из", "[Просьбу перезвонить нам]"),
    Step("Проверьте заявку", "[Изменить ответ]"),
    Step("Какой ответ изменить?", "[Должность]"),
    Step("Изменить ответ", "пекарь"),
    Step("Проверьте заявку", "[Всё верно, дальше]"),
    Step("(3 из 4)", "[Согласен]"),
    Step("(4 из 4)", "[Согласен, получить код]"),
    Step("им вы подпишете согласие", "code", is_code),
    Step("Привяжите карту", "bank"),
    Step("Какая это сумма?", "sum", is_sum),
    Step("Договор готов", "[Подписать]"),
    Step("Ввод кода — это подпись", "code", is_code),
    Step("Деньги на карте", "[Мой займ]"),
    Step("Ваш займ", "[Погасить займ]"),
    Step("Сколько заплатить?", "1 000"),
    Step("Чем платить?", "[Оплатить картой •1002]"),
    Step("Спишем 1 000 ₽", "code", is_code),
    Step("Получили 1 000 ₽", "/cards"),
    Step("Мои карты", "[•1002]"),
    Step("Карта •1002", "[Переименовать]"),
    Step("Как назвать карту", "Зарплатная"),
    Step("Зарплатная •1002", "/loan"),
    Step("Ваш займ", "[Трудно платить]"),
    Step("Кредитные каникулы", "/loan"),
    Step("Ваш займ", "[Закрыть в другой день]"),
    Step("Закрыть", "five days later, /loan"),
    Step("Ваш займ", "[Продлить]"),
    Step("На сколько дней продлить?", "7"),
    Step("Продлить на 7 дней", "[Заплатить часть]"),
    Step("Сколько заплатить?", "/settings"),
    Step("Настройки", "[Мои данные]"),
    Step("Мои данные", "/logout"),
    Step("Выйти из кабинета", "[Выйти]"),
    Step("Вы вышли", "[Войти]"),
    Step("Какой номер для входа", IVAN),
    Step("Пароль?", "[Напомнить пароль]", is_secret),
    Step("есть кабинет, отправим СМС", "code", is_code),
    Step("Дата рождения?", "31.12.1990", is_day),
    Step("Придумайте новый пароль", "трава зелёный поезд", is_secret),
    Step("Новый пароль сохранён", "[Открыть кабинет]"),
    Step("Личный кабинет", "/loan"),
)
# Data of buttons that end something for good, each at its own step.
FINAL = frozenset(
    {"go:conditions", "go:decline_sure", "go:card", "go:leave", "go:cool", "go:take", "go:add_card"}
)


@dataclass(frozen=True)
class Thrown:
    """`kind`: text, edit, contact, tap, or a kind of file with a caption."""

    kind: str
    text: str = ""


ODD = (
    *(
        Thrown("text", text)
        for text in (
            "<b>жирно",
            "</i>&lt;&amp;&#60;<a href='tg://user?id=1'>я</a>",
            "１２３",
            "٣",
            "１０ ０００",
            "²",
            "½",
            "-1",
            "1e5",
            "0",
            "00000",
            "9" * 300,
            "9" * 290 + "к",
            "99999999999999 тыс",
            "0,001 тыс",
            "31.12.９９９９",
            "٣١.١٢.١٩٩٠",
            "00.00.0000",
            "+7" + "９" * 10,
            "+7 916 123-45-67; DROP TABLE draft",
            "\u202eтекст наоборот\u202c שלום مرحبا",
            "\u200b\u200d\ufeff",
            "👩‍👩‍👧‍👦🇷🇺",
            "a\u0300" * 100,
            "я" * 5000,
            "😀" * 2500,
            "\x00\x01\x7f",
            "{code} %s {0} $x$ \\",
            "4510123456",
            "2200 0000 0000 1002",
            "/start",
            "/status",
            "/help",
            "/unknown@bot x",
            "до зарплаты",
            "а" * 120,
            "д. 5 " * 40,
        )
    ),
    Thrown("photo", "<i>подпись & 2200000000001002"),
    Thrown("document", "\u202e"),
    Thrown("sticker"),
    Thrown("voice"),
    Thrown("contact", "+1 212 555 0123"),
    Thrown("edit", "<u>правка"),
    *(
        Thrown("tap", data)
        for data in (
            "x",
            "go:",
            "go:nowhere",
            "go:resume",
            "go:where",
            "go:term",
            "sum:-5",
            "sum:99999999999999999999999",
            "sum:1.5",
            "days:0",
            "days:99999999999999999999999",
            "ask:name:skip",
            "ask:name:²",
            "ask:income:99",
            "ask:nothing:0",
            "edit:nothing",
            "edit:inn",
            "case:x:approve",
            "case:x:y",
            "pay:x",
            "by:x:0",
            "by:x:-1",
            "ext:0",
            "ext:5",
            "extby:7:9",
            "extby:99999:0",
            "agree:x:1",
            "promise:2026-99-99",
            "promise:2030-01-01",
            "ground:x",
            "ground:income",
            "rest:income:99:0",
            "card:open:x",
            "card:unbind:x",
            "card:nothing:x",
            "auto:x",
            "autoyes:x:y",
            "autono:x",
            "why:-5",
            "why:99999",
            "paper:x",
            "go:return",
            "go:calendar",
            "go:hardship",
            "go:promise",
            "go:autopay",
            "go:home",
            "go:applications",
            "apps:99",
            "apps:-1",
            "go:settings",
            "go:devices",
            "go:pin",
            "go:new_password",
            "go:login",
            "go:recover_other",
            "device:1:1",
            "device:x:1",
            "consent:x:y",
            "consent:revoke:nothing",
            "change:nothing",
            "changes:-5",
            "notify:x:1",
            "go:delete_data",
            "ask:" + "я" * 28,
        )
    ),
)
WRITING = st.one_of(
    st.text(min_size=1, max_size=40),
    st.text(alphabet="<>&/\"'bia;#=x", min_size=1, max_size=30),
    st.text(st.characters(categories=("Nd", "No", "Nl")), min_size=1, max_size=14),
    st.text(st.characters(categories=("Cf", "Mn", "So", "Zs", "Cc")), min_size=1, max_size=20),
    st.builds(
        str.__add__,
        st.sampled_from([step.right for step in STEPS if step.right[0] != "["]),
        st.text(max_size=4),
    ),
    st.integers(min_value=4000, max_value=6000).map(lambda size: "ж" * size),
)
THROWN = st.one_of(
    st.builds(Thrown, st.just("text"), WRITING),
    st.builds(Thrown, st.sampled_from(["photo", "document", "voice", "edit"]), WRITING),
    st.builds(Thrown, st.just("tap"), st.text(min_size=1, max_size=16)),
)


@dataclass
class Borrower:
    """Somebody on the stage who answers badly, and well."""

    stage: Stage
    refused: list[str]
    id: int = 0
    _heard: int = 0
    _kept: dict[str, list[Any]] = field(default_factory=dict)

    async def come(self) -> None:
        self.id = self.stage.world.people.add(name="Иван Петров", phone=IVAN).id
        await self.do("/start")

    async def do(self, deed: str) -> None:
        telegram, sms = self.stage.world.telegram, self.stage.world.sms
        if deed == "bank":
            keyboard = telegram.state.chats.get(self.id).newest_first()
            page = next(m for m in keyboard if m.markup and "http" in str(m.markup))
            url = page.markup["inline_keyboard"][0][0]["url"] if page.markup else ""
            assert (await self.stage.world.bank.confirm(url, "good", None))["status"] == "ok"
        elif deed.startswith("["):
            assert (await telegram.tap(self.id, self.id, deed[1:-1])).answered
        else:
            texts = [text["text"] for text in reversed(sms.messages())]
            if deed == "code":
                deed = next(m[1] for text in texts if (m := re.search(r"Код (\d{6})", text)))
            elif deed == "sum":
                deed = next(m[1] for text in texts if (m := re.search(r"Покупка ([\d,]+)", text)))
            if deed.startswith("five days later"):
                await self.stage.wait(timedelta(days=5))
                deed = deed.split(", ")[1]
            telegram.send_text(self.id, self.id, deed)
        await self.stage.idle()

    def news(self) -> list[str]:
        """What the bot has done since the last look."""
        deeds = self.stage.heard.deeds
        new = [deed.text for deed in deeds[self._heard :]]
        self._heard = len(deeds)
        return new

    async def throw(self, what: Thrown) -> None:
        """The bot must answer, break nothing, and be none the worse for it."""
        answered = await self._throw(what)
        if answered is None:
            return
        await self.stage.idle()
        assert (self.stage.errors, self.refused) == ([], []), what
        news = self.news()
        assert answered.done() if what.kind == "tap" else news, f"no answer to {what}"
        await self._take_back()

    async def _throw(self, what: Thrown) -> "asyncio.Future[Any] | None":
        """None when a phone would not even send it."""
        telegram = self.stage.world.telegram
        state, done = telegram.state, asyncio.get_running_loop().create_future()
        try:
            if what.kind == "tap":
                shown = next(m for m in state.chats.get(self.id).newest_first())
                ident, done = state.callbacks.open()
                state.updates.add(
                    "callback_query",
                    {
                        "id": ident,
                        "from": state.user(self.id),
                        "message": state.message(shown),
                        "chat_instance": "1",
                        "data": what.text,
                    },
                )
            elif what.kind == "text":
                telegram.send_text(self.id, self.id, what.text)
            elif what.kind == "contact":
                telegram.send_contact(self.id, self.id, phone=what.text)
            elif what.kind == "edit":
                last = telegram.send_text(self.id, self.id, "/help")
                telegram.edit_text(self.id, self.id, last, what.text)
            else:
                telegram.send_file(self.id, self.id, what.kind, "имя", b"x", what.text or None)
        except ValueError:
            return None
        return done

    async def keep(self) -> None:
        """Remember how things stand at this step."""
        self._kept = {name: await self._rows(name) for name in TABLES}

    async def _take_back(self) -> None:
        db = self.stage.app.db
        for name, kept in self._kept.items():
            if await self._rows(name) == kept:
                continue
            async with db.transaction():
                await db.run(f"DELETE FROM {name}")
                for row in kept:
                    marks = ", ".join("?" * len(row))
                    await db.run(f"INSERT INTO {name} VALUES ({marks})", *row)

    async def _rows(self, name: str) -> list[Any]:
        return [tuple(row) for row in await self.stage.app.db.all(f"SELECT * FROM {name}")]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture
def borrower(
    runner: asyncio.Runner, tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Borrower]:
    stack = AsyncExitStack()
    opened = runner.run(stack.enter_async_context(stage(tmp_path, template)))
    refused: list[str] = []
    spy(opened, refused, monkeypatch)
    found = Borrower(opened, refused)
    runner.run(found.come())
    yield found
    runner.run(stack.aclose())


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_is_said_breaks_any_step(
    runner: asyncio.Runner, borrower: Borrower, part: int
) -> None:
    for number, step in enumerate(STEPS):
        news = borrower.news()
        assert any(step.asks in text for text in news), f"{step.asks}: {news}"
        if number % PARTS == part:
            runner.run(borrower.keep())
            for what in ODD:
                if not spoils(step, what):
                    runner.run(borrower.throw(what))
            many(runner, borrower, step, number)
        runner.run(borrower.do(step.right))
    assert any("Ваш займ" in text for text in borrower.news())


def many(runner: asyncio.Runner, borrower: Borrower, step: Step, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(THROWN)
    def thrown(what: Thrown) -> None:
        note(f"at «{step.asks}»")
        if not spoils(step, what):
            runner.run(borrower.throw(what))

    thrown()


def spoils(step: Step, what: Thrown) -> bool:
    return what.text in FINAL or (what.kind == "text" and step.counts(what.text))


def spy(opened: Stage, refused: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the sandbox's Telegram refuses."""
    call = opened.world.telegram.call

    async def told(method: str, *args: Any) -> Any:
        try:
            return await call(method, *args)
        except Refusal as refusal:
            if "message is not modified" not in refusal.description:  # as good as done
                refused.append(f"{method}: {refusal.description}")
            raise

    monkeypatch.setattr(opened.world.telegram, "call", told)
