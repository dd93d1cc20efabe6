"""Finds missing images: the only check of files other than articles."""

import os
import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from gql_content.checks import RuleConfig

__all__ = ["find_missing_images"]


def find_missing_images(
    root: Path, config: RuleConfig, images: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Return the images without a file; each is a pair of its article's folder and its url.

    `/uploads/a.png` is missing only if one of the asset folders has a folder `uploads`: else the
    images are stored elsewhere.
    """
    folders = [root / folder for folder in config.assets]
    return frozenset(one for one in set(images) if is_image_missing(root, folders, *one))


def is_image_missing(root: Path, assets: list[Path], folder: str, url: str) -> bool:
    path = unquote(url.partition("?")[0].partition("#")[0])
    if "\0" in path:
        return True
    if not path.startswith("/"):
        inside = posixpath.normpath(posixpath.join(folder, path))
        return inside.startswith("..") or not os.path.lexists(root / inside)
    first, _, rest = path.lstrip("/").partition("/")
    candidates = [candidate for candidate in assets if rest and os.path.isdir(candidate / first)]
    inside = posixpath.normpath(path).lstrip("/")
    return bool(candidates) and not any(
        os.path.lexists(candidate / inside) for candidate in candidates
    )
