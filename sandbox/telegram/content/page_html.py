"""A message's text as safe HTML for the page."""

from html import escape
from typing import Any

_PLAIN = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def render(text: str, entities: list[dict[str, Any]]) -> str:
    """`text` with its entities (UTF-16 offsets) as HTML. Line ends stay line ends."""
    raw = text.encode("utf-16-le", "surrogatepass")

    def part(start: int, end: int) -> str:
        return raw[2 * start : 2 * end].decode("utf-16-le", "replace")

    edges = {0, len(raw) // 2}
    for entity in entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    places = sorted(edges)
    html = ""
    opened: list[tuple[int, str, str]] = []  # where it ends, its tags
    for place, following in zip(places, [*places[1:], places[-1]], strict=True):
        again = []
        while any(end <= place for end, _, _ in opened):
            last = opened.pop()
            html += last[2]
            if last[0] > place:  # overlaps the one that ends here
                again.append(last)
        begun = sorted((e for e in entities if e["offset"] == place), key=lambda e: -e["length"])
        for entity in begun:
            end = place + entity["length"]
            again.insert(0, (end, *_tag(entity, part(place, end))))
        for item in reversed(again):
            html += item[1]
            opened.append(item)
        html += escape(part(place, following))
    return html


def _tag(entity: dict[str, Any], covered: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _PLAIN:
        return f"<{_PLAIN[kind]}>", f"</{_PLAIN[kind]}>"
    if kind in ("url", "text_link"):
        link = entity.get("url", covered)
        if link.lower().startswith(("http://", "https://", "tg:")):
            return f'<a href="{escape(link)}" target="_blank" rel="noopener">', "</a>"
    if kind == "spoiler":
        return '<span class="tg-spoiler">', "</span>"
    if kind == "expandable_blockquote":
        return '<blockquote class="expandable">', "</blockquote>"
    if kind == "bot_command":
        return '<span class="command">', "</span>"
    return "", ""
