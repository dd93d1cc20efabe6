"""Similar articles of a subject, and the neighbours in order of publication."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import log
from operator import attrgetter
from typing import Self

from msgspec import Struct

from gql_content.library import Library
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish
from gql_content.query.orders import Order, OrderKey, OrderTerm, Sort, position, sort_key
from gql_content.query.pagination import in_order, known_order

__all__ = ["Near", "Scope", "known_neighbour", "nearest", "nearing", "neighbour", "neighbouring"]


WORD = re.compile(r"\w{3,}")
KEYWORD_WEIGHT = 2.0  # a keyword was chosen by its author, a word of the title just occurs
MOST_REASONS = 5
COMMON_TERM = 0.2  # a term of more than this share of a subject's articles tells nothing
COMMON_WORD = 0.01  # nor does a word of more than this share of all titles: how, does, explain
FEW = 2  # however small the content, what so few share is not common


class Near(Struct, frozen=True):
    """An article, how near it is, and the terms that it shares, the most telling first.

    The score runs from 0 to 1: the share of the article's own terms, by weight, that it has too.
    """

    article: Article
    score: float
    reasons: tuple[str, ...]


def nearest(library: Library, article: Article, count: int, but: Iterable[str]) -> list[Near]:
    """See `nearing`, all of which is done now."""
    return finish(nearing(library, article, count, but))


def nearing(library: Library, article: Article, count: int, but: Iterable[str]) -> Work[list[Near]]:
    """At most `count` articles of the same subject, the nearest first, none at the paths `but`."""
    subject = article.subject_slug
    terms = yield from library.made_view(
        ("terms", subject), lambda articles: Terms.made(in_subject(library, articles, subject))
    )
    words = yield from library.made_view("title words", TitleWords.made)
    telling = words.telling_terms(article)
    return (yield from terms.nearest(telling, count, {article.path, *but}))


def in_subject(
    library: Library, articles: Iterable[Article], subject: str | None
) -> Sequence[Article]:
    if subject is not None:
        return library.articles_of(subject)
    return [article for article in articles if article.subject_slug is None]


class TitleWords:
    """In how many titles each word stands. It is a `View`."""

    __slots__ = ("_counts", "_size")

    def __init__(self, counts: Counter[str], size: int) -> None:
        self._counts = counts
        self._size = size

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The words in the titles of `articles`."""
        return finish(cls.made(articles))

    @classmethod
    def made(cls, articles: Iterable[Article]) -> Work[Self]:
        """The same, step by step."""
        counts, size = Counter[str](), 0
        for batch in batches(articles):
            size += len(batch)
            for article in batch:
                counts.update(words_of(article))
            yield
        return cls(counts, size)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        counts, size = self._counts.copy(), self._size
        for articles, sign in ((removed, -1), (added, 1)):
            for article in articles:
                size += sign
                for word in words_of(article):
                    counts[word] += sign
        return type(self)(counts, size)

    def telling_terms(self, article: Article) -> dict[str, float]:
        """The article's keywords, and the words of its title that are not everywhere."""
        most = max(FEW, COMMON_WORD * self._size)
        telling = {word: 1.0 for word in words_of(article) if self._counts[word] <= most}
        return {**telling, **keywords_of(article)}


