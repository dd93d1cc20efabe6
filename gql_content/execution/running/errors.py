from graphql import GraphQLError, located_error

from gql_content.execution.plans import FieldLocation
from gql_content.execution.running.paths import build_path
from gql_content.execution.running.run import Run

__all__ = ["locate_error", "null_error", "record_error"]


def locate_error(
    error: Exception, location: FieldLocation, indices: tuple[int, ...]
) -> GraphQLError:
    """The error with its location and path, to be raised up to the next nullable field."""
    return located_error(error, location.nodes, list(build_path(location, indices)))


def record_error(
    run: Run, error: Exception, location: FieldLocation, indices: tuple[int, ...]
) -> None:
    """Adds the error to the result; the value at its path becomes null."""
    path = build_path(location, indices)
    run.add_error(located_error(error, location.nodes, list(path)), path)


def null_error(location: FieldLocation) -> TypeError:
    """The error for a null in a non-nullable field."""
    return TypeError(
        f"Cannot return null for non-nullable field {location.parent.name}.{location.name}."
    )
