"""A small content for the real schema, and strings that match something in it."""

from gql_content.markdown import MarkdownCache
from gql_content.schema import Context
from gql_content.sources import MemoryRepository, pin

__all__ = ["CONTENT", "TEXTS"]

FILES = {
    f"learn/{subject.lower()}/{slug}.md": f"""---
id: {number}
date: 2025-01-{10 + number}
title: {slug.title()}
url: /learn/{subject.lower()}/questions/{slug}
subject: {subject}
author: {author}
seo: {{title: "{slug} | {subject}", page_keywords: "a, {slug}"}}
no_index: {no_index}
score: {number / 2}
answer: "# {slug}\\n\\nSee [it](/learn/stars/questions/dark)."
related_article1: {{id: 1, title: Dark, url: /learn/stars/questions/dark, subject: Stars}}
---
"""
    for number, (subject, slug, author, no_index) in enumerate(
        (
            ("Stars", "dark", "Ada", "true"),
            ("Stars", "leap", "Grace", "false"),
            ("Plants", "moss", "Ada", "false"),
            ("Plants", "fern", "", "false"),
        ),
        start=1,
    )
} | {"about.md": "---\ntitle: About\n---\nA *page*.\n"}

CONTENT = Context(
    content=pin(MemoryRepository({path: text.encode() for path, text in FILES.items()})),
    documents=MarkdownCache(1_000_000),
)

TEXTS = (
    "/learn/stars/questions/dark",
    "about.md",
    "stars",
    "Plants",
    "dark",
    "Ada",
    "a*",
    "title",
    "de",
    "YYYY",
    "",
    "QXJ0aWNsZTphYm91dC5tZA",
)
