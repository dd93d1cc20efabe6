from importlib import import_module

from gql_content.logs import import_rendering

__all__ = ["prepare"]


def prepare() -> None:
    """Imports what a start does not wait for, so that no request will have to."""
    import_rendering()
    import_module("uvicorn.protocols.websockets.auto")
