"""The biometric system behind the JSON protocol of docs/sandbox.md: `/open` and `/outcome`."""

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, Answer, JsonApi
from domain.gateways import Applicant, FacePage, GatewayRefused, Recognition


class BiometricSystem:
    """Opens pages, and tells how they ended."""

    def __init__(
        self, session: ClientSession, base: str, *, key: str, timeout: float = TIMEOUT
    ) -> None:
        self._api = JsonApi(session, base, what="biometrics", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def open(self, *, request_id: str, applicant: Applicant, return_url: str) -> FacePage:
        """GatewayRefused has the HTTP status as its code."""
        asked = {
            "request_id": request_id,
            "person": {
                "name": applicant.name,
                "birth_date": applicant.birth_date.isoformat(),
                "passport": applicant.passport,
                "phone": applicant.phone,
            },
            "return_url": return_url,
        }
        answer = await self._post("/open", asked)
        with self._api.reading():
            if answer.body["request_id"] != request_id:
                raise ValueError("an answer to something else")
            session, url = answer.body["session"], answer.body["page"]
            if not (isinstance(session, str) and session and url.startswith("http")):
                raise ValueError("no page")
            return FacePage(session=session, url=url)

    async def outcome(self, session: str) -> Recognition:
        answer = await self._post("/outcome", {"session": session})
        with self._api.reading():
            if answer.body["session"] != session:
                raise ValueError("an answer to something else")
            return Recognition(answer.body["outcome"])

    async def _post(self, path: str, body: object) -> Answer:
        answer = await self._api.call("POST", path, headers=self._headers, json=body)
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        return answer
