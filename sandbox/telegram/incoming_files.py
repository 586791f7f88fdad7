"""Files that people send: one by one, or photos as an album. ValueError as in `incoming`."""

from collections.abc import Sequence

from sandbox.telegram.content import entities
from sandbox.telegram.content.files import Upload, guess_mime
from sandbox.telegram.incoming import say, speaking
from sandbox.telegram.sending import with_entities
from sandbox.telegram.state import Json, State

KINDS = ("photo", "document", "sticker", "voice")
ALBUM = (2, 10)  # photos of an album, at least and at most


def send_file(
    state: State,
    chat_id: int,
    from_id: int,
    kind: str,
    name: str,
    content: bytes,
    caption: str | None = None,
    thread_id: int | None = None,
) -> int:
    chat, _ = speaking(state, chat_id, from_id)
    if kind not in KINDS:
        raise ValueError(f"unknown kind of file «{kind}», use one of: {', '.join(KINDS)}")
    if not content:
        raise ValueError("the file is empty")
    body = _file(state, kind, name, content)
    if caption and kind != "sticker":
        body |= with_entities("caption", *entities.plain(caption))
    return say(state, chat, from_id, body, thread_id)


def send_album(
    state: State,
    chat_id: int,
    from_id: int,
    photos: Sequence[tuple[str, bytes]],
    caption: str | None = None,
    thread_id: int | None = None,
) -> list[int]:
    """`photos` are names and contents. Each is a message of its own, and an update; the caption
    is the first one's."""
    chat, _ = speaking(state, chat_id, from_id)
    if not ALBUM[0] <= len(photos) <= ALBUM[1]:
        raise ValueError(f"an album has from {ALBUM[0]} to {ALBUM[1]} photos, not {len(photos)}")
    if not all(content for _, content in photos):
        raise ValueError("the file is empty")
    group: Json = {"media_group_id": str(next(state.albums))}
    bodies = [group | _file(state, "photo", name, content) for name, content in photos]
    if caption:
        bodies[0] |= with_entities("caption", *entities.plain(caption))
    return [say(state, chat, from_id, body, thread_id) for body in bodies]


def _file(state: State, kind: str, name: str, content: bytes) -> Json:
    stored = state.files.add(kind, Upload(name, content, guess_mime(name, kind)))
    return {kind: state.files.told(stored)}
