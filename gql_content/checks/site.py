from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from gql_content.checks.policy import Policy
from gql_content.checks.views import (
    NamesByForm,
    SubjectFolders,
    Titles,
    folders_of,
    form_of,
    title_key,
)
from gql_content.library import Library
from gql_content.model import Article

__all__ = ["Site"]

NO_ANCHORS: Mapping[str, frozenset[str]] = MappingProxyType({})


class Site(Struct, frozen=True):
    """What surrounds an article: all others, the day, the policy, and what lies beside the texts.

    `anchors` are, by path, the ids that links into an article may name; an article that is missing
    there has not been looked at. `missing` are the addresses of images, each with the folder of its
    article, that lead to no file.
    """

    library: Library
    today: date
    policy: Policy = Policy()
    anchors: Mapping[str, frozenset[str]] = NO_ANCHORS
    missing: frozenset[tuple[str, str]] = frozenset()

    def same_title(self, article: Article) -> tuple[Article, ...]:
        """The articles that bear its title in its subject, itself among them."""
        titles = self.library.view("checks: titles", Titles.of_all)
        return titles[title_key(article)]

    def same_name(self, article: Article) -> tuple[Article, ...]:
        """The articles whose paths some machines take for its own, itself among them."""
        names = self.library.view("checks: names", NamesByForm.of_all)
        return names[form_of(article.path)]

    @property
    def folders(self) -> SubjectFolders:
        """The folders whose folders are named after subjects."""
        return self.library.view("checks: folders", SubjectFolders.of)

    def folder_above(self, article: Article) -> str:
        """The folder above the one that an article's file lies in."""
        return folders_of(article)[0]

    def folder_of(self, article: Article) -> str:
        """The folder that an article's file lies in, relative to the root."""
        return article.path.rpartition("/")[0]
