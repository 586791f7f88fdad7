"""Whether a key opens a desk of docs/sandbox.md: `GET /access` asks about nobody and costs
nothing."""

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import GatewayRefused, GatewayUnclear


async def ask_access(
    session: ClientSession, base: str, *, what: str, key: str, timeout: float = TIMEOUT
) -> None:
    """GatewayRefused has the HTTP status as its code: 401 for a wrong key, 404 where no such desk
    is. GatewayUnclear when it doesn't answer, or answers something else."""
    api = JsonApi(session, base, what=what, timeout=timeout)
    answer = await api.call("GET", "/access", headers={"Authorization": f"Bearer {key}"})
    if not answer.ok:
        raise GatewayRefused(str(answer.status))
    if answer.body.get("access") != "granted":
        raise GatewayUnclear(f"{what}: unreadable answer")
