"""Where images lie: the only rule that looks beside the articles."""

import os
import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from gql_content.checks import Policy

__all__ = ["missing_images"]


def missing_images(
    root: Path, policy: Policy, wanted: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Which of these addresses, each with the folder of its article, lead to no file.

    `/uploads/a.png` is missing only where one of the assets has a folder `uploads`: else images
    are kept where nobody here can see.
    """
    folders = [root / folder for folder in policy.assets]
    return frozenset(one for one in set(wanted) if is_missing(root, folders, *one))


def is_missing(root: Path, assets: list[Path], folder: str, address: str) -> bool:
    path = unquote(address.partition("?")[0].partition("#")[0])
    if "\0" in path:
        return True
    if not path.startswith("/"):
        inside = posixpath.normpath(posixpath.join(folder, path))
        return inside.startswith("..") or not os.path.lexists(root / inside)
    first, _, rest = path.lstrip("/").partition("/")
    homes = [home for home in assets if rest and os.path.isdir(home / first)]
    inside = posixpath.normpath(path).lstrip("/")
    return bool(homes) and not any(os.path.lexists(home / inside) for home in homes)
