import asyncio
from typing import Any

__all__ = ["web_socket"]


def web_socket(**parts: Any) -> asyncio.Protocol:
    """Uvicorn's protocol for one web socket; a start does not wait for its import."""
    from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

    assert AutoWebSocketsProtocol is not None  # noqa: S101 - a package that makes it is required
    return AutoWebSocketsProtocol(**parts)
