"""Articles and sites as test data, fixed and random."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.model import Article
from gql_content.seo import Crumb, ImageRef, Site
from tests.articles import Fields, article

__all__ = ["ARTICLES", "IMAGES", "OPTIONAL_TEXTS", "POST", "QUESTION", "SITE", "SITES", "TRAILS"]

SITE = Site(
    url="https://example.org",
    name="Field Notes",
    locale="en-US",
    logo="/logo.png",
    twitter="@fieldnotes",
    image=ImageRef("/share.png", "A notebook"),
)

QUESTION = replace(
    article(
        "learn/biology/why-is-grass-green.md",
        url="/learn/biology/questions/why-is-grass-green",
        title="Why is grass green?",
        question="Why is grass green?",
        author="Field Notes",
        subject="Biology",
        date=date(2025, 2, 6),
        seo_title="Field Notes | Biology",
        page_description="Of chlorophyll, and of the light it leaves.",
        keywords=("grass", "chlorophyll"),
    ),
    published_at=datetime(2025, 2, 6, tzinfo=UTC),
    has_answer=True,
)

POST = replace(
    article(
        "posts/five-answers.md",
        url="/posts/five-answers",
        title="Five answers",
        author="Ada Lovelace",
        date=date(2024, 7, 29),
        page_description="Five of them.",
    ),
    published_at=datetime(2024, 7, 29, 15, tzinfo=UTC),
)

# Never part of the random texts: if they are in the output, a None was rendered by mistake.
PYTHON_OR_JSON = frozenset({"None", "null"})

OPTIONAL_TEXTS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        (
            "",
            " ",
            "\n",
            "</script><script>alert(1)</script>",
            "<!-- <script>",
            "]]>",
            "&amp; \"quoted\" 'too'",
            "a\u2028b\u2029c",
            "\x00\x1f",
            "Straße 東京 🌱",
            "two\n  lines",
        )
    ),
).filter(lambda text: (text or "").strip() not in PYTHON_OR_JSON)
TEXTS = OPTIONAL_TEXTS.map(lambda text: text or "")
URLS = st.one_of(
    TEXTS,
    st.sampled_from(
        (
            "/a",
            "/a b?c=d&e#f",
            "/100%",
            "/ö%C3%B6",
            "//cdn.example/a.png",
            "///a",
            "https://example.net/a",
            "HTTPS://EXAMPLE.NET/a",
            "http:",
            "javascript:alert(1)",
            "data:image/png;base64,AAAA",
            '/"><script>',
            "relative/a",
        )
    ),
)
WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "url": URLS,
    "title": TEXTS,
    "seo_title": TEXTS,
    "question": OPTIONAL_TEXTS,
    "author": OPTIONAL_TEXTS,
    "subject": OPTIONAL_TEXTS,
    "date": st.none() | st.dates(),
    "keywords": st.lists(TEXTS, max_size=3).map(tuple),
    "page_description": OPTIONAL_TEXTS,
    "canonical_url": st.none() | URLS,
    "no_index": st.booleans(),
}


def with_time(one: Article, at: datetime | None, answered: bool) -> Article:
    return replace(one, published_at=at, has_answer=answered)


def make_article(given: Fields) -> Article:
    return article("a.md", **given)


ARTICLES = st.builds(
    with_time,
    st.builds(make_article, st.fixed_dictionaries(WRITTEN)),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)
IMAGES = st.none() | st.builds(ImageRef, URLS, OPTIONAL_TEXTS)
SITES = st.builds(
    Site,
    url=st.sampled_from((None, "", "https://example.org", "http://x.example/docs/", "example.org")),
    name=OPTIONAL_TEXTS,
    locale=st.sampled_from((None, "", "en", "en_US", "zh-Hant-HK", "es-419")),
    publisher=OPTIONAL_TEXTS,
    logo=URLS,
    twitter=OPTIONAL_TEXTS,
    image=IMAGES,
)
TRAILS = st.lists(st.builds(Crumb, TEXTS, URLS), max_size=3)
