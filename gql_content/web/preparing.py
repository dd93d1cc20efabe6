from importlib import import_module

from gql_content.logs import prepare_lines

__all__ = ["prepare"]


def prepare() -> None:
    """Imports what a start does not wait for, so that no request will have to."""
    prepare_lines()
    import_module("uvicorn.protocols.websockets.auto")
