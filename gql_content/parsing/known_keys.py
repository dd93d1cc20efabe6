"""The keys of front matter that mean something here; all others are data of the site's own."""

import re

__all__ = ["KNOWN_KEYS", "kind_of_key"]

_RELATED = re.compile(r"related_article[1-9][0-9]{0,8}")

KNOWN_KEYS: dict[str, frozenset[str]] = {
    "": frozenset(
        (
            *("_schema", "answer", "article_title", "author", "canonical", "cover", "date"),
            *("date_format", "description", "featuredImg", "featured_image", "file_name"),
            *("hero_image", "id", "image", "no_index", "post_on_text", "question", "score", "seo"),
            *("subject", "title", "url"),
        )
    ),
    "seo": frozenset(
        ("canonical", "canonical_url", "image", "page_description", "page_keywords", "title")
    ),
    "related_article": frozenset(("id", "subject", "title", "url")),
}
"""By the key that they stand under, "" for those at the top."""


def kind_of_key(key: str) -> str:
    """The name in `KNOWN_KEYS` of what stands under a key at the top."""
    return "related_article" if _RELATED.fullmatch(key) else key
