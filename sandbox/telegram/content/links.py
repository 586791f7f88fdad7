"""Which links Telegram takes, and the form in which it keeps them."""

from urllib.parse import urlsplit


def checked(link: str) -> str:
    """The link as Telegram keeps it; ValueError with the server's words when it refuses it.

    A host needs a dot: `localhost` is refused, `127.0.0.1` is not.
    """
    text = link.strip()
    if text.lower().startswith(("tg:", "ton:", "tonsite:")):
        return text
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"URL '{link}' is invalid: Wrong HTTP URL") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError(f"URL '{link}' is invalid: Unsupported URL protocol")
    if not host or any(c.isspace() for c in text):
        raise ValueError(f"URL '{link}' is invalid: URL host is empty")
    if "." not in host and ":" not in host:
        raise ValueError(f"URL '{link}' is invalid: Wrong HTTP URL")
    start = f"{parts.scheme.lower()}://"
    place = parts.netloc.lower() if port is None else f"{host}:{port}"
    rest = text[len(start) + len(parts.netloc) :]
    return start + place + (rest if rest.startswith("/") else f"/{rest}")


def person_of(link: str) -> int | None:
    """The user that `tg://user?id=…` names."""
    start = "tg://user?id="
    if link.lower().startswith(start) and link[len(start) :].isdigit():
        return int(link[len(start) :])
    return None


def same(one: str, other: str) -> bool:
    try:
        return checked(one) == checked(other)
    except ValueError:
        return one == other
