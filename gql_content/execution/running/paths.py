from gql_content.execution.plans import FieldLocation

__all__ = ["build_path"]


def build_path(location: FieldLocation, indices: tuple[int, ...]) -> tuple[str | int, ...]:
    """The response path of a field, or of one of its items if there are more indices than lists."""
    remaining = iter(indices)
    return (*(next(remaining) if key is None else key for key in location.keys), *remaining)
