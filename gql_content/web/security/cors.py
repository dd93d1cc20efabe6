from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import Message, Send

from gql_content.web.refusal import Refusal, refusal_response

__all__ = ["Cors"]


class Cors(CORSMiddleware):
    """Starlette's, but what everybody may read does not vary by who reads it.

    Else a CDN would keep an answer for each origin. A remembered message is left as it is.
    """

    def preflight_response(self, request_headers: Headers) -> Response:
        """See Starlette; a refusal is JSON, as all are."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        said = f"{bytes(response.body).decode()}; see --cors-origins."
        refused = refusal_response(Refusal(response.status_code, "CORS_REFUSED", said))
        kept = (one for one in response.raw_headers if not one[0].startswith(b"content-"))
        refused.raw_headers.extend(kept)
        return refused

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """See Starlette."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message.get("headers", ()))}
            if self.allow_all_origins:
                message["headers"] += Headers(self.simple_headers).raw
                await send(message)
                return
        await super().send(message, send, request_headers)
