from gql_content.repository import FileRepository
from gql_content.web.refusal import Refusal
from gql_content.web.service import Service

__all__ = ["ready"]


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
