"""All articles at one revision: immutable, indexed, cheap to replace in part."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from sys import getsizeof
from typing import Any, Never, Self, TypeVar, cast

from cachetools import LRUCache
from msgspec import Struct

from gql_content.library.indexes import Backlinks, Claims, Index, Subjects, View, precedence
from gql_content.library.overlay_map import Layered
from gql_content.model import Article, Problem, Subject
from gql_content.pacing import SharedWork, Work, finish

__all__ = ["MOST_REMEMBERED", "MOST_VIEWS", "Entry", "Library", "checksum"]


class Step(Struct, frozen=True):
    """How a library came out of the one at revision `since`: what stopped and began to be served.

    An article that changed is in both, as it was and as it is.
    """

    since: str
    dropped: tuple[Article, ...]
    taken: tuple[Article, ...]


class Entry(Struct, frozen=True, gc=False):
    """What a library knows of one file.

    `article` is the last good version: where the file has become invalid, its digest is older than
    `digest`, the SHA-256 of the bytes on the disk. It is None where no version was ever good.
    """

    digest: bytes
    article: Article | None
    problems: tuple[Problem, ...] = ()

    @property
    def is_stale(self) -> bool:
        """Whether the article is older than the file."""
        return self.article is not None and self.article.source.digest != self.digest


MODULUS = 1 << 256


def checksum(files: Iterable[tuple[str, Entry]]) -> int:
    """The sum over these files, to be added to or taken from a library's."""
    return sum(contribution(path, entry) for path, entry in files) % MODULUS


def contribution(path: str, entry: Entry) -> int:
    """One file's share: what it holds and, if that is invalid, what is still served."""
    served = entry.article.source.digest if entry.article is not None else b""
    written = path.encode(errors="surrogateescape")
    return int.from_bytes(sha256(entry.digest + served + b"\0" + written).digest(), "big")


def revision_of(total: int) -> str:
    """Forty hexadecimal digits, as Git shows a commit."""
    return sha256((total % MODULUS).to_bytes(32, "big")).hexdigest()[:40]


Answer = TypeVar("Answer")
Derived = TypeVar("Derived", bound=View)

MOST_VIEWS = 96
MOST_REMEMBERED = 1_000_000  # items in all remembered lists together, eight bytes each
IDS = "ids"
QUESTION = 1_000  # items that a question weighs as much as, so that empty lists are bounded too
STRUCT = 200  # bytes of a struct, about
MOST_BEGUN = 16  # answers and views that are being worked out


class Remembered(Struct, frozen=True):
    """An answer, and what it weighs with its question."""

    items: tuple[object, ...]
    weight: int


