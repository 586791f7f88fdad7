"""A bot in a process of its own.

python -m bench.child ours <folder> <api> | echo <api> <text> <buttons> | tuned-echo …
"""

import asyncio
import gc
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path

# Nothing of ours is imported before it is known who runs: the echo shall not have it in memory.


async def ours(directory: Path, api: str) -> None:
    """As `python -m bot run`, without Telegram's limits."""
    from bench import borrowers
    from bench.pace import NoPace
    from bot.process.app import App

    settings = borrowers.settings(borrowers.environment(directory, api, 0))
    async with AsyncExitStack() as stack:
        app = await App.open(stack, settings, pace=NoPace())
        gc.freeze()
        await app.serve()


def main() -> None:
    who, *rest = sys.argv[1:]
    if who == "ours":
        asyncio.run(ours(Path(rest[0]), rest[1]))
        return
    from bench.echo import kept_types, poll

    kept = kept_types() if who == "tuned-echo" else ()
    if kept:
        gc.freeze()
    api, text, buttons = rest
    asyncio.run(poll(api, text, json.loads(buttons)))


if __name__ == "__main__":
    main()
