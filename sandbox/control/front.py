"""The page and the documents that it links to."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parents[1] / "page"
DOCS = Path(__file__).parents[2] / "docs"
FRESH = {"Cache-Control": "no-cache"}


def routes() -> list[web.RouteDef]:
    return [
        web.get("/", index),
        web.get("/static/{name}", static),
        web.get("/docs/{name}", document),
    ]


async def index(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers=FRESH)


async def static(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(_within(PAGE, request), headers=FRESH)


async def document(request: web.Request) -> web.StreamResponse:
    text = _within(DOCS, request).read_text()
    return web.Response(text=text, content_type="text/plain", charset="utf-8")


def _within(folder: Path, request: web.Request) -> Path:
    """The file of this very name in `folder`, and nothing beside it."""
    found = {file.name: file for file in folder.glob("*.*") if file.is_file()}
    try:
        return found[request.match_info["name"]]
    except KeyError:
        raise web.HTTPNotFound from None
