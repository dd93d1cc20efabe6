"""The ports: a repository of content, and content at one revision as resolvers see it."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from gql_content.library import Diff, Library
from gql_content.model import Article, RelatedLink, Subject, Texts
from gql_content.query import ArticleFilter, Facet, FacetField, Order, Scope, Slice, Window
from gql_content.search import SearchIndex
from gql_content.sources.content_search import SearchPage
from gql_content.sources.rule_runner import Found

__all__ = [
    "ArticleKey",
    "Backlink",
    "Change",
    "Changes",
    "Content",
    "LinkKind",
    "PathKey",
    "Related",
    "Repository",
    "SlugKey",
    "UrlKey",
]


class Repository(Protocol):
    """Where content comes from. `FileRepository` and `MemoryRepository` pass one suite of tests."""

    @property
    def library(self) -> Library:
        """All content, as it is now."""
        ...

    @property
    def loaded_at(self) -> datetime:
        """When the current library was published."""
        ...

    async def settled_index(self) -> SearchIndex | None:
        """The search index, at the current revision unless it is being built.

        It is brought along with each small change, and that is waited for.
        """
        ...

    async def texts(self, article: Article) -> Texts:
        """The long texts of an article of a library this repository gave out.

        Raises `ContentMoved` where the file is another by now, `TextUnavailable` where the article
        is a last good version whose text is gone.
        """
        ...

    async def found(self, library: Library) -> Found:
        """What is wrong in a library of this repository, and whether the rules have been applied.

        It waits a moment for rules that are being applied, and never longer.
        """
        ...

    async def refresh(self, paths: Collection[str] | None = None) -> Library:
        """Compares files with the library and publishes the next one if they differ.

        Each path, relative to the root, is a hint: a file, a folder, or something that is gone.
        None compares everything.
        """
        ...

    def libraries(self) -> AsyncIterator[Library]:
        """The library as it is now, then each next one; a slow reader skips to the newest."""
        ...

    def changed_since(self, revision: str) -> Diff | None:
        """By what the current library differs from the one at `revision`.

        None where that is not known any more, or never was: any article may be another.
        """
        ...


class PathKey(Struct, frozen=True):
    """An article by its path."""

    path: str


class UrlKey(Struct, frozen=True):
    """An article by its url."""

    url: str


class SlugKey(Struct, frozen=True):
    """An article by its subject, given as slug or name, and its own slug."""

    subject: str
    slug: str


ArticleKey = PathKey | UrlKey | SlugKey


class Related(Struct, frozen=True):
    """A link to another article: written by an author, or found because both share `reasons`.

    The score, from 0 to 1, tells how near a found article is; a written link has none.
    """

    link: RelatedLink
    score: float | None = None
    reasons: tuple[str, ...] = ()


class LinkKind(StrEnum):
    """How an article leads to another."""

    RELATED = "related"
    TEXT = "text"


class Backlink(Struct, frozen=True):
    """An article that leads to another, and how."""

    article: Article
    kinds: tuple[LinkKind, ...]


class Change(Struct, frozen=True):
    """What a reader who knew the content at revision `since` has to learn to know `content`.

    `since` is None for a reader who begins here. Where it is not `is_complete`, nobody remembers
    what has changed: the difference is empty, and any article may be another.
    """

    content: "Content"
    since: str | None
    diff: Diff
    is_complete: bool = True


class Changes(Protocol):
    """The changes that concern one reader, who gets the first at once: where the content stands.

    Nothing waits here for a slow reader: the next change leads from the revision that it was told
    last to the newest one, whatever lies between.
    """

    def __aiter__(self) -> AsyncIterator[Change]: ...

    async def __anext__(self) -> Change:
        """The next change that concerns the reader."""
        ...

    def rewind(self) -> None:
        """The last change did not reach the reader: the next one begins where that one did."""
        ...


class Content(Protocol):
    """All content at one revision: every answer of one instance belongs together."""

    @property
    def revision(self) -> str:
        """The digest of all files."""
        ...

    @property
    def loaded_at(self) -> datetime:
        """When this process came to know this revision; the only answer that differs by process."""
        ...

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """All subjects by slug; they are few, so they are at hand without waiting."""
        ...

    def subject(self, slug: str, /) -> Subject | None:
        """The subject with a slug."""
        ...

    async def article(self, key: ArticleKey) -> Article | None:
        """The article at `key`."""
        ...

    async def articles(self, condition: ArticleFilter, order: Order, window: Window) -> Slice:
        """The articles that pass `condition`, in `order`, cut to `window`."""
        ...

    async def search(
        self, query: str, condition: ArticleFilter, first: int, after: str | None
    ) -> SearchPage:
        """The best hits of `query` among the articles that pass `condition`.

        Raises `BadCursor`, `RevisionMoved`, and, while the index is being built,
        `SearchNotReadyError`.
        """
        ...

    async def facets_of_hits(
        self, page: SearchPage, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        """How all hits of a page's query divide by each of `fields`."""
        ...

    async def facets(
        self, condition: ArticleFilter, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        """How the articles that pass `condition` divide by each of `fields`."""
        ...

    async def neighbour(self, article: Article, scope: Scope, step: int) -> Article | None:
        """The article `step` places later in the order of publication."""
        ...

    async def related(self, article: Article, first: int | None) -> tuple[Related, ...]:
        """The links of `article` as written; up to `first`, completed by the nearest articles.

        None leads to the article itself, and no two to the same place.
        """
        ...

    async def backlinks(self, article: Article) -> tuple[Backlink, ...]:
        """The articles whose related links or texts lead to `article`, in the order of paths."""
        ...

    async def linked(self, link: RelatedLink) -> Article | None:
        """The article that a related link leads to: by url, else by an id that only one bears."""
        ...

    async def texts(self, article: Article) -> Texts:
        """The long texts of `article`; raises `ContentMoved` and `TextUnavailable`."""
        ...

    def changes(self, condition: ArticleFilter, since: str | None) -> Changes:
        """How the content changes from a revision on, for who knows what passes `condition`.

        Without a revision, from this one on. Whoever reads them holds on to no content but that of
        the change in hand.
        """
        ...

    async def article_count(self) -> int:
        """How many articles there are."""
        ...

    async def found(self) -> Found:
        """All that is wrong in the files, in the order of paths and lines, as far as it is known.

        The rules are applied after a library is there, so the same revision may answer more later.
        """
        ...
