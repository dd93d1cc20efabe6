import os
from collections.abc import Iterable, Iterator

from gql_content.loading import Selection

__all__ = ["hints_in", "may_hold_articles"]


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


def may_hold_articles(folder: str, root: str, selection: Selection) -> bool:
    """Whether a folder is worth watching; the one it lies in is."""
    relative = os.path.relpath(folder, root)
    return relative.startswith("..") or selection.takes_folder(relative)
