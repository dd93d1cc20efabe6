from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Message, Send

__all__ = ["Cors"]


class Cors(CORSMiddleware):
    """Starlette's, but what everybody may read does not vary by who reads it.

    Else a CDN would keep an answer for each origin. A remembered message is left as it is.
    """

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """See Starlette."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message.get("headers", ()))}
            if self.allow_all_origins:
                message["headers"] += Headers(self.simple_headers).raw
                await send(message)
                return
        await super().send(message, send, request_headers)
