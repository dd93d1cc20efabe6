"""Indexes over all articles for rules, updated incrementally from library to library."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self
from unicodedata import normalize

from gql_content.library import Index
from gql_content.model import Article

__all__ = [
    "NormalizedPathIndex",
    "SubjectFolders",
    "TitleIndex",
    "get_folders",
    "make_title_key",
    "normalize_path",
]


class TitleIndex(Index[tuple[str, str]]):
    """Articles by subject, else folder, and title."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """Index `articles`."""
        return cls.of(articles, make_title_key)


class NormalizedPathIndex(Index[str]):
    """Articles by their normalized paths: case-folded, in Unicode form NFC."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """Index `articles`."""
        return cls.of(articles, lambda article: normalize_path(article.path))


class SubjectFolders:
    """The folders whose subfolders are named after subjects, such as `learn`."""

    __slots__ = ("_counts", "named_after_subjects")

    def __init__(self, counts: Mapping[str, Counter[bool]]) -> None:
        self._counts = counts
        self.named_after_subjects = frozenset(
            folder for folder, agree in counts.items() if agree[True] > agree[False]
        )

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """Collect the folders of `articles`."""
        return cls({}).patched((), articles)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        counts = {folder: Counter(agree) for folder, agree in self._counts.items()}
        for step, articles in ((-1, removed), (1, added)):
            for article in articles:
                above, folder = get_folders(article)
                if article.subject_slug is not None and folder:
                    agree = counts.setdefault(above, Counter())
                    agree[folder == article.subject_slug] += step
        return type(self)(counts)


def get_folders(article: Article) -> tuple[str, str]:
    """Return the parent of an article's folder, and the name of the folder."""
    folder = article.path.rpartition("/")[0]
    above, _, name = folder.rpartition("/")
    return above, name


def make_title_key(article: Article) -> tuple[str, str]:
    """Return the key of a title: two subjects may have the same title."""
    group = article.subject_slug or article.path.rpartition("/")[0]
    return group, " ".join(article.title.split()).casefold()


def normalize_path(path: str) -> str:
    return path if path.isascii() and path.islower() else normalize("NFC", path.casefold())
