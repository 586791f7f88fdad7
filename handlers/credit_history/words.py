"""The words for what credit bureaus are told, for borrowers and staff alike."""

from datetime import date

from domain.ledger.reporting import Event
from handlers.engine.words import day

EVENTS = {
    Event.ISSUED: "займ выдан",
    Event.PAID: "платёж",
    Event.DELAY: "просрочка",
    Event.CHANGED: "новый график",
    Event.CLOSED: "займ погашен",
    Event.WRITTEN_OFF: "долг списан",
}


def row(number: str, event: str, iso: str) -> str:
    """«№ 3, платёж 1 декабря 2026»"""
    return f"№ {number}, {EVENTS[Event(event)]} {day(date.fromisoformat(iso))}"
