from gql_content.model import Article
from gql_content.seo.site import Site
from gql_content.seo.urls import absolute_url

__all__ = ["canonical_url"]


def canonical_url(article: Article, site: Site) -> str | None:
    """The one url of this content: the one its author names, else its own, made absolute.

    https://www.rfc-editor.org/rfc/rfc6596
    """
    return absolute_url(article.seo.canonical_url, site) or absolute_url(article.url, site)
