import strawberry

from gql_content.schema.described import described

__all__ = ["Seo"]


@strawberry.type(description="What search engines and social networks are told.")
class Seo:
    title: str = described("The title for search results; the article's own where none is given.")
    page_description: str | None = described("The description for search results.")
    page_keywords: list[str] = described("The keywords, without blanks around them.")
    canonical_url: str | None = described("The preferred url of this content, if one is given.")
