"""Real files, the library of them and their texts."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from gql_content.library import Entry, Library
from gql_content.model import Article, Texts
from gql_content.parsing import parse, read_texts
from gql_content.search import Found, SearchIndex
from tests.folder import article

__all__ = ["Site", "found", "paths", "searching", "site"]


class Site:
    """A library and where its texts come from; `asked` tells for which they were wanted."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []
        self.library = Library.of({path: entry(path, data) for path, data in files.items()})

    def texts_of(self, one: Article) -> Texts | None:
        """What `SearchIndex.update` asks for."""
        self.asked.append(one.path)
        return read_texts(one.path, self.files[one.path])


def entry(path: str, data: bytes) -> Entry:
    parsed = parse(path, data)
    return Entry(sha256(data).digest(), parsed.article, parsed.problems)


def site(files: Mapping[str, Mapping[str, object] | str]) -> Site:
    """A site of these files: texts are bodies, mappings are front matter."""
    return Site({path: written(path, given).encode() for path, given in files.items()})


def written(path: str, given: Mapping[str, object] | str) -> str:
    title = path.rpartition("/")[2].removesuffix(".md").replace("-", " ")
    if isinstance(given, str):
        return article({"title": title}, given)
    return article({"title": title, **given})


@contextmanager
def searching(
    files: Mapping[str, Mapping[str, object] | str], path: Path | None = None
) -> Generator[SearchIndex]:
    """An index of these files, until the block ends."""
    one = site(files)
    index = SearchIndex(path)
    try:
        index.update(one.library, one.texts_of)
        yield index
    finally:
        index.close()


def found(index: SearchIndex, query: str) -> Found:
    """All hits of a query."""
    return index.search(query, None, 1_000, None)


def paths(index: SearchIndex, query: str) -> list[str]:
    """The paths of all hits, the best first, without their endings."""
    return [hit.path.removesuffix(".md") for hit in found(index, query).hits]
