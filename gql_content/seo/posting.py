"""https://schema.org/Article and https://schema.org/BlogPosting"""

from gql_content.seo.lines import headline, one_line, together
from gql_content.seo.organizations import author, publisher
from gql_content.seo.page import Page
from gql_content.seo.published import published
from gql_content.seo.schema_org import Article, BlogPosting, WebPage
from gql_content.seo.urls import absolute_image

__all__ = ["posting"]


def posting(page: Page) -> Article:
    """A dated text is a blog posting; a question is none, nor is a page without a date."""
    article = page.article
    kind = BlogPosting if article.date and not article.question else Article
    image = absolute_image(page.image, page.site)
    return kind(
        headline=headline(article),
        description=one_line(article.seo.page_description),
        image=(image.url,) if image else None,
        date_published=published(article),
        author=author(page),
        publisher=publisher(page),
        url=page.url,
        main_entity_of_page=WebPage(id=page.url) if page.url else None,
        in_language=page.language,
        article_section=one_line(article.subject_name),
        keywords=", ".join(together(article.seo.page_keywords)) or None,
    )
