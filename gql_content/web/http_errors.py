"""Requests that are refused before there is an operation: a status, and an error in JSON."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from gql_content.sources import FileRepository
from gql_content.web.service import Service

__all__ = ["Refusal", "loading", "ready", "refusal_response"]


class Refusal(Exception):
    """An answer to a request that cannot even be read."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    @property
    def error(self) -> dict[str, Any]:
        """As an entry of `errors` in a GraphQL response."""
        return {"message": self.message, "extensions": {"code": self.code}}


def refusal_response(refusal: Refusal, media_type: str = "application/json") -> Response:
    """The refusal as GraphQL clients read it: `errors` and no `data`."""
    return Response(
        msgspec.json.encode({"errors": [refusal.error]}),
        status_code=refusal.status,
        media_type=f"{media_type}; charset=utf-8",
        headers={"Cache-Control": "no-store", **refusal.headers},
    )


def ready(service: Service) -> FileRepository:
    """The content of a service; raises `Refusal` while there is none to answer from."""
    if service.repository is None:
        raise loading(service)
    return service.repository


def loading(service: Service) -> Refusal:
    if service.has_failed:
        return Refusal(
            503, "UNAVAILABLE", "The content could not be loaded; the service's log tells why."
        )
    return Refusal(
        503,
        "LOADING",
        f"The content is still being loaded ({service.progress}); ask again in a moment.",
        {"Retry-After": "1"},
    )
