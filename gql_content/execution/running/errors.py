from graphql import GraphQLError, located_error

from gql_content.execution.plans import Place
from gql_content.execution.running.paths import path_of
from gql_content.execution.running.run import Run

__all__ = ["failed", "located", "missing"]


def located(error: Exception, place: Place, indices: tuple[int, ...]) -> GraphQLError:
    """The error with its place, on its way to the next field that may be null."""
    return located_error(error, place.nodes, list(path_of(place, indices)))


def failed(run: Run, error: Exception, place: Place, indices: tuple[int, ...]) -> None:
    """Notes the error; what stood there is null."""
    path = path_of(place, indices)
    run.add(located_error(error, place.nodes, list(path)), path)


def missing(place: Place) -> TypeError:
    """The error of a null where there must be none."""
    return TypeError(f"Cannot return null for non-nullable field {place.parent.name}.{place.name}.")
