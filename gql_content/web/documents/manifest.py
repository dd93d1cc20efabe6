"""Manifests: files that say which documents are trusted, and under which ids.

Written is the one that Apollo's clients and tools read and write; read is also a plain object of id
and document, as those of Relay and of graphql-codegen.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from gql_content.errors import StartError

__all__ = ["TrustedDocument", "read_manifest", "written_manifest"]


class TrustedDocument(Struct, frozen=True):
    """One operation with all the fragments it needs."""

    id: str
    name: str
    type: str
    body: str


class ApolloManifest(Struct, frozen=True):
    """The format of Apollo's persisted-query manifests."""

    format: Literal["apollo-persisted-query-manifest"] = "apollo-persisted-query-manifest"
    version: Literal[1] = 1
    operations: tuple[TrustedDocument, ...] = ()


def read_manifest(file: Path) -> Mapping[str, str]:
    """The documents of a manifest by their ids; raises `StartError`."""
    try:
        written = file.read_bytes()
    except OSError as error:
        raise StartError(f"--documents {file} cannot be read: {error.strerror}.") from None
    try:
        return documents_in(msgspec.json.decode(written, type=dict[str, Any]))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise StartError(
            f"--documents {file} is no manifest: {error}. "
            "Write one by `gql-content documents check --write`."
        ) from None


def documents_in(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    if isinstance(manifest.get("operations"), list):
        operations = msgspec.convert(manifest, ApolloManifest).operations
        return {one.id: one.body for one in operations}
    return msgspec.convert(manifest, dict[str, str])


def written_manifest(documents: Iterable[TrustedDocument]) -> bytes:
    """A manifest of these documents, a line for each field, so that changes show in a diff."""
    manifest = msgspec.json.encode(ApolloManifest(operations=tuple(documents)))
    return msgspec.json.format(manifest, indent=2) + b"\n"
