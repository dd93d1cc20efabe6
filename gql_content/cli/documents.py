import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from gql_content.cli.options import settings_from, settings_options
from gql_content.errors import StartError

__all__ = ["documents"]

# Of those on an operation, all but what only shows when it is run.
LIMITS = (
    *("page_size", "max_page_size"),
    *("max_tokens", "max_depth", "max_aliases", "max_root_fields", "max_directives"),
    *("max_fields", "max_merges", "max_cost"),
)
SUFFIXES = {".graphql", ".gql"}


@click.group()
def documents() -> None:
    """The documents of a frontend: its queries, known before they are asked."""


@documents.command()
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
    help="Ask for __typename in every object, as Apollo Client and urql do with what they send.",
)
@settings_options(only=LIMITS)
def check(
    files: tuple[Path, ...], manifest: Path | None, adds_typenames: bool, **given: Any
) -> None:
    """Check .graphql FILES, or folders of them, against the schema and the limits.

    Prints each operation with its cost, the objects that it may answer with: as the defaults of its
    variables have it, and at most. Or each mistake as file:line:column, with exit code 1, and then
    no manifest is written. A fragment may stand in another of the files.
    """
    # Imported here, since Strawberry takes long and --help needs it not.
    from gql_content.schema import SCHEMA
    from gql_content.web.documents import check_documents, written_manifest

    settings = settings_from({**given, "content": Path()})
    found = check_documents(SCHEMA, texts_in(files), settings, adds_typenames=adds_typenames)
    for mistake in found.mistakes:
        click.echo(f"{mistake}", err=True)
    if found.mistakes:
        sys.exit(1)
    trusted = [one.document for one in found.operations]
    width = max((len(one.name) for one in trusted), default=0)
    for one, document in zip(found.operations, trusted, strict=True):
        shown = f"{document.id[:12]}  {document.type:<12}  {document.name:<{width}}"
        click.echo(f"{shown}  cost {one.cost:,}{variable(one.cost, one.most, settings.max_cost)}")
    if manifest is not None:
        write(manifest, written_manifest(trusted))


def variable(cost: int, most: int, allowed: int) -> str:
    """What variables can make of a cost."""
    if most > allowed:
        return f", by its variables more than --max-cost allows: {allowed:,}"
    return f", by its variables at most {most:,}" if most > cost else ""


def texts_in(files: Iterable[Path]) -> Mapping[str, str]:
    """The texts of all files, and of those in folders, by their names."""
    return {f"{file}": text_of(file) for named in files for file in documents_at(named)}


def documents_at(named: Path) -> Iterable[Path]:
    if not named.is_dir():
        return [named]
    return sorted(one for one in named.rglob("*") if one.suffix in SUFFIXES and one.is_file())


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StartError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise StartError(f"{file} is not in UTF-8, from byte {error.start} on.") from None


def write(manifest: Path, written: bytes) -> None:
    try:
        manifest.write_bytes(written)
    except OSError as error:
        raise StartError(f"{manifest} cannot be written: {error.strerror}.") from None
