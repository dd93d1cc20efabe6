"""Which part of a list is asked for."""

from msgspec import Struct

from gql_content.errors import BadWindow

__all__ = ["Window", "window_of"]


class Window(Struct, frozen=True, kw_only=True):
    """`size` articles between two cursors or from `offset`; the last ones if `from_end`."""

    size: int
    from_end: bool = False
    after: str | None = None
    before: str | None = None
    offset: int = 0


def window_of(
    *,
    first: int | None,
    after: str | None,
    last: int | None,
    before: str | None,
    offset: int | None,
    default_size: int,
    most: int,
) -> Window:
    """The window that these arguments describe, or `BadWindow` where they describe none."""
    for name, value in (("first", first), ("last", last), ("offset", offset)):
        if value is not None and value < 0:
            raise BadWindow(f"{name} is {value}: it counts articles and cannot be negative.")
    for name, value in (("first", first), ("last", last)):
        if value is not None and value > most:
            raise BadWindow(
                f"{name} is {value}: a page has at most {most} articles. "
                "Ask for fewer and page on with after, or raise --max-page-size."
            )
    if first is not None and last is not None:
        raise BadWindow("first and last together describe no page: give one of them.")
    if offset is not None and (after is not None or before is not None or last is not None):
        raise BadWindow(
            "offset counts from the beginning of the list: it goes with first, "
            "not with after, before or last."
        )
    if last is not None:
        return Window(size=last, from_end=True, after=after, before=before)
    size = default_size if first is None else first
    return Window(size=size, after=after, before=before, offset=offset or 0)
