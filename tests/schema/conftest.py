"""A small content root in which every case that the schema tells apart occurs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gql_content.sources import Watch
from tests.folder import write
from tests.served import Served, serving

DARK, LEAP, DAYS, MOSS, HELLO, ABOUT = (
    "learn/stars/dark.md",
    "learn/stars/leap.md",
    "learn/time/leap.md",
    "learn/plants/moss.md",
    "posts/hello.md",
    "about.md",
)

FILES: dict[str, dict[str, object] | str] = {
    DARK: {
        "_schema": "default",
        "id": 7,
        "date": date(2025, 2, 6),
        "title": "Why is the night dark?",
        "article_title": "Why is the night sky dark?",
        "date_format": "MMM DD, YYYY",
        "post_on_text": "Posted on",
        "seo": {
            "title": "Notes | Stars",
            "page_description": "On Olbers.",
            "page_keywords": "Night, sky ,Light",
            "canonical_url": "https://example.org/dark",
        },
        "author": "Ada",
        "question": "Why is the night sky dark?",
        "answer": r"Because it *is*.\n\n# Olbers\n\nIts $\nu$ is shifted.",
        "subject": "Stars",
        "file_name": "dark.md",
        "url": "/learn/stars/questions/dark",
        "score": 2.5,
        "related_article1": {
            "id": 9,
            "title": "Leap years",
            "subject": "Stars",
            "url": "/learn/stars/questions/leap",
        },
        "related_article2": {
            "id": 42,
            "title": "Moss, moved",
            "subject": "Plants",
            "url": "/learn/plants/moved-away",
        },
        "related_article3": {
            "id": 404,
            "title": "Nothing",
            "subject": "Nowhere",
            "url": "/gone",
        },
        "related_article4": {"id": 9, "title": "Two bear this id", "url": "/gone/too"},
    },
    LEAP: {
        "id": 9,
        "date": date(2024, 11, 21),
        "title": "Leap years",
        "author": "Grace",
        "answer": "Every fourth.",
        "subject": "Stars",
        "url": "/learn/stars/questions/leap",
        "no_index": True,
        "score": -1.0,
        "seo": {"page_keywords": ""},
    },
    DAYS: {
        "id": 9,
        "date": date(2024, 12, 31),
        "title": "leap days",
        "author": " ",
        "answer": "In February.",
        "subject": "History of time",
        "url": "/learn/time/questions/leap",
        "seo": {"page_keywords": ["Calendar", "sky"]},
    },
    MOSS: "---\nid: '42'\ntitle: Moss\nsubject: Plants\n---\n# Soft\n\n## Green\n\nIt *grows*.\n",
    HELLO: {
        "_schema": "post",
        "title": "Hello, world",
        "description": "The first one.",
        "date": datetime(2025, 3, 20, 15, 0, tzinfo=UTC),
        "author": "Grace",
    },
    ABOUT: {
        "title": "About",
        "content_blocks": [
            {"name": "banner", "text": {"en": "Hi", "zh_hk": "你好"}},
            {"name": "list", "items": [1, 2.5, True, None, "x"]},
        ],
        "a": {"__proto__": {"length": 3}},
    },
    "broken.md": "---\ntitle: One: two\n---\n",
    "late.md": "---\ntitle: Late\ndate: soon\n---\n",
}


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("content"), FILES)


@pytest.fixture(scope="session")
def small(root: Path) -> Iterator[Served]:
    """The service over these files, for tests that change nothing."""
    with serving(root, watch=Watch.OFF) as served:
        yield served
