"""Telegram's HTML: tags to entities, with the five errors (and their byte offsets) of the server.

Offsets are counted in characters here; `entities` turns them into UTF-16 units.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.content import links
from sandbox.telegram.refusals import Refusal, bad

# Tag → type of the entity; `span` only as a spoiler.
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[^\s>]*")
_PLAIN = re.compile(r"[^<&]*")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int  # where its text starts


@dataclass
class _Parser:
    source: str
    pos: int = 0
    text: str = ""
    stack: list[_Open] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, what: str, begin: int) -> Refusal:
        offset = len(self.source[:begin].encode())
        return bad(f"can't parse entities: {what} at byte offset {offset}")

    def skip_space(self) -> None:
        matched = _SPACE.match(self.source, self.pos)
        assert matched is not None
        self.pos = matched.end()

    def peek(self) -> str:
        return self.source[self.pos : self.pos + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        matched = pattern.match(self.source, self.pos)
        assert matched is not None  # each pattern also matches nothing
        self.pos = matched.end()
        return matched[0]


def parse(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text without its tags, and entities with offset and length in characters."""
    at = _Parser(source)
    while at.pos < len(source):
        if at.peek() == "<":
            if source.startswith("</", at.pos):
                _end(at)
            else:
                _start(at)
            continue
        plain = at.take(_PLAIN)
        if not plain:
            plain, at.pos = _reference(source, at.pos)
        at.text += plain
    if at.stack:
        tag = at.stack[-1].tag
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return at.text, at.found


def _reference(source: str, pos: int) -> tuple[str, int]:
    """The character at `pos`, a known reference decoded, and where the next one is."""
    matched = _REFERENCE.match(source, pos)
    if matched:
        if matched[3]:
            if matched[3] in _NAMED:
                return _NAMED[matched[3]], matched.end()
        else:
            code = int(matched[1], 16) if matched[1] else int(matched[2])
            if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                return chr(code), matched.end()
    return source[pos], pos + 1


def _start(at: _Parser) -> None:
    begin = at.pos
    at.pos += 1
    tag = at.take(_NAME).lower()
    if not at.peek():
        raise at.wrong("Unclosed start tag", begin)
    if tag not in TAGS:
        raise at.wrong(f'Unsupported start tag "{tag}"', begin)
    attributes: dict[str, str] = {}
    at.skip_space()
    while at.peek() != ">":
        name = at.take(_ATTRIBUTE)
        if not name:
            raise at.wrong(f'Empty attribute name in the tag "{tag}"', begin)
        at.skip_space()
        attributes[name] = _attribute_value(at, tag, begin) if at.peek() == "=" else ""
        if not at.peek():
            raise at.wrong(f'Unclosed start tag "{tag}"', begin)
        at.skip_space()
    at.pos += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise at.wrong('Tag "span" must have class "tg-spoiler"', begin)
    at.stack.append(_Open(tag, attributes, len(at.text)))


def _attribute_value(at: _Parser, tag: str, begin: int) -> str:
    at.pos += 1
    at.skip_space()
    quote = at.peek()
    if not quote:
        raise at.wrong(f'Unclosed start tag "{tag}"', begin)
    if quote not in "\"'":
        token_begin = at.pos
        token = at.take(_TOKEN)
        if not (at.peek().isspace() or at.peek() == ">"):
            raise at.wrong("Unexpected end of name token", token_begin)
        return token.lower()
    at.pos += 1
    value = ""
    while at.peek() and at.peek() != quote:
        char, at.pos = _reference(at.source, at.pos)
        value += char
    at.pos += 1
    if not at.peek():
        raise at.wrong("Unclosed start tag", begin)
    return value


def _end(at: _Parser) -> None:
    begin = at.pos
    if not at.stack:
        raise at.wrong("Unexpected end tag", begin)
    at.pos += 2
    tag = at.take(_NAME).lower()
    at.skip_space()
    if at.peek() != ">":
        raise at.wrong("Unclosed end tag", begin)
    at.pos += 1
    opened = at.stack.pop()
    if tag not in ("", opened.tag):
        offset = len(at.source[:begin].encode())
        raise bad(
            f"can't parse entities: Unmatched end tag at byte offset {offset}, "
            f'expected "</{opened.tag}>", found "</{tag}>"'
        )
    entity = _entity(opened, at.text[opened.start :])
    if entity is not None and len(at.text) > opened.start:
        _add(at.found, entity | {"offset": opened.start, "length": len(at.text) - opened.start})


def _entity(opened: _Open, inner: str) -> dict[str, Any] | None:
    """What the tag says of its text; None when Telegram drops it silently."""
    kind, attributes = TAGS[opened.tag], opened.attributes
    if kind == "text_link":
        link = attributes.get("href") or inner
        person = links.person_of(link)
        if person is not None:
            return {"type": "text_mention", "user": {"id": person}}
        try:
            return {"type": kind, "url": links.checked(link)}
        except ValueError:
            return None
    if kind == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if kind == "code" and attributes.get("class", "").startswith("language-"):
        return {"type": kind, "language": attributes["class"].removeprefix("language-")}
    if kind == "custom_emoji":
        ident = attributes.get("emoji-id", "")
        if not ident.isdigit() or not int(ident):
            raise bad("can't parse entities: Invalid custom emoji identifier specified")
        return {"type": kind, "custom_emoji_id": ident}
    if kind == "date_time":
        moment, form = attributes.get("unix", ""), attributes.get("format", "")
        if set(form) - set("rRtTdDwW"):
            raise bad("can't parse entities: Invalid date-time format specified")
        shown = {"date_time_format": form} if form else {}
        return {"type": kind, "unix_time": int(moment), **shown} if moment.isdigit() else None
    return {"type": kind}


def _add(found: list[dict[str, Any]], entity: dict[str, Any]) -> None:
    """`pre` around `code` with a language is one entity."""
    last = found[-1] if found else None
    place = (entity["offset"], entity["length"])
    if last and (last["offset"], last["length"]) == place:
        if entity["type"] == "pre" and last["type"] == "code" and "language" in last:
            last["type"] = "pre"
            return
        if entity["type"] == "code" and last["type"] == "pre" and "language" in entity:
            last["language"] = entity["language"]
            return
    found.append(entity)
