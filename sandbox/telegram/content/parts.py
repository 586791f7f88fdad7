"""Reads multipart/form-data, of a request or of a webhook's answer."""

from typing import Any

import aiohttp

from sandbox.telegram.content.files import Upload, guess_mime


async def read_parts(reader: aiohttp.MultipartReader) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Fields as text, and files under the names of their parts."""
    params: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    while (part := await reader.next()) is not None:
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            params[part.name] = content.decode("utf-8", "replace")
        else:
            files[part.name] = Upload(part.filename, content, guess_mime(part.filename))
    return params, files
