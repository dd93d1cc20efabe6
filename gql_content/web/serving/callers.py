from collections.abc import Sequence

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gql_content.web.observing import known_id
from gql_content.web.shortcut import Caller

__all__ = ["caller_of", "is_plain", "is_proxy"]

FORWARDED, REQUEST_ID = b"x-forwarded-for", b"x-request-id"

Headers = Sequence[tuple[bytes, bytes]]


def is_plain(headers: Headers) -> bool:
    """Whether they tell nothing of the caller."""
    return all(name not in {FORWARDED, REQUEST_ID} for name, _ in headers)


def is_proxy(connected: str, app: object) -> bool:
    """Whether those who connect from an address speak for others."""
    return isinstance(app, ProxyHeadersMiddleware) and connected in app.trusted_hosts


def caller_of(connected: str, headers: Headers, app: object) -> Caller:
    """Who asks over a connection from an address; whom to believe is for uvicorn to know."""
    if is_plain(headers):
        return Caller(connected)
    client, forwarded = connected, dict(headers).get(FORWARDED)
    if forwarded is not None and isinstance(app, ProxyHeadersMiddleware):
        proxies = app.trusted_hosts
        if connected in proxies:
            client = proxies.get_trusted_client_address(forwarded.decode("latin-1"))[0] or connected
    return Caller(client, known_id(headers) or "")
