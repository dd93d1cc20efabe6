"""gql-content documents"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from gql_content.cli.options import make_settings, settings_options
from gql_content.errors import StartError

__all__ = ["documents"]


# The limits on operations, except those that apply only at run time.
DOCUMENT_LIMIT_OPTIONS = (
    *("page_size", "max_page_size"),
    *("max_tokens", "max_depth", "max_aliases", "max_root_fields", "max_directives"),
    *("max_fields", "max_merges", "max_cost"),
)
DOCUMENT_SUFFIXES = {".graphql", ".gql"}


@click.group()
def documents() -> None:
    """Work with the GraphQL documents of a frontend."""


@documents.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--write",
    "manifest",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the manifest that `serve --documents` reads.",
)
@click.option(
    "--typename",
    "adds_typenames",
    is_flag=True,
    help="Add __typename to every selection set, as Apollo Client and urql do.",
)
@settings_options(only=DOCUMENT_LIMIT_OPTIONS)
def check_files(
    files: tuple[Path, ...], manifest: Path | None, adds_typenames: bool, **options: Any
) -> None:
    """Check .graphql FILES, or folders of them, against the schema and the limits.

    Prints each operation with its cost, the number of objects in its response: with the defaults of
    its variables, and at most. With errors, prints each as file:line:column, writes no manifest and
    exits with code 1. Fragments may be in other files.
    """
    # Imported late, since importing Strawberry is slow.
    from gql_content.schema import SCHEMA
    from gql_content.web import check_documents, written_manifest

    settings = make_settings({**options, "content": Path()})
    report = check_documents(SCHEMA, read_documents(files), settings, adds_typenames=adds_typenames)
    for error in report.mistakes:
        click.echo(f"{error}", err=True)
    if report.mistakes:
        sys.exit(1)
    trusted = [operation.document for operation in report.operations]
    width = max((len(document.name) for document in trusted), default=0)
    for operation, document in zip(report.operations, trusted, strict=True):
        line = f"{document.id[:12]}  {document.type:<12}  {document.name:<{width}}"
        maximum = describe_max_cost(operation.cost, operation.most, settings.max_cost)
        click.echo(f"{line}  cost {operation.cost:,}{maximum}")
    if manifest is not None:
        write_manifest(manifest, written_manifest(trusted))


def describe_max_cost(cost: int, maximum: int, limit: int) -> str:
    """How far other variables can raise a cost."""
    if maximum > limit:
        return f", with other variables above --max-cost {limit:,}"
    return f", with other variables up to {maximum:,}" if maximum > cost else ""


def read_documents(files: Iterable[Path]) -> Mapping[str, str]:
    """The texts of all files, and of all documents in folders, by path."""
    return {f"{file}": read_document(file) for path in files for file in find_documents(path)}


def find_documents(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        file for file in path.rglob("*") if file.suffix in DOCUMENT_SUFFIXES and file.is_file()
    )


def read_document(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StartError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise StartError(
            f"{file} is not UTF-8: invalid byte at {error.start}. Save it as UTF-8."
        ) from None


def write_manifest(manifest: Path, data: bytes) -> None:
    try:
        manifest.write_bytes(data)
    except OSError as error:
        raise StartError(f"{manifest} cannot be written: {error.strerror}.") from None
