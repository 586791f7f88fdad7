"""What a reader of a PDF file finds in it: the text of each page, as Typst writes such files."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"\nstream\n(.*)\nendstream", re.DOTALL)
FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
PLAIN = rb"\\.|[^\\()]"
NESTED = PLAIN  # balanced brackets stand in a string as they are
for _ in range(5):
    NESTED = rb"%s|\((?:%s)*\)" % (PLAIN, NESTED)
STRING = rb"\((?P<text>(?:%s)*)\)" % NESTED
SHOWN = re.compile(rb"/(?P<font>f\d+) \S+ Tf|%s|\b(?P<mark>BT|ET)\b" % STRING, re.DOTALL)
ESCAPE = re.compile(rb"\\(\d{3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(file: bytes) -> list[str]:
    """The text of each page in the order of drawing; all white space is single plain spaces."""
    objects = dict(OBJECT.findall(file))
    (tree,) = (body for body in objects.values() if b"/Type/Pages" in body)
    kids = re.findall(rb"(\d+) 0 R", tree[tree.index(b"/Kids") :])
    return [_page(objects, objects[kid]) for kid in kids]


def _page(objects: dict[bytes, bytes], page: bytes) -> str:
    resources = objects[_reference(page, b"Resources")]
    queued_messages = {
        name: _letters(_stream(objects[_reference(objects[font], b"ToUnicode")]))
        for name, font in FONT.findall(resources)
    }
    found, font, inside = [], b"", False
    for token in SHOWN.finditer(_stream(objects[_reference(page, b"Contents")])):
        if token["font"]:
            font = token["font"]
        elif token["mark"]:
            inside = token["mark"] == b"BT"
            found.append(" ")
        elif inside:
            glyphs = ESCAPE.sub(_unescaped, token["text"])
            codes = (glyphs[at : at + 2] for at in range(0, len(glyphs), 2))
            found.append("".join(queued_messages[font][code] for code in codes))
    return " ".join("".join(found).split())


def _reference(body: bytes, name: bytes) -> bytes:
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    assert found
    return found[1]


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found
    return zlib.decompress(found[1])


def _letters(cmap: bytes) -> dict[bytes, str]:
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in PAIR.findall(cmap)
    }


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8)]) if code.isdigit() else NAMED.get(code, code)
