import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from gql_content.errors import StartError

__all__ = ["documents"]

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
def check(files: tuple[Path, ...], manifest: Path | None) -> None:
    """Check .graphql FILES, or folders of them, against the schema.

    Prints each operation, or each mistake as file:line:column; exit code 1 if there are mistakes,
    and then no manifest is written. A fragment may stand in another of the files.
    """
    # Imported here, since Strawberry takes long and --help needs it not.
    from gql_content.schema import SCHEMA
    from gql_content.web.documents import check_documents, written_manifest

    found = check_documents(SCHEMA, texts_in(files))
    for mistake in found.mistakes:
        click.echo(f"{mistake}", err=True)
    if found.mistakes:
        sys.exit(1)
    for one in found.operations:
        click.echo(f"{one.id[:12]}  {one.type:<12}  {one.name}")
    if manifest is not None:
        write(manifest, written_manifest(found.operations))


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
