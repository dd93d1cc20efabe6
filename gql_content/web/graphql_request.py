"""From an HTTP request to what it asks, as GraphQL over HTTP has it."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from starlette.requests import ClientDisconnect, Request

from gql_content.web.http_errors import Refusal
from gql_content.web.persisted_documents import Asked

__all__ = ["asked_in", "asked_in_body", "asked_in_url"]


JSON = "application/json"
REMEMBERED = 100
LONGEST = 500  # characters of a Content-Type
NAME = r"[-!#$%&'*+.^_`|~0-9A-Za-z]+"
MEDIA_TYPE = re.compile(rf"\s*({NAME}/{NAME})")
PARAMETER = re.compile(rf'\s*;\s*(?:({NAME})=(?:({NAME})|"((?:[^"\\]|\\.)*)"))?')
CODING = b"content-encoding"
IDENTITY = "identity"


async def asked_in(request: Request, max_body: int, seconds: float) -> Asked:
    """What is asked by a GET or POST; raises `Refusal`."""
    if request.method == "POST":
        check_media_type(request.headers.get("content-type", "")[: LONGEST + 1])
        if CODING in dict(request.scope["headers"]):
            check_coding(request.headers.getlist("content-encoding"))
        return asked_in_body(await body_of(request, max_body, seconds))
    return asked_in_url(request.query_params)


def asked_in_body(body: bytes) -> Asked:
    """What is asked by a POST; raises `Refusal`."""
    asked = decoded(body, "The body")
    if not asked.names_document:
        raise Refusal(400, "BAD_REQUEST", "The body: Object missing required field `query`.")
    return asked


def asked_in_url(parameters: Mapping[str, str]) -> Asked:
    """What is asked by a GET; raises `Refusal`."""
    parts: dict[str, bytes] = {}
    for name in ("query", "operationName", "documentId"):
        if parameters.get(name):
            parts[name] = msgspec.json.encode(parameters[name])
    for name in ("variables", "extensions"):
        if parameters.get(name):
            # Written raw into the whole, so one decoder judges both ways of asking.
            check_json(parameters[name], name)
            parts[name] = parameters[name].encode()
    whole = b",".join(msgspec.json.encode(name) + b":" + part for name, part in parts.items())
    asked = decoded(b"{" + whole + b"}", "The parameters")
    if not asked.names_document:
        raise Refusal(
            400, "NO_QUERY", "There is no query: send POST with JSON, or GET with ?query=…"
        )
    return asked


def check_json(written: str, name: str) -> None:
    try:
        msgspec.json.decode(written)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Refusal(400, "BAD_JSON", f"The parameter {name} is no JSON: {error}.") from None


def decoded(written: bytes, what: str) -> Asked:
    try:
        return msgspec.json.decode(written, type=Asked)
    except msgspec.ValidationError as error:
        raise Refusal(400, "BAD_REQUEST", f"{what}: {error}.") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refusal(400, "BAD_JSON", f"{what} is no JSON: {error}.") from None
    except RecursionError:
        raise Refusal(400, "BAD_JSON", f"{what}: JSON nested beyond measure.") from None


@lru_cache(REMEMBERED)
def check_media_type(header: str) -> None:
    """Raises `Refusal` unless a Content-Type says JSON in UTF-8 (RFC 9110, 8.3.1)."""
    found = None if len(header) > LONGEST else MEDIA_TYPE.match(header)
    if found is None or found[1].lower() != JSON:
        raise not_json()
    at, charset = found.end(), ""
    while parameter := PARAMETER.match(header, at):
        at, name = parameter.end(), (parameter[1] or "").lower()
        if name == "charset":
            charset = charset or (parameter[2] or parameter[3] or "").lower()
    if header[at:].strip():
        raise not_json()
    if charset not in {"", "utf-8", "utf8"}:
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "Send the JSON in UTF-8.")


def not_json() -> Refusal:
    return Refusal(
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        f"Send the operation as JSON, with the header Content-Type: {JSON}.",
    )


def check_coding(codings: Sequence[str]) -> None:
    """Raises `Refusal` for a body that is compressed: a small one may become any size."""
    if any(one.strip().lower() not in {"", IDENTITY} for one in codings):
        message = "Send the body as it is, without Content-Encoding."
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", message, {"Accept-Encoding": IDENTITY})


async def body_of(request: Request, max_body: int, seconds: float) -> bytes:
    """The body, unless it is too large or does not come."""
    too_large = Refusal(
        413,
        "BODY_TOO_LARGE",
        f"A body may have {max_body} bytes. Send less, or raise --max-body.",
    )
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > max_body:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > max_body:
                    raise too_large
    except TimeoutError:
        raise Refusal(
            408,
            "REQUEST_TIMEOUT",
            f"The body did not come within {seconds:g} seconds.",
            {"Connection": "close"},  # since nobody knows where the next request would begin
        ) from None
    except ClientDisconnect:
        raise Refusal(400, "BODY_CUT_OFF", "The body ended too early.") from None
    return bytes(body)