class Library:
    """All content at one revision. Nothing in it changes; `replaced` makes the next one."""

    def __init__(
        self,
        entries: Layered[str, Entry],
        total: int,
        claims: Claims,
        articles: Layered[str, Article],
        troubled: Layered[str, tuple[Problem, ...]],
        views: dict[Hashable, View],
        step: Step | None = None,
    ) -> None:
        self.entries = entries
        self.articles = articles
        self._troubled = troubled
        self.step = step
        self.revision = revision_of(total)
        self._total = total
        self._claims = claims
        self._views = views
        self._remembered: LRUCache[Hashable, Remembered] = LRUCache(
            MOST_REMEMBERED, getsizeof=lambda remembered: remembered.weight
        )
        self._begun: LRUCache[Hashable, SharedWork[Any]] = LRUCache(MOST_BEGUN)

    @classmethod
    def of(cls, entries: Mapping[str, Entry], total: int | None = None) -> Self:
        """The library of these files by their paths; `total` is their checksum, where it is known.

        It takes a digest of each file to find it out.
        """
        claims = Claims.of(entry.article for entry in entries.values() if entry.article is not None)
        return cls(
            entries=Layered(dict(entries)),
            total=checksum(entries.items()) if total is None else total,
            claims=claims,
            articles=Layered({article.path: article for article in claims.owners.values()}),
            troubled=Layered({path: one.problems for path, one in entries.items() if one.problems}),
            views={},
        )

    def replaced(self, changed: Mapping[str, Entry], removed: Iterable[str] = ()) -> Self:
        """The library in which `changed` files are as given and `removed` ones are gone.

        It equals `Library.of` over the same files, at the cost of what changed.
        """
        gone = {path for path in removed if path in self.entries and path not in changed}
        before = {path: self.entries[path] for path in (*gone, *changed) if path in self.entries}
        claims = self._claims.patched(
            [entry.article for entry in before.values() if entry.article is not None],
            [entry.article for entry in changed.values() if entry.article is not None],
        )
        dropped, taken = self._visible_change(claims, before, changed)
        served = {article.path: article for article in taken}
        return type(self)(
            entries=self.entries.changed(changed, gone),
            total=self._total - checksum(before.items()) + checksum(changed.items()),
            claims=claims,
            articles=self.articles.changed(
                served, {article.path for article in dropped} - served.keys()
            ),
            troubled=self._troubled.changed(
                {path: one.problems for path, one in changed.items() if one.problems},
                [
                    path
                    for path in before
                    if path in self._troubled and (path in gone or not changed[path].problems)
                ],
            ),
            views=self._patched_views(dropped, taken),
            step=Step(self.revision, tuple(dropped), tuple(taken)),
        )

    @property
    def troubled(self) -> Collection[str]:
        """The files with problems of their own."""
        return self._troubled.keys()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong in these files, in the order of paths and lines."""
        return self._problems

    @cached_property
    def _problems(self) -> tuple[Problem, ...]:
        found = [problem for problems in self._troubled.values() for problem in problems]
        found.extend(self._claims.problems())
        found.sort(key=lambda one: (one.path, one.line or 0, one.column or 0, one.code))
        return tuple(found)

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """The subjects by their slugs."""
        return self.view("subjects", Subjects.of).by_slug

    def article_at(self, path: str) -> Article | None:
        """The article read from the file at `path`."""
        return self.articles.get(path)

    def article_by_url(self, url: str) -> Article | None:
        """The article that answers for `url`; a slash at its end makes no difference.

        A last good version yields to the article of a valid file here too.
        """
        owners, bare = self._claims.owners, url.rstrip("/")
        found = owners.get(url) or owners.get(bare) or owners.get(bare + "/")
        if found is None or not found.source.stale:
            return found
        others = (owners.get(one) for one in (bare, bare + "/"))
        return next((one for one in others if one and not one.source.stale), found)

    def article_with_url(self, url: str) -> Article | None:
        """The article that is served at exactly this url."""
        return self._claims.owners.get(url)

    def article_by_slug(self, subject: str, slug: str) -> Article | None:
        """The article of a subject whose file has this stem.

        Of several, one of a valid file before a last good version, then the lowest path.
        """
        same_stem = (one for one in self.articles_by_stem(slug) if one.subject_slug == subject)
        return min(same_stem, key=precedence, default=None)

    def articles_by_stem(self, slug: str) -> tuple[Article, ...]:
        """Every article whose file has this stem."""
        return finish(self.by_stem())[slug]

    def by_stem(self) -> Work[Index[str]]:
        """The articles by the stems of their files, step by step."""
        return self.made_view("slugs", lambda all_: Index[str].in_steps(all_, stem_of))

    def articles_by_id(self, article_id: str) -> tuple[Article, ...]:
        """Every article whose front matter gives this id."""
        return finish(self.by_id())[article_id]

    def by_id(self) -> Work[Index[str]]:
        """The articles by the ids in their front matter, step by step."""
        return self.made_view(IDS, lambda all_: Index[str].in_steps(all_, id_of))

    def articles_of(self, subject: str) -> tuple[Article, ...]:
        """The articles of a subject in the order of paths."""
        by_subject = self.view(
            "by subject", lambda all_: Index[str].of(all_, lambda one: one.subject_slug)
        )
        return by_subject[subject]

    def leading_to(self, article: Article) -> list[Article]:
        """The articles whose texts or related links name this one, in the order of paths."""
        return finish(self.linking_to(article))

    def linking_to(self, article: Article) -> Work[list[Article]]:
        """The same, step by step."""
        view = yield from self.made_view("backlinks", Backlinks.made)
        return (yield from view.linking_to(article))

    def view(self, name: Hashable, build: Callable[[Iterable[Article]], Derived]) -> Derived:
        """The view of that name, built on first use and then carried along by `replaced`."""
        found = self._views.pop(name, None)  # and put back last: the first is dropped first
        if found is None:
            found = build(self.articles.values())  # which may ask for other views
            while len(self._views) >= MOST_VIEWS:
                del self._views[next(iter(self._views))]
        self._views[name] = found
        return cast("Derived", found)

    def known_view(self, name: Hashable) -> View | None:
        """The view of that name, where it has been made."""
        found = self._views.pop(name, None)  # and put back last, as `view` does
        if found is not None:
            self._views[name] = found
        return found

    def known_answer(self, question: Hashable) -> tuple[Any, ...] | None:
        """The answer to a question, where it is remembered."""
        found = self._remembered.get(question)
        return None if found is None else found.items

    @property
    def knows_ids(self) -> bool:
        """Whether `by_id` has been made."""
        return IDS in self._views

    def made_view(
        self, name: Hashable, make: Callable[[Iterable[Article]], Work[Derived]]
    ) -> Work[Derived]:
        """The same as `view`, step by step; several who need it take it further together."""
        if name not in self._views:
            key = ("view", name)
            made = yield from self._shared(key, lambda: make(self.articles.values()))
            return self.view(name, lambda _: made)
        return self.view(name, missing)

    def _shared(self, key: Hashable, work: Callable[[], Work[Answer]]) -> Work[Answer]:
        shared = self._begun.get(key)
        if shared is None:
            shared = self._begun[key] = SharedWork(work())
        try:
            result = yield from shared.steps()
        except Exception:
            self._begun.pop(key, None)
            raise
        self._begun.pop(key, None)
        return result

    def adopt(self, former: "Library") -> None:
        """Takes over what views of a library of the same folder this one lacks.

        One that is built while the next library is being made stays behind in the former, and to
        build it again takes as long as there are articles.
        """
        if former._views.keys() <= self._views.keys():  # noqa: SLF001 - of this very class
            return
        pairs = [
            (former.articles.get(path), self.articles.get(path))
            for path in former.articles.keys_apart_from(self.articles)
        ]
        dropped = [was for was, now in pairs if was is not None and was is not now]
        taken = [now for was, now in pairs if now is not None and now is not was]
        for name, view in former._patched_views(dropped, taken).items():  # noqa: SLF001 - as above
            if len(self._views) < MOST_VIEWS:
                self._views.setdefault(name, view)

    def remembered(
        self,
        question: Hashable,
        answer: Callable[[], tuple[Answer, ...]],
        *,
        item_weight: int = 1,
    ) -> tuple[Answer, ...]:
        """The answer to a question about this revision, remembered within a bound.

        `item_weight` is 1 where the items are articles, which are there anyway.
        """
        found = self._remembered.get(question)
        if found is not None:
            return cast("tuple[Answer, ...]", found.items)
        return self._remember(question, answer(), item_weight)

    def worked_out(
        self,
        question: Hashable,
        work: Callable[[], Work[tuple[Answer, ...]]],
        *,
        item_weight: int = 1,
    ) -> Work[tuple[Answer, ...]]:
        """The same, step by step; several who ask take it further together."""
        found = self._remembered.get(question)
        if found is not None:
            return cast("tuple[Answer, ...]", found.items)
        answer = yield from self._shared(question, work)
        return self._remember(question, answer, item_weight)

    def _remember(
        self, question: Hashable, answer: tuple[Answer, ...], item_weight: int
    ) -> tuple[Answer, ...]:
        weight = QUESTION + size_of(question) // 8 + item_weight * len(answer)
        if weight <= MOST_REMEMBERED:
            self._remembered[question] = Remembered(answer, weight)
        return answer

    def _visible_change(
        self, claims: Claims, before: Mapping[str, Entry], changed: Mapping[str, Entry]
    ) -> tuple[list[Article], list[Article]]:
        """The articles that stop and that begin to be served, rivals for a url included."""
        urls = {
            entry.article.url
            for entry in (*before.values(), *changed.values())
            if entry.article is not None
        }
        dropped: list[Article] = []
        taken: list[Article] = []
        for url in urls:
            old, new = self._claims.owners.get(url), claims.owners.get(url)
            if old is not new:
                dropped += [old] if old is not None else []
                taken += [new] if new is not None else []
        return dropped, taken

    def _patched_views(self, dropped: list[Article], taken: list[Article]) -> dict[Hashable, View]:
        """The views of the next library; after a large change they are cheaper to build anew."""
        if len(dropped) + len(taken) > len(self.articles) // 4 + 16:
            return {}
        # A copy in one step: another thread may be asking for a view that is not there yet.
        return {name: view.patched(dropped, taken) for name, view in self._views.copy().items()}


def stem_of(article: Article) -> str:
    return article.slug


def id_of(article: Article) -> str | None:
    return article.article_id


def missing(_: Iterable[Article]) -> Never:
    raise AssertionError("a view that has just been there")


def size_of(question: object) -> int:
    """The bytes that a question takes: clients may ask with any number of texts of any length."""
    size, left = 0, [question]
    while left:
        part = left.pop()
        if isinstance(part, Struct):
            size += STRUCT
            left.extend(getattr(part, name) for name in part.__struct_fields__)
        elif isinstance(part, tuple | frozenset):
            size += getsizeof(part)  # pyright: ignore[reportUnknownArgumentType] - of anything
            left.extend(part)  # pyright: ignore[reportUnknownArgumentType]
        elif part is not None:
            size += getsizeof(part)
    return size
