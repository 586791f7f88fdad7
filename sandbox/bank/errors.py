"""How YooKassa says no."""

import uuid
from typing import Any


class ApiError(Exception):
    """An error answer: HTTP status, YooKassa's code, a sentence, and the parameter at fault."""

    def __init__(
        self,
        description: str,
        parameter: str | None = None,
        *,
        status: int = 400,
        code: str = "invalid_request",
        retry_after: int | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.description = description
        self.parameter = parameter
        self.retry_after = retry_after  # milliseconds

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "type": "error",
            "id": str(uuid.uuid4()),
            "code": self.code,
            "description": self.description,
        }
        if self.parameter is not None:
            answer["parameter"] = self.parameter
        if self.retry_after is not None:
            answer["retry_after"] = self.retry_after
        return answer


def not_found(what: str, parameter: str) -> ApiError:
    return ApiError(
        f"{what} doesn't exist or access denied", parameter, status=404, code="not_found"
    )


def wrong_credentials() -> ApiError:
    return ApiError(
        "Error in shopId or secret key. Check their validity. "
        "You can copy the key in your Merchant Profile",
        "Authorization",
        status=401,
        code="invalid_credentials",
    )


def trouble(status: int, seconds: float) -> ApiError:
    """An ordered fault: 500 or 429."""
    if status == 429:
        return ApiError(
            "Too many requests, try again later",
            status=429,
            code="too_many_requests",
            retry_after=round(seconds * 1000),
        )
    return ApiError(
        "Internal error, the result is unknown: repeat with the same Idempotence-Key",
        status=status,
        code="internal_server_error",
    )
