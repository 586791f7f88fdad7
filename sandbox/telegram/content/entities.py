"""Texts with entities: parsed, trimmed and measured as the server does it."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.telegram.content import html_tags
from sandbox.telegram.refusals import bad

Entity = dict[str, Any]

RAW_BYTES = 32768
TEXT_UNITS, CAPTION_UNITS = 4096, 1024  # UTF-16 code units, after entities
_FOUND_BY_SERVER = re.compile(
    r"(?P<url>https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
)
_CONTROL = {c: " " for c in range(32) if c not in (9, 10)} | {13: None}
_CLOSED = ("code", "pre", "text_link", "text_mention", "custom_emoji", "date_time")


def units(text: str) -> int:
    """Length in UTF-16 code units, in which the Bot API counts."""
    return len(text) + sum(c > "\uffff" for c in text)


def formatted(args: Mapping[str, Any], field: str = "text") -> tuple[str, list[Entity]]:
    """The text or caption of a call, with entities in UTF-16 units; Refusal if it can't be sent."""
    raw: str = args.get(field, "")
    if len(raw.encode("utf-8", "surrogatepass")) > RAW_BYTES:
        raise bad("text is too long")
    mode = args.get("parse_mode", "").lower()
    given = args.get("entities" if field == "text" else f"{field}_entities") or []
    if raw and mode == "html":
        text, entities = html_tags.parse(raw)
    elif mode in ("", "none", "html"):
        text, entities = raw, _in_characters(raw, given)
    else:
        raise bad("unsupported parse_mode")  # Markdown exists there; it isn't served here
    text, entities = _trimmed(text, entities)
    if field == "text" and not text:
        raise bad("text must be non-empty")
    if units(text) > (TEXT_UNITS if field == "text" else CAPTION_UNITS):
        raise bad("message is too long" if field == "text" else "message caption is too long")
    return text, _in_units(text, _with_found(text, entities))


def plain(text: str) -> tuple[str, list[Entity]]:
    """What a person typed, with the entities that Telegram finds by itself."""
    text, _ = _trimmed(text, [])
    return text, _in_units(text, _with_found(text, []))


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without control characters, space at the end, and space before the first entity."""
    if "\r" in text and not entities:
        text = text.replace("\r", "")
    text = text.translate({c: to for c, to in _CONTROL.items() if to is not None})
    text = text.rstrip()
    first = min((e["offset"] for e in entities), default=len(text))
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    kept = []
    for entity in entities:
        start, end = entity["offset"], min(entity["offset"] + entity["length"], len(text))
        if text[start:end].strip():
            kept.append(entity | {"offset": start - cut, "length": end - start})
    return text[cut:], kept


def _with_found(text: str, entities: list[Entity]) -> list[Entity]:
    found = list(entities)
    for match in _FOUND_BY_SERVER.finditer(text):
        start, end = match.span()
        closed = any(
            e["type"] in _CLOSED and e["offset"] < end and start < e["offset"] + e["length"]
            for e in entities
        )
        kind = str(match.lastgroup)
        if closed or (kind == "url" and "." not in match[0]):
            continue
        found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda e: (e["offset"], -e["length"], e["type"]))


def _in_units(text: str, entities: list[Entity]) -> list[Entity]:
    out = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        place = {"offset": units(text[:start]), "length": units(text[start:end])}
        out.append({"type": entity["type"], **place} | {**entity, **place})
    return out


def _in_characters(text: str, given: list[Entity]) -> list[Entity]:
    """Entities given by the bot in UTF-16 units; those past the end of the text are dropped."""
    starts = {0: 0}
    for index, char in enumerate(text):
        starts[units(text[:index]) + units(char)] = index + 1
    out = []
    for entity in given:
        if not 0 <= entity["offset"] <= 1_000_000:
            raise bad(f"receive an entity with incorrect offset {entity['offset']}")
        end = min(entity["offset"] + entity["length"], units(text))
        if entity["offset"] not in starts:
            raise bad("entity begins in a middle of a UTF-16 symbol")
        if end not in starts:
            raise bad("entity ends in a middle of a UTF-16 symbol")
        start = starts[entity["offset"]]
        if starts[end] > start and entity["type"] not in ("bot_command", "url", "mention"):
            out.append(entity | {"offset": start, "length": starts[end] - start})
    return out
