"""What resolvers see: content pinned at one revision, behind a port a database can serve too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from gql_content.listing import ArticleFilter, Order, Slice, Window
from gql_content.model import Article, Problem, RelatedLink, Subject, Texts

__all__ = ["ArticleKey", "Content", "PathKey", "SlugKey", "UrlKey"]


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
        """The subjects by slug; they are few, so they are at hand without waiting."""
        ...

    async def article(self, key: ArticleKey) -> Article | None:
        """The article at `key`."""
        ...

    async def articles(self, condition: ArticleFilter, order: Order, window: Window) -> Slice:
        """The articles that pass `condition`, in `order`, cut to `window`."""
        ...

    async def linked(self, link: RelatedLink) -> Article | None:
        """The article that a related link leads to: by url, else by an id that only one bears."""
        ...

    async def texts(self, article: Article) -> Texts:
        """The long texts of `article`; raises `ContentMoved` and `TextUnavailable`."""
        ...

    async def article_count(self) -> int:
        """How many articles there are."""
        ...

    async def problems(self) -> tuple[Problem, ...]:
        """All that is wrong in the files, in the order of paths and lines."""
        ...
