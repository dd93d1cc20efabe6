from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

from gql_content.model import Article, Subject

__all__ = ["Subjects"]


class Subjects:
    """The subjects of a library: how often each spelling of each subject's name occurs."""

    __slots__ = ("_spellings", "by_slug")

    def __init__(self, spellings: Mapping[str, Counter[str]]) -> None:
        self._spellings = spellings
        self.by_slug: Mapping[str, Subject] = {
            slug: subject_of(slug, spellings[slug]) for slug in sorted(spellings)
        }

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The subjects of `articles`."""
        return cls(grouped(articles))

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        gone, come = grouped(removed), grouped(added)
        spellings = dict(self._spellings)
        for slug in gone.keys() | come.keys():
            count = spellings.get(slug, Counter[str]()) + come.get(slug, Counter[str]())
            count -= gone.get(slug, Counter[str]())
            if count:
                spellings[slug] = count
            else:
                spellings.pop(slug, None)
        return type(self)(spellings)


def grouped(articles: Iterable[Article]) -> dict[str, Counter[str]]:
    names = Counter(
        (article.subject_slug, article.subject_name)
        for article in articles
        if article.subject_slug is not None
    )
    groups: dict[str, Counter[str]] = {}
    for (slug, name), count in names.items():
        groups.setdefault(slug, Counter())[name or slug] += count
    return groups


def subject_of(slug: str, spellings: Counter[str]) -> Subject:
    """The subject under its most frequent spelling, the first by letters of several."""
    name, _ = min(spellings.items(), key=lambda item: (-item[1], item[0]))
    return Subject(slug=slug, name=name, article_count=spellings.total())
