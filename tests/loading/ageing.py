import os
from pathlib import Path
from time import time_ns

__all__ = ["aged"]


def aged(root: Path) -> Path:
    """A folder whose files seem to be an hour old, so that their stamps are trusted."""
    old_ns = time_ns() - 3_600_000_000_000
    for file in root.rglob("*.md"):
        os.utime(file, ns=(old_ns, old_ns))
    return root
