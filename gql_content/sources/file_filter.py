"""Which files of the content root are articles."""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Selection"]


DEFAULT_SUFFIXES = (".md", ".markdown")
EDITOR_LEFTOVERS = ("~", ".swp", ".tmp")


class Selection(Struct, frozen=True, dict=True):
    """Glob patterns, as in a .gitignore; without `include`, every Markdown file is taken.

    Hidden files and folders never are, nor what editors leave behind.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes_file(self, path: str) -> bool:
        """Whether the file at this path, relative to the root, is an article's."""
        name = path.rpartition("/")[2]
        if is_leftover(name):
            return False
        if self.include:
            included = self._included.match_file(path)
        else:
            included = name.endswith(DEFAULT_SUFFIXES)
        return included and not (self.exclude and self._excluded.match_file(path))

    def takes_folder(self, path: str) -> bool:
        """Whether articles may lie in this folder."""
        name = path.rpartition("/")[2]
        if is_leftover(name) or name == "node_modules":
            return False
        return not (self.exclude and self._excluded.match_file(f"{path}/"))

    def may_concern(self, path: str) -> bool:
        """Whether an event at this path, of a file or a folder, can concern an article."""
        folder, _, name = path.rpartition("/")
        return not is_leftover(name) and self.takes_below(folder)

    def takes_below(self, path: str) -> bool:
        """Whether articles may lie below this path, its folders considered too."""
        parts = path.split("/") if path else []
        return all(self.takes_folder("/".join(parts[: end + 1])) for end in range(len(parts)))

    @cached_property
    def _included(self) -> "GitIgnoreSpec":
        return spec_of(self.include)

    @cached_property
    def _excluded(self) -> "GitIgnoreSpec":
        return spec_of(self.exclude)


def spec_of(patterns: tuple[str, ...]) -> "GitIgnoreSpec":
    # Imported where there are patterns: most starts need none.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def is_leftover(name: str) -> bool:
    """Whether a name is hidden, or one that editors and copying programs give while they write."""
    return name.startswith((".", "#")) or name.endswith(EDITOR_LEFTOVERS)
