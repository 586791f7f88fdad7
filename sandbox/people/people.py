"""Who lives in the sandbox: borrowers of several kinds, staff, admins, and the staff group."""

import re
from dataclasses import dataclass, field
from typing import Literal

# A test person's kind decides what bureaus and the owner check answer about them.
KINDS: dict[str, str] = {
    "good": "every bureau knows only good things",
    "less": "debts elsewhere: a smaller sum is approved",
    "review": "a doubtful history: a person of the staff decides",
    "low_score": "a bad history: the score is too low",
    "self_ban": "has banned loans to themselves (самозапрет)",
    "two_loans": "two expensive loans are open elsewhere",
    "loans_apart": "two expensive loans are open elsewhere, each known to another bureau",
    "just_repaid": "has repaid an expensive loan elsewhere the day before",
    "silent": "the second bureau never answers",
    "slow": "the second bureau answers after 90 seconds",
    "row_refused": "the second bureau refuses the first row about the loan, until it is sent again",
    "error": "the second bureau answers with error 500",
    "owner_mismatch": "the card belongs to somebody else",
    "owner_unknown": "the owner check can't tell whose card it is",
    "fincert": "stands in FinCERT's base of transfers without consent",
    "listed": "comes onto a stop list while the contract waits for the signature",
    "fincert_silent": "FinCERT can't tell about this receiver",
}
ALIASES = {
    "approve": "good",
    "approve_less": "less",
    "selfban": "self_ban",
    "two_open_loans": "two_loans",
    "silent_bureau": "silent",
    "error_500": "error",
    "mismatch": "owner_mismatch",
    "unknown": "owner_unknown",
}

STAFF_GROUP = -1002000000001
ADMIN = 900003  # Анна: of the staff she alone may change phones and block

Role = Literal["borrower", "staff", "admin"]


@dataclass
class Person:
    """Somebody with a phone. Their private chat with the bot has the same id."""

    id: int
    name: str
    phone: str  # Telegram's own: digits with a plus, +79161234567
    kind: str = "good"
    role: Role = "borrower"
    more_phones: list[str] = field(default_factory=list)  # of further SIMs, oldest first

    @property
    def phones(self) -> list[str]:
        """Every number at which SMS reach this person."""
        return [self.phone, *self.more_phones]


class People:
    def __init__(self) -> None:
        self._all: dict[int, Person] = {}
        self.reset()

    def reset(self) -> None:
        self._all.clear()
        self._all[900001] = Person(900001, "Ольга (поддержка)", "+79990000001", role="staff")
        self._all[900002] = Person(900002, "Игорь (поддержка)", "+79990000002", role="staff")
        self._all[ADMIN] = Person(ADMIN, "Анна (администратор)", "+79990000003", role="admin")

    def add(self, *, name: str, phone: str, kind: str = "good") -> Person:
        """Add a borrower; ValueError with one clear sentence when the kind or phone is unknown."""
        known = kind.strip().lower().replace("-", "_").replace(" ", "_")
        known = ALIASES.get(known, known)
        if known not in KINDS:
            raise ValueError(f"unknown kind «{kind}», use one of: {', '.join(KINDS)}")
        digits = "".join(c for c in phone if c.isdigit())
        if len(digits) < 10:
            raise ValueError(f"«{phone}» is not a phone number, give it like +79161234567")
        ident = 100001 + sum(p.role == "borrower" for p in self._all.values())
        person = Person(ident, name, f"+{digits}", known)
        self._all[ident] = person
        return person

    def add_phone(self, ident: int, phone: str) -> Person:
        """Give somebody a further number; ValueError when it isn't a Russian mobile one or is
        somebody's already."""
        person = self._all.get(ident)
        if person is None:
            raise ValueError(f"there is no person {ident}")
        mobile = re.fullmatch(r"(?:7|8)?(9\d{9})", "".join(c for c in phone if c.isdigit()))
        if mobile is None:
            raise ValueError(f"«{phone}» is not a Russian mobile number, give it like +79161234567")
        owner = self.by_phone(mobile[1])
        if owner is not None:
            raise ValueError(f"«{phone}» is a number of {owner.name} already")
        person.more_phones.append(f"+7{mobile[1]}")
        return person

    def get(self, ident: int) -> Person | None:
        return self._all.get(ident)

    def by_phone(self, phone: str) -> Person | None:
        """Whose number this is, of all their numbers and however it is written; of several the
        person who was added last."""
        digits = "".join(c for c in phone if c.isdigit())[-10:]
        found = [p for p in self._all.values() if any(one.endswith(digits) for one in p.phones)]
        return found[-1] if digits and found else None

    def borrowers(self) -> list[Person]:
        return [p for p in self._all.values() if p.role == "borrower"]

    def staff(self) -> list[Person]:
        """Staff and admins: the members of the staff group."""
        return [p for p in self._all.values() if p.role != "borrower"]


def add_first(people: People) -> None:
    """The borrower that a demo begins with."""
    people.add(name="Иван Петров", phone="+79161234567")
