import os
from collections.abc import Iterable, Iterator

from gql_content.loading import Selection

__all__ = ["hints_in"]


def hints_in(paths: Iterable[str], root: str, selection: Selection) -> Iterator[str]:
    """The paths of events relative to the root, without those in which no article can lie.

    What leads out of the root, and the `..data` of a mounted ConfigMap, concerns all of it.
    """
    for path in paths:
        relative = os.path.relpath(path, root)
        if relative == "." or relative.startswith(".."):
            yield ""
        elif selection.may_concern(relative):
            yield relative
