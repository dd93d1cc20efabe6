from gql_content.model import Article
from gql_content.seo.site import Site
from gql_content.seo.urls import make_absolute_url

__all__ = ["resolve_canonical_url"]


def resolve_canonical_url(article: Article, site: Site) -> str | None:
    """Return the article's canonical url, else its own, made absolute. None if there is none.

    https://www.rfc-editor.org/rfc/rfc6596
    """
    return make_absolute_url(article.seo.canonical_url, site) or make_absolute_url(
        article.url, site
    )
