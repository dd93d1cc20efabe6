"""Everything that can be set, with its default and its meaning, in one place.

The command line and the environment variables `GQL_CONTENT_*` are made from this.
"""

from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from platformdirs import user_cache_path

from gql_content.loading import Selection
from gql_content.watcher import Watch

__all__ = ["Settings"]


class Settings(Struct, frozen=True, kw_only=True):
    """How a service is to run; `description` is what --help and the README say."""

    content: Annotated[
        Path, Meta(description="The content root: the folder with the articles.")
    ] = Path("content")
    host: Annotated[str, Meta(description="The address to listen on.")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    ] = 8000
    include: Annotated[
        tuple[str, ...],
        Meta(
            description="Take only files that match this pattern, as in a .gitignore. "
            "Default: every .md and .markdown file."
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...], Meta(description="Leave out files and folders that match this pattern.")
    ] = ()
    watch: Annotated[
        Watch,
        Meta(
            description="How to notice changed files: by file events (native), by looking (poll), "
            "by events where there are any (auto), or not at all (off)."
        ),
    ] = Watch.AUTO
    sweep: Annotated[
        float,
        Meta(gt=0, description="Seconds between two comparisons of the whole folder."),
    ] = 30.0
    state_dir: Annotated[Path, Meta(description="Where snapshots for fast starts are kept.")] = (
        user_cache_path("gql-content")
    )
    state: Annotated[bool, Meta(description="Keep a snapshot for the next start.")] = True
    page_size: Annotated[
        int, Meta(ge=1, description="Articles in a page when a query gives no first or last.")
    ] = 20
    max_page_size: Annotated[
        int, Meta(ge=1, description="The largest first or last that a query may ask for.")
    ] = 100
    max_body: Annotated[int, Meta(ge=1, description="The largest request body, in bytes.")] = (
        256 * 1024
    )
    text_cache: Annotated[
        int, Meta(ge=0, description="Memory for texts that have been read, in bytes.")
    ] = 32 << 20

    @property
    def selection(self) -> Selection:
        """Which files of the content root are articles."""
        return Selection(include=self.include, exclude=self.exclude)
