"""The values everything else speaks of: frozen, typed, without I/O and without GraphQL."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from msgspec import Struct

__all__ = [
    "Article",
    "Image",
    "LinkTexts",
    "Problem",
    "RelatedLink",
    "SavedLinks",
    "Seo",
    "Severity",
    "Source",
    "Subject",
    "Texts",
    "WatcherState",
    "WatcherStatus",
]


class Severity(StrEnum):
    """How bad a problem is: an error keeps a file from being an article, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True, gc=False):
    """Something wrong in content, told to its author.

    `line` and `column` count from 1; `field` is the dotted name of the front matter key.
    """

    path: str
    code: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    column: int | None = None
    field: str | None = None


class Source(Struct, frozen=True, gc=False):
    """The file of an article: SHA-256 of its bytes, size in bytes, nanoseconds since 1970.

    `stale` says that the file has become invalid, and that this is its last good version.
    """

    digest: bytes
    size: int
    mtime_ns: int
    stale: bool = False


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def stem_of(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


# Lists repeat them; those of all articles of a large site would be a quarter of its library again.
remembered_lines_of = lru_cache(2_048)(lines_of)
remembered_stem_of = lru_cache(2_048)(stem_of)
LONGEST_REMEMBERED = 2_000  # characters


class Seo(Struct, frozen=True, gc=False):
    """What search engines and social networks are told; `title` falls back to the article's.

    The keywords are one text, a line each: as objects of their own they are a quarter of a library.
    """

    title: str
    page_description: str | None
    keyword_lines: str
    canonical_url: str | None

    @property
    def page_keywords(self) -> tuple[str, ...]:
        """The keywords, in their order."""
        lines = self.keyword_lines
        return (remembered_lines_of if len(lines) <= LONGEST_REMEMBERED else lines_of)(lines)


class Image(Struct, frozen=True, gc=False):
    """An image as it is written: where it lies, and what it shows, which may be empty."""

    src: str
    alt: str


class RelatedLink(Struct, frozen=True, gc=False):
    """A link to another article as its author wrote it; it may lead nowhere."""

    title: str | None
    url: str | None
    article_id: str | None
    subject_name: str | None


class LinkTexts:
    """The texts that stand in saved links, as numbers in a table of all texts until one is read."""

    __slots__ = ("_known",)

    def __init__(self, table: Sequence[str | None], numbers: Sequence[int]) -> None:
        # In one place, so that threads find either the one or the other.
        self._known: tuple[Sequence[str | None], Sequence[int]] | list[str | None] = table, numbers

    def all(self) -> list[str | None]:
        """The texts; from now on, no others are kept alive."""
        known = self._known
        if isinstance(known, tuple):
            table, numbers = known
            known = self._known = [table[number] for number in numbers]
        return known


class SavedLinks(Struct, frozen=True, gc=False, eq=False):
    """Related links as a snapshot has them: numbers of texts, four for each link, 32 bits each.

    To make objects of them all takes a third of what reading a snapshot does; few are asked for.
    """

    EACH: ClassVar = 4 * 4  # bytes

    texts: LinkTexts
    numbers: bytes

    def read(self) -> tuple[RelatedLink, ...]:
        """The links."""
        numbers, texts = memoryview(self.numbers).cast("I"), self.texts.all()
        each: Iterator[Any] = (texts[number] for number in numbers)
        return tuple(map(RelatedLink, each, each, each, each))

    def __len__(self) -> int:
        return len(self.numbers) // self.EACH

    def __eq__(self, other: object) -> bool:
        return self.read() == (other.read() if isinstance(other, SavedLinks) else other)

    def __hash__(self) -> int:
        return hash(self.read())


class Article(Struct, frozen=True, gc=False):
    """The typed front matter of one file; its long texts stay in the file.

    `path` is POSIX and relative to the content root, `url` is unique in a library, `article_id` is
    whatever the front matter calls `id` and is not unique. Of the texts it knows how many words
    they have together, and `links`: the urls of this site that they lead to, each once.
    """

    path: str
    source: Source
    url: str
    article_id: str | None
    schema_name: str | None
    title: str
    article_title: str | None
    question: str | None
    author: str | None
    subject_name: str | None
    subject_slug: str | None
    date: date | None
    published_at: datetime | None
    date_format: str | None
    post_on_text: str | None
    seo: Seo
    no_index: bool
    score: float | None
    file_name: str | None
    related_links: tuple[RelatedLink, ...] | SavedLinks
    has_answer: bool
    has_body: bool
    word_count: int
    links: tuple[str, ...]
    image: Image | None

    @property
    def related(self) -> tuple[RelatedLink, ...]:
        """The links to other articles, in their order."""
        links = self.related_links
        return links.read() if isinstance(links, SavedLinks) else links

    @property
    def slug(self) -> str:
        """The file's stem, unique only within its folder."""
        return remembered_stem_of(self.path)


class Subject(Struct, frozen=True, gc=False):
    """What articles are grouped by, known by its slug and named as most of them spell it."""

    slug: str
    name: str
    article_count: int


class Texts(Struct, frozen=True):
    """What is read on demand: the long texts, and the whole front matter, as written, in JSON."""

    answer: str | None
    body: str | None
    front_matter: bytes


class WatcherState(StrEnum):
    """How changed files are being noticed at present."""

    OFF = "off"
    EVENTS = "events"
    POLLING = "polling"
    FAILED = "failed"  # by nothing but the sweeps


class WatcherStatus(Struct, frozen=True):
    """How the watcher does; `last_sweep` is when the whole folder was last found compared.

    `reason` says in a sentence why it is not as it should be; it is for the operator's eyes.
    """

    state: WatcherState = WatcherState.OFF
    last_sweep: datetime | None = None
    restarts: int = 0
    reason: str | None = None
