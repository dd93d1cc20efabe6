from typing import Annotated

from msgspec import Meta, Struct

from gql_content.model import Problem

__all__ = ["ARTICLE_TEXTS", "FORMAT", "SEO_TEXTS", "Columns"]

FORMAT = 7

ARTICLE_TEXTS = (
    "url",
    "article_id",
    "schema_name",
    "title",
    "article_title",
    "question",
    "author",
    "subject_name",
    "subject_slug",
    "date_format",
    "post_on_text",
    "file_name",
)
SEO_TEXTS = ("title", "page_description", "keyword_lines", "canonical_url")


class Columns(Struct, array_like=True):
    """Files in columns; texts stand as numbers in `texts`, where 0 is None.

    The columns of articles have a place only for files that are articles, `problems` and `served`
    only what differs from the usual. Links stay numbers, but not of `texts`: of `link_texts`, which
    are those that stand in links, so that no others live as long as these do.
    """

    texts: list[str | None]
    paths: bytes
    stamps: bytes
    digests: bytes
    with_article: bytes
    served: list[tuple[int, bytes]]
    problems: list[tuple[int, tuple[Problem, ...]]]
    sources: bytes
    article_texts: list[bytes]
    dates: bytes
    moments: bytes
    flags: bytes
    scores: bytes
    word_counts: bytes
    inner_link_counts: bytes
    inner_links: bytes
    image_sources: bytes
    image_alts: bytes
    seo_texts: Annotated[list[bytes], Meta(min_length=len(SEO_TEXTS), max_length=len(SEO_TEXTS))]
    link_texts: bytes
    link_counts: bytes
    links: bytes