class Terms:
    """Where the terms of a subject's articles occur. It is a `View`."""

    __slots__ = ("_articles", "_places")

    def __init__(self, articles: Sequence[Article], places: Mapping[str, "array[int]"]) -> None:
        self._articles = articles
        self._places = places

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The terms of `articles` that occur more than once, so that they can be shared."""
        return finish(cls.made(articles))

    @classmethod
    def made(cls, articles: Iterable[Article]) -> Work[Self]:
        """The same, step by step."""
        known = sorted(articles, key=attrgetter("url"))
        places: dict[str, array[int]] = {}
        for batch in batches(enumerate(known)):
            for place, article in batch:
                for term in terms_of(article):
                    places.setdefault(term, array("I")).append(place)
            yield
        shared: dict[str, array[int]] = {}
        for terms in batches(places.items()):
            shared |= {term: found for term, found in terms if len(found) > 1}
            yield
        return cls(known, shared)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        subject = self._articles[0].subject_slug if self._articles else None
        touched = [one for one in (*removed, *added) if one.subject_slug == subject]
        if not touched:
            return self
        gone = {article.path for article in removed}
        kept = [article for article in self._articles if article.path not in gone]
        return self.of([*kept, *(one for one in added if one.subject_slug == subject)])

    def nearest(self, terms: Mapping[str, float], count: int, but: set[str]) -> Work[list[Near]]:
        """See `nearing`."""
        weights = self._weights(terms)
        scores: defaultdict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for place in self._places[term]:
                scores[place] += weight
            yield
        ranked = sorted(sorted(scores), key=scores.__getitem__, reverse=True)
        yield
        few = ranked[: count + len(but)]
        found = [place for place in few if self._articles[place].path not in but]
        unshared = sum(weight for term, weight in terms.items() if term not in weights)
        whole = sum(weights.values()) + unshared * log(1 + len(self._articles))
        nearest: list[Near] = []
        for batch in batches(found[:count]):
            nearest += [self._near(place, scores[place] / whole, weights) for place in batch]
            yield
        return nearest

    def _weights(self, terms: Mapping[str, float]) -> dict[str, float]:
        """What each term tells: the rarer, the more."""
        size = len(self._articles)
        return {
            term: weight * log(1 + size / len(self._places[term]))
            for term, weight in terms.items()
            if 0 < len(self._places.get(term, ())) <= max(FEW, COMMON_TERM * size)
        }

    def _near(self, place: int, score: float, weights: Mapping[str, float]) -> Near:
        article = self._articles[place]
        shared = sorted(weights.keys() & terms_of(article), key=lambda one: (-weights[one], one))
        return Near(article=article, score=score, reasons=tuple(shared[:MOST_REASONS]))


def terms_of(article: Article) -> set[str]:
    return words_of(article) | keywords_of(article).keys()


def words_of(article: Article) -> set[str]:
    return set(WORD.findall(article.title.casefold()))


def keywords_of(article: Article) -> dict[str, float]:
    return {keyword.casefold(): KEYWORD_WEIGHT for keyword in article.seo.page_keywords}


PUBLICATION: Order = (OrderTerm(key=OrderKey.DATE, sort=Sort.ASC),)


class Scope(StrEnum):
    """Among which articles a neighbour is looked for."""

    SUBJECT = "subject"
    ALL = "all"


def neighbour(library: Library, article: Article, scope: Scope, step: int) -> Article | None:
    """See `neighbouring`, all of which is done now."""
    return finish(neighbouring(library, article, scope, step))


def neighbouring(
    library: Library, article: Article, scope: Scope, step: int
) -> Work[Article | None]:
    """The article `step` places later in the order of publication, None beyond its ends.

    Articles without a date come first; those of one day go by url. An article without a subject has
    no neighbours in it.
    """
    if scope is Scope.SUBJECT and article.subject_slug is None:
        return None
    subject = article.subject_slug if scope is Scope.SUBJECT else None
    row = known_order(library, PUBLICATION, subject)
    if row is None:
        row = yield from in_order(library, PUBLICATION, subject)
    return beside(row, article, step)


def known_neighbour(
    library: Library, article: Article, scope: Scope, step: int
) -> tuple[Article | None] | None:
    """The same, where it takes no work; None where it does."""
    if scope is Scope.SUBJECT and article.subject_slug is None:
        return (None,)
    row = known_order(
        library, PUBLICATION, article.subject_slug if scope is Scope.SUBJECT else None
    )
    return None if row is None else (beside(row, article, step),)


def beside(row: Sequence[Article], article: Article, step: int) -> Article | None:
    place = position(row, sort_key(article, PUBLICATION), PUBLICATION) + step
    return row[place] if 0 <= place < len(row) else None
