from importlib import import_module

__all__ = ["import_rendering"]


def import_rendering() -> None:
    """Imports the renderer, so that the first event does not delay the service."""
    import_module("gql_content.logs.rendering")
