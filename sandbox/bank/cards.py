"""The test cards: what happens to each when it is bound, charged, refunded and paid out to."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Card:
    """`refuses_binding` and `refuses_charge` hold the bank's reason; `late` answers 40 seconds
    after the question; above `most` roubles it has no money; `payout` says who spoils a payout:
    the card, which then refuses refunds too, or the gateway's balance; `less`: a rouble too little
    arrives."""

    name: str
    title: str  # its button on the hosted page
    number: str
    hint: str
    expiry_year: str = "2040"
    expiry_month: str = "12"
    wants_code: bool = False
    refuses_binding: str | None = None
    refuses_charge: str | None = None
    late: bool = False
    most: int | None = None
    payout: Literal["refused", "empty", "less"] | None = None
    tells: Literal["all", "no_bin", "nothing"] = "all"  # what the API shows of it

    def refusal_of(self, kopecks: int) -> str | None:
        """The bank's reason for not charging so much."""
        if self.most is not None and kopecks > self.most * 100:
            return "insufficient_funds"
        return self.refuses_charge

    @property
    def first6(self) -> str:
        return self.number[:6]

    @property
    def last4(self) -> str:
        return self.number[-4:]

    def facts(self) -> dict[str, Any]:
        """BankCardData of the API, where `first6` may be missing."""
        bin_ = {"first6": self.first6} if self.tells == "all" else {}
        return bin_ | {
            "last4": self.last4,
            "expiry_year": self.expiry_year,
            "expiry_month": self.expiry_month,
            "card_type": "Mir",
            "issuer_country": "RU",
            "issuer_name": "Sandbox Bank",
        }

    def payout_facts(self) -> dict[str, Any]:
        """PayoutCardData of the API: the same without the expiry."""
        return {k: v for k, v in self.facts().items() if not k.startswith("expiry_")}


_ALL = (
    Card("good", "Хорошая карта", "2200000000001002", "всё проходит сразу"),
    Card(
        "3ds",
        "Карта с кодом 3-D Secure",
        "2200000000002000",
        "банк пришлёт код по SMS",
        wants_code=True,
    ),
    Card(
        "declined",
        "Карта с отказом",
        "2200000000003008",
        "банк отказывает без объяснений",
        refuses_binding="general_decline",
        refuses_charge="general_decline",
    ),
    Card(
        "expired",
        "Просроченная карта",
        "2200000000004006",
        "срок действия истёк",
        expiry_year="2020",
        expiry_month="01",
        refuses_binding="card_expired",
        refuses_charge="card_expired",
    ),
    Card(
        "no_money",
        "Карта без денег",
        "2200000000005003",
        "привязывается, но любое списание не проходит",
        refuses_charge="insufficient_funds",
    ),
    Card(
        "little",
        "Карта, на которой меньше 100 ₽",
        "2200000000009005",
        "привязывается, но платёж больше 100 ₽ не проходит",
        most=100,
    ),
    Card(
        "old",
        "Карта, срок которой кончается",
        "2200000000001010",
        "действует до января 2027 года",
        expiry_year="2027",
        expiry_month="01",
    ),
    Card(
        "late",
        "Карта с поздним ответом",
        "2200000000006001",
        "банк отвечает через 40 секунд",
        late=True,
    ),
    Card(
        "payout_refused",
        "Карта, которая не принимает выплату",
        "2200000000007009",
        "списания проходят, выплаты и возвраты банк карты отклоняет",
        payout="refused",
    ),
    Card(
        "payout_empty",
        "Карта, при которой у магазина пуст баланс выплат",
        "2200000000008007",
        "выплаты проходят через 10 минут после первого отказа",
        payout="empty",
    ),
    Card(
        "payout_less",
        "Карта, на которую придёт на рубль меньше",
        "2200000000003016",
        "всё проходит, но шлюз выплачивает не ту сумму",
        payout="less",
    ),
    Card(
        "no_bin",
        "Карта без первых цифр",
        "2200000000004014",
        "банк не говорит, чей это БИН",
        tells="no_bin",
    ),
    Card(
        "no_card",
        "Карта, о которой банк молчит",
        "2200000000005011",
        "привязка есть, данных карты в ней нет",
        tells="nothing",
    ),
)
# An account of the fast payment system: chosen on a payment's page in place of a card.
SBP = Card("sbp", "СБП", "0000000000000000", "счёт в банке, по номеру телефона")
CARDS: dict[str, Card] = {card.name: card for card in _ALL}
ALIASES = {
    "ok": "good",
    "approve": "good",
    "success": "good",
    "3d": "3ds",
    "3d_secure": "3ds",
    "3dsecure": "3ds",
    "3_d_secure": "3ds",
    "wants_code": "3ds",
    "wants_3ds": "3ds",
    "decline": "declined",
    "declines": "declined",
    "general_decline": "declined",
    "card_expired": "expired",
    "nomoney": "no_money",
    "insufficient_funds": "no_money",
    "answers_late": "late",
    "slow": "late",
    "payout_declined": "payout_refused",
    "refused_payout": "payout_refused",
    "empty": "payout_empty",
    "empty_balance": "payout_empty",
    "balance_empty": "payout_empty",
    "gateway_empty": "payout_empty",
}


def find(name: str) -> Card:
    """The test card with this name, alias, Russian title or number, or SBP; ValueError
    otherwise."""
    plain = "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())
    if plain in (SBP.name, "сбп"):
        return SBP
    if found := CARDS.get(ALIASES.get(plain, plain)):
        return found
    for card in _ALL:
        if name.strip() in (card.title, card.number):
            return card
    raise ValueError(f"unknown test card «{name}», use one of: {', '.join(CARDS)}, sbp")


def by_number(number: str) -> Card:
    """The test card with this number; any other number is a good card of its own."""
    for card in _ALL:
        if card.number == number:
            return card
    return Card("good", "Хорошая карта", number, "")
