"""The site around an article, for rules that compare it with others, and how strict they are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Self
from unicodedata import normalize

from msgspec import Struct

from gql_content.library import Index, Library
from gql_content.model import Article

__all__ = ["LengthRange", "RuleConfig", "RuleContext", "get_folders"]


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


LengthRange = tuple[int, int]
"""The minimum and the maximum, inclusive."""


class RuleConfig(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The configuration of the rules, from `.gql-content.toml` in the content root.

    `ignore` has codes of rules; `schemas` the allowed values of `_schema`, any if empty; `routes`
    patterns of urls that other programs serve; `assets` folders, relative to the content root, in
    which images such as `/uploads/a.png` are searched. Lengths are in characters.
    """

    ignore: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    assets: tuple[str, ...] = (".", "public", "static", "..", "../public", "../static")
    seo_title: LengthRange = (10, 70)
    seo_description: LengthRange = (50, 320)


NO_ANCHORS: Mapping[str, frozenset[str]] = MappingProxyType({})


class RuleContext(Struct, frozen=True):
    """The context of an article: all articles, the date, the configuration, anchors and images.

    `anchors` has the ids that links may name, by path; an article that is not in it has not been
    examined. `missing` has the images without a file, as pairs of the article's folder and the url.
    """

    library: Library
    today: date
    config: RuleConfig = RuleConfig()
    anchors: Mapping[str, frozenset[str]] = NO_ANCHORS
    missing: frozenset[tuple[str, str]] = frozenset()

    def find_same_title(self, article: Article) -> tuple[Article, ...]:
        """Return the articles with its title in its subject, including itself."""
        titles = self.library.view("checks: titles", TitleIndex.of_all)
        return titles[make_title_key(article)]

    def find_same_path(self, article: Article) -> tuple[Article, ...]:
        """Return the articles whose paths are equal on some systems, including itself."""
        names = self.library.view("checks: names", NormalizedPathIndex.of_all)
        return names[normalize_path(article.path)]

    @property
    def subject_folders(self) -> SubjectFolders:
        """The folders whose subfolders are named after subjects."""
        return self.library.view("checks: folders", SubjectFolders.of)

    def get_parent_folder(self, article: Article) -> str:
        """Return the parent of the folder of an article's file."""
        return get_folders(article)[0]

    def get_folder(self, article: Article) -> str:
        """Return the folder of an article's file, relative to the content root."""
        return article.path.rpartition("/")[0]
