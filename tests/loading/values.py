"""Strategies for what loading makes: any value of the model that parsing could give."""

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from gql_content.files import Loaded, Stamp
from gql_content.library import Entry
from gql_content.model import Article, Image, Problem, RelatedLink, Seo, Severity, Source

__all__ = ["NUMBER", "files", "loaded"]

TEXT = st.text(max_size=12)  # without surrogates, which no text in UTF-8 has
MAYBE = st.none() | TEXT
DIGEST = st.binary(min_size=32, max_size=32)
NUMBER = st.integers(-(1 << 63), (1 << 63) - 1)
COUNT = st.integers(0, (1 << 32) - 1) | st.sampled_from((0, (1 << 32) - 1))
PLACE = st.none() | st.integers(1, 1 << 31)
ZONES = st.none() | st.builds(
    timezone, st.integers(-86_399, 86_399).map(lambda seconds: timedelta(seconds=seconds))
)

PROBLEMS = st.builds(
    Problem,
    path=TEXT,
    code=TEXT,
    message=TEXT,
    remedy=TEXT,
    severity=st.sampled_from(Severity),
    line=PLACE,
    column=PLACE,
    field=MAYBE,
)
SEO = st.builds(
    Seo,
    title=TEXT,
    page_description=MAYBE,
    keyword_lines=TEXT,
    canonical_url=MAYBE,
)
LINKS = st.builds(RelatedLink, title=MAYBE, url=MAYBE, article_id=MAYBE, subject_name=MAYBE)
MOMENTS = st.datetimes(timezones=ZONES) | st.datetimes(min_value=datetime(1970, 1, 1))  # noqa: DTZ001


@st.composite
def articles(draw: st.DrawFn, path: str, digest: bytes, *, stale: bool = False) -> Article:
    """An article of this file."""
    return Article(
        path=path,
        source=Source(digest, draw(NUMBER), draw(NUMBER), stale),
        url=draw(TEXT),
        article_id=draw(MAYBE),
        schema_name=draw(MAYBE),
        title=draw(TEXT),
        article_title=draw(MAYBE),
        question=draw(MAYBE),
        author=draw(MAYBE),
        subject_name=draw(MAYBE),
        subject_slug=draw(MAYBE),
        date=draw(st.none() | st.dates()),
        published_at=draw(st.none() | MOMENTS),
        date_format=draw(MAYBE),
        post_on_text=draw(MAYBE),
        seo=draw(SEO),
        no_index=draw(st.booleans()),
        score=draw(st.none() | st.floats(allow_nan=False)),
        file_name=draw(MAYBE),
        related_links=tuple(draw(st.lists(LINKS, max_size=3))),
        has_answer=draw(st.booleans()),
        has_body=draw(st.booleans()),
        word_count=draw(COUNT),
        links=tuple(draw(st.lists(TEXT, max_size=3))),
        image=draw(st.none() | st.builds(Image, src=TEXT, alt=TEXT)),
    )


@st.composite
def loaded(draw: st.DrawFn) -> Loaded:
    """A file with an article, with the last good version of one, or with none."""
    path, digest, older = draw(TEXT), draw(DIGEST), draw(DIGEST)
    served = draw(st.sampled_from([None, digest, older]))
    article = None if served is None else draw(articles(path, served, stale=served != digest))
    problems = tuple(draw(st.lists(PROBLEMS, max_size=2)))
    stamp = Stamp(draw(NUMBER), draw(NUMBER), draw(NUMBER), draw(NUMBER))
    return Loaded(path, stamp, Entry(digest, article, problems))


def files() -> st.SearchStrategy[list[Loaded]]:
    """What a snapshot may hold."""
    return st.lists(loaded(), max_size=5)
