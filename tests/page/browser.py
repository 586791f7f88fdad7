"""Where the browser is, and how it is started."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # a browser that talks to nobody but us; as root it needs the first one
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--lang=ru",
)
ABSENT = (
    "no Chromium is installed: apt-get install chromium, or name one by CHROMIUM=/path/to/chromium"
)


def found() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
