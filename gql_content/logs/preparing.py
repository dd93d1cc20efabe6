from importlib import import_module

__all__ = ["prepare_lines"]


def prepare_lines() -> None:
    """Imports what makes lines of events, so that none of them holds up the service for it."""
    import_module("gql_content.logs.rendering")
