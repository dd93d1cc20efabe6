from enum import StrEnum

from gql_content.model import Article

__all__ = ["JsonLdKind", "default_kinds"]


class JsonLdKind(StrEnum):
    """What a page can be to a search engine, by the names of https://schema.org.

    Google shows a QAPage only where readers can answer too, and an FAQPage not any more.
    """

    ARTICLE = "Article"
    QA_PAGE = "QAPage"
    FAQ_PAGE = "FAQPage"
    BREADCRUMB_LIST = "BreadcrumbList"


def default_kinds(article: Article) -> tuple[JsonLdKind, ...]:
    """What a page is if nobody says: a question with its answer, or else an article."""
    answered = article.has_answer and article.question and not article.question.isspace()
    page = JsonLdKind.QA_PAGE if answered else JsonLdKind.ARTICLE
    return page, JsonLdKind.BREADCRUMB_LIST
