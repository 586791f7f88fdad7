"""A bot in a process of its own: python -m bench.child ours <folder> <api> | echo <api>"""

import asyncio
import gc
import sys
from contextlib import AsyncExitStack
from pathlib import Path


async def ours(directory: Path, api: str) -> None:
    """As `python -m bot run`, without Telegram's limits."""
    from bench import borrowers
    from bench.pace import NoPace
    from bot.app import App

    settings = borrowers.settings(borrowers.environment(directory, api, 0))
    async with AsyncExitStack() as stack:
        app = await App.open(stack, settings, pace=NoPace())
        gc.freeze()
        await app.serve()


def main() -> None:
    who, *rest = sys.argv[1:]
    if who == "ours":
        asyncio.run(ours(Path(rest[0]), rest[1]))
    else:
        from bench.echo import poll

        asyncio.run(poll(rest[0]))


if __name__ == "__main__":
    main()
