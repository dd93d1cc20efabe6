"""Sites for search tests: files, their library and their texts."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from gql_content.content import parse, read_texts
from gql_content.library import Entry, Library
from gql_content.model import Article, Texts
from gql_content.search import SearchIndex, SearchResult
from tests.folder import article

__all__ = ["Site", "find_hits", "find_paths", "make_site", "open_index"]


class Site:
    """A library and its texts; `read_paths` records which texts were read."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.read_paths: list[str] = []
        self.library = Library.of({path: make_entry(path, data) for path, data in files.items()})

    def read_texts(self, article_: Article) -> Texts | None:
        """The callback of `SearchIndex.update`."""
        self.read_paths.append(article_.path)
        return read_texts(article_.path, self.files[article_.path])


def make_entry(path: str, data: bytes) -> Entry:
    parsed = parse(path, data)
    return Entry(sha256(data).digest(), parsed.article, parsed.problems)


def make_site(files: Mapping[str, Mapping[str, object] | str]) -> Site:
    """A site of these files: strings are bodies, mappings are front matter."""
    return Site({path: render_file(path, content).encode() for path, content in files.items()})


def render_file(path: str, content: Mapping[str, object] | str) -> str:
    title = path.rpartition("/")[2].removesuffix(".md").replace("-", " ")
    if isinstance(content, str):
        return article({"title": title}, content)
    return article({"title": title, **content})


@contextmanager
def open_index(
    files: Mapping[str, Mapping[str, object] | str], path: Path | None = None
) -> Generator[SearchIndex]:
    """An index of these files."""
    site = make_site(files)
    index = SearchIndex(path)
    try:
        index.update(site.library, site.read_texts)
        yield index
    finally:
        index.close()


def find_hits(index: SearchIndex, query: str) -> SearchResult:
    """All hits of a query."""
    return index.search(query, None, 1_000, None)


def find_paths(index: SearchIndex, query: str) -> list[str]:
    """The paths of all hits, best first, without extensions."""
    return [hit.path.removesuffix(".md") for hit in find_hits(index, query).hits]
