import asyncio
from typing import Any

__all__ = ["web_socket"]


def web_socket(**parts: Any) -> asyncio.Protocol:
    """The protocol for one web socket; a start does not wait for its import."""
    from gql_content.web.serving.patient_socket import PatientSocket

    return PatientSocket(**parts)
