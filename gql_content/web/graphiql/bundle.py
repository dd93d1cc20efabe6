"""The files that the build hook made from `frontend/`, or the fact that it could not."""

from pathlib import Path

import msgspec

__all__ = ["BUNDLE", "Bundle", "find_bundle"]

BUNDLE = Path(__file__).parent / "bundle"


class Bundle(msgspec.Struct, frozen=True):
    """The hashed names, in the bundle's `assets/`, that the page starts with."""

    script: str
    style: str


def find_bundle(folder: Path = BUNDLE) -> Bundle | None:
    try:
        return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Bundle)
    except (OSError, msgspec.DecodeError):
        return None
