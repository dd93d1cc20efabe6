"""https://schema.org/Article and https://schema.org/BlogPosting"""

from gql_content.seo.lines import get_headline, normalize_line, normalize_lines
from gql_content.seo.organizations import make_author, make_publisher
from gql_content.seo.page import PageContext
from gql_content.seo.published import format_published_date
from gql_content.seo.schema_org import Article, BlogPosting, WebPage
from gql_content.seo.urls import make_absolute_image

__all__ = ["build_article_node"]


def build_article_node(page: PageContext) -> Article:
    """Build a BlogPosting, or an Article for a question or an article without a date."""
    article = page.article
    node_type = BlogPosting if article.date and not article.question else Article
    image = make_absolute_image(page.image, page.site)
    return node_type(
        headline=get_headline(article),
        description=normalize_line(article.seo.page_description),
        image=(image.url,) if image else None,
        date_published=format_published_date(article),
        author=make_author(page),
        publisher=make_publisher(page),
        url=page.url,
        main_entity_of_page=WebPage(id=page.url) if page.url else None,
        in_language=page.language,
        article_section=normalize_line(article.subject_name),
        keywords=", ".join(normalize_lines(article.seo.page_keywords)) or None,
    )
