from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from gql_content.checks.policy import RuleConfig
from gql_content.checks.views import (
    NormalizedPathIndex,
    SubjectFolders,
    TitleIndex,
    get_folders,
    make_title_key,
    normalize_path,
)
from gql_content.library import Library
from gql_content.model import Article

__all__ = ["RuleContext"]

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
