"""Files that went through Telegram, and the shapes in which messages tell of them."""

import mimetypes
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusals import Refusal, bad

MOST_UPLOADED = 50 * 1024 * 1024
MOST_DOWNLOADED = 20 * 1024 * 1024  # bytes
MOST_SENT = 50 * 1024 * 1024
_FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "voice": "voice"}


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True)
class Stored:
    file_id: str
    unique_id: str
    kind: str  # photo, document, sticker, voice
    path: str
    upload: Upload

    def ids(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.upload.content),
        }


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}

    def reset(self) -> None:
        self._by_id.clear()

    def add(self, kind: str, upload: Upload) -> Stored:
        number = len(self._by_id) + 1
        end = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
        end = end if end.isalnum() else {"photo": "jpg", "voice": "oga"}.get(kind, "bin")
        path = f"{_FOLDERS[kind]}/file_{number}.{end}"
        stored = Stored(f"BQACAgIAAx{number:010d}", f"AQAD{number:08d}", kind, path, upload)
        self._by_id[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> Stored | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> Upload | None:
        return next((s.upload for s in self._by_id.values() if s.path == path), None)

    def given(self, value: str, kind: str, uploads: Mapping[str, Upload]) -> Stored:
        """The file that a bot sends: attach://part, or an id that it knows; else Refusal."""
        if not value.startswith("attach://"):
            known = self._by_id.get(value)
            if known is not None and known.kind != kind:
                raise bad(f"can't use file of type {known.kind.title()} as {kind.title()}")
            if known is not None:
                return known
            if "://" in value:
                raise bad("failed to get HTTP URL content")
            raise bad("wrong file identifier/HTTP URL specified")
        upload = uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad(f"there is no {kind} in the request")
        if not upload.content:
            raise bad("file must be non-empty")
        if len(upload.content) > MOST_UPLOADED:
            raise Refusal(413, "Request Entity Too Large")
        if kind == "photo" and image_size(upload.content) is None:
            raise bad("IMAGE_PROCESS_FAILED")
        return self.add(kind, upload)

    def told(self, stored: Stored) -> Any:
        """The value of a message's field `photo`, `document`, `sticker` or `voice`."""
        if stored.kind == "photo":
            return self._sizes(stored)
        if stored.kind == "sticker":
            shape = {"type": "regular", "width": 512, "height": 512}
            return stored.ids() | shape | {"is_animated": False, "is_video": False, "emoji": "👍"}
        mime = stored.upload.mime
        if stored.kind == "voice":
            return stored.ids() | {"duration": 3, "mime_type": mime}
        return stored.ids() | {"file_name": stored.upload.name, "mime_type": mime}

    def _sizes(self, stored: Stored) -> list[dict[str, Any]]:
        """Several PhotoSize, small to large. Nothing is scaled here: all have the same bytes."""
        width, height = image_size(stored.upload.content) or (1280, 960)
        longest = max(width, height)
        sizes = []
        for index, most in enumerate(m for m in (90, 320, 800) if m < longest):
            small = f"{stored.file_id}s{index}"
            thumb = Stored(
                small, f"{stored.unique_id}s{index}", "photo", stored.path, stored.upload
            )
            self._by_id.setdefault(small, thumb)
            scaled = {"width": max(1, width * most // longest)}
            sizes.append(thumb.ids() | scaled | {"height": max(1, height * most // longest)})
        return [*sizes, stored.ids() | {"width": width, "height": height}]


def guess_mime(name: str, kind: str = "document") -> str:
    usual = {"photo": "image/jpeg", "voice": "audio/ogg", "sticker": "image/webp"}
    return mimetypes.guess_type(name)[0] or usual.get(kind, "application/octet-stream")


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    pos = 2
    while pos + 9 <= len(content) and content[pos] == 0xFF:
        marker = content[pos + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[pos + 5 : pos + 9])
            return width, height
        pos += 2 + int(struct.unpack(">H", content[pos + 2 : pos + 4])[0])
    return None
