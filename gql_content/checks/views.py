"""What rules ask of all articles together, carried along from library to library."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self
from unicodedata import normalize

from gql_content.library import Index
from gql_content.model import Article

__all__ = ["NamesByForm", "SubjectFolders", "Titles", "folders_of", "form_of", "title_key"]


class Titles(Index[tuple[str, str]]):
    """Articles by subject, or else folder, and title."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """Those of `articles`."""
        return cls.of(articles, title_key)


class NamesByForm(Index[str]):
    """Articles by the form of their paths without case and Unicode's choices."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """Those of `articles`."""
        return cls.of(articles, lambda article: form_of(article.path))


class SubjectFolders:
    """The folders whose folders are named after subjects, such as `learn`."""

    __slots__ = ("_counts", "named_after_subjects")

    def __init__(self, counts: Mapping[str, Counter[bool]]) -> None:
        self._counts = counts
        self.named_after_subjects = frozenset(
            folder for folder, agree in counts.items() if agree[True] > agree[False]
        )

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """The folders of `articles`."""
        return cls({}).patched((), articles)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        counts = {folder: Counter(agree) for folder, agree in self._counts.items()}
        for step, articles in ((-1, removed), (1, added)):
            for article in articles:
                above, folder = folders_of(article)
                if article.subject_slug is not None and folder:
                    agree = counts.setdefault(above, Counter())
                    agree[folder == article.subject_slug] += step
        return type(self)(counts)


def folders_of(article: Article) -> tuple[str, str]:
    """The folder above that of an article, and the name of its own."""
    folder = article.path.rpartition("/")[0]
    above, _, name = folder.rpartition("/")
    return above, name


def title_key(article: Article) -> tuple[str, str]:
    """What tells titles apart: the same question may well be asked under two subjects."""
    place = article.subject_slug or article.path.rpartition("/")[0]
    return place, " ".join(article.title.split()).casefold()


def form_of(path: str) -> str:
    return path if path.isascii() and path.islower() else normalize("NFC", path.casefold())
