from enum import StrEnum

from gql_content.model import Article

__all__ = ["JsonLdKind", "choose_default_kinds"]


class JsonLdKind(StrEnum):
    """The schema.org types of a page: https://schema.org

    Google shows rich results for a QAPage only if readers can answer, and none for an FAQPage.
    """

    ARTICLE = "Article"
    QA_PAGE = "QAPage"
    FAQ_PAGE = "FAQPage"
    BREADCRUMB_LIST = "BreadcrumbList"


def choose_default_kinds(article: Article) -> tuple[JsonLdKind, ...]:
    """Return the kinds used by default: a question with its answer, or an article."""
    answered = article.has_answer and article.question and not article.question.isspace()
    page = JsonLdKind.QA_PAGE if answered else JsonLdKind.ARTICLE
    return page, JsonLdKind.BREADCRUMB_LIST
