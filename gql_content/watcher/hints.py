import os
from collections.abc import Iterable, Iterator

from gql_content.loading import Selection

__all__ = ["filter_paths", "should_watch_folder"]


def filter_paths(paths: Iterable[str], root: str, selection: Selection) -> Iterator[str]:
    """The paths of events relative to the root, without those that cannot concern articles.

    Paths outside the root, and the `..data` link of a mounted ConfigMap, give "", the whole root.
    """
    for path in paths:
        relative = os.path.relpath(path, root)
        if relative == "." or relative.startswith(".."):
            yield ""
        elif selection.may_concern(relative):
            yield relative


def should_watch_folder(folder: str, root: str, selection: Selection) -> bool:
    """Whether a folder may hold articles, given that its parent may."""
    relative = os.path.relpath(folder, root)
    return relative.startswith("..") or selection.takes_folder(relative)
