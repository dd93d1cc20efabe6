from gql_content.execution.plans import Place

__all__ = ["path_of"]


def path_of(place: Place, indices: tuple[int, ...]) -> tuple[str | int, ...]:
    """The way to a field, or to an item of it where there are more indices than it has lists."""
    left = iter(indices)
    return (*(next(left) if key is None else key for key in place.keys), *left)
