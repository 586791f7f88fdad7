"""HTML becomes text and entities, or is refused with the server's words."""

from typing import Any

import pytest

from sandbox.telegram.content.entities import formatted, plain
from sandbox.telegram.content.page_html import render
from sandbox.telegram.refusals import Refusal


def html(text: str, field: str = "text") -> tuple[str, list[dict[str, Any]]]:
    return formatted({field: text, "parse_mode": "HTML"}, field)


def refusal(text: str, field: str = "text", mode: str = "HTML") -> str:
    with pytest.raises(Refusal) as caught:
        formatted({field: text, "parse_mode": mode}, field)
    return caught.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("я <b", "Unclosed start tag at byte offset 3"),
        ("я <div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("сумма < 5", 'Unsupported start tag "" at byte offset 11'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("я</b>", "Unexpected end tag at byte offset 2"),
        ("<b>я</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b>я", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>я</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=>я</a>", None),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ],
)
def test_broken_html_is_refused_with_its_byte_offset(text: str, said: str | None) -> None:
    if said is None:
        assert html(text) == ("я", [])
    else:
        assert refusal(text) == f"can't parse entities: {said}"


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("I", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ('span class="tg-spoiler"', "spoiler"),
        ("blockquote", "blockquote"),
        ("blockquote expandable", "expandable_blockquote"),
    ],
)
def test_every_tag_has_its_entity(tag: str, kind: str) -> None:
    text, entities = html(f"😀<{tag}>я</{tag.split()[0]}>")
    assert (text, entities) == ("😀я", [{"type": kind, "offset": 2, "length": 1}])


def test_links_mentions_code_and_dates_keep_what_they_say() -> None:
    assert html('<a href="https://a.ru?x=1&amp;y">тут</a>')[1][0]["url"] == "https://a.ru/?x=1&y"
    assert html('<a href="tg://user?id=5">он</a>')[1][0]["user"] == {"id": 5}
    assert html('<a href="http://localhost">x</a>')[1] == []
    code = html('<pre><code class="language-py">x</code></pre>')[1]
    assert code == [{"type": "pre", "language": "py", "offset": 0, "length": 1}]
    assert html('<tg-emoji emoji-id="7">👍</tg-emoji>')[1][0]["custom_emoji_id"] == "7"
    assert html('<tg-time unix="9" format="d">x</tg-time>')[1][0]["unix_time"] == 9


def test_named_and_numeric_references_are_decoded_and_others_stay() -> None:
    assert html("&lt;b&gt; &amp; &quot;&#8381;&#x20BD; &nbsp; &")[0] == '<b> & "₽₽ &nbsp; &'


def test_length_counts_after_entities_in_utf16_units() -> None:
    assert len(html("<b>" + "я" * 4096 + "</b>")[0]) == 4096
    assert refusal("я" * 4097) == "message is too long"
    assert refusal("😀" * 2049) == "message is too long"
    assert html("я" * 1024, "caption")[0]
    assert refusal("я" * 1025, "caption") == "message caption is too long"
    assert refusal("x" * 32769) == "text is too long"


def test_a_text_without_content_is_refused() -> None:
    assert refusal("<b> </b>") == "text must be non-empty"
    assert refusal(" \n", mode="") == "text must be non-empty"


def test_spaces_around_are_dropped_and_entities_move_along() -> None:
    text, entities = html(" \n x<b> y </b> ")
    assert (text, entities) == ("x y", [{"type": "bold", "offset": 1, "length": 2}])


def test_given_entities_are_kept() -> None:
    given = [{"type": "bold", "offset": 2, "length": 2}]
    assert formatted({"text": "😀да", "entities": given}) == ("😀да", given)


def test_commands_and_links_are_found() -> None:
    assert plain("/start 5/6 https://a.ru.")[1] == [
        {"type": "bot_command", "offset": 0, "length": 6},
        {"type": "url", "offset": 11, "length": 12},
    ]


def test_the_page_gets_safe_html() -> None:
    text, entities = html('<b>a <i>&lt;b</i></b> <a href="https://a.ru/">x</a>')
    assert render(text, entities) == (
        '<b>a <i>&lt;b</i></b> <a href="https://a.ru/" target="_blank" rel="noopener">x</a>'
    )


def test_overlapping_entities_are_nested_for_the_page() -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 2},
    ]
    assert render("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


def test_a_script_in_a_link_is_only_text() -> None:
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]
    assert render("x", entities) == "x"
