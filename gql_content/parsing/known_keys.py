"""The front matter keys that have a meaning here. All others are the site's own data."""

import re

__all__ = ["KNOWN_KEYS", "resolve_key_group"]

_RELATED_ARTICLE_KEY = re.compile(r"related_article[1-9][0-9]{0,8}")

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
"""By parent key; "" for top-level keys."""


def resolve_key_group(key: str) -> str:
    """Return the key of `KNOWN_KEYS` for a top-level front matter key."""
    return "related_article" if _RELATED_ARTICLE_KEY.fullmatch(key) else key
