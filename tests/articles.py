"""Articles as plain values, and random libraries of them."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import TypedDict, Unpack

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.content import slugify_subject
from gql_content.library import Entry, Library
from gql_content.model import Article, Problem, Seo, Severity, Source

__all__ = [
    "COUNTS",
    "IDS",
    "KEYWORDS",
    "PATHS",
    "SUBJECTS",
    "TITLES",
    "URLS",
    "Fields",
    "Files",
    "all_files",
    "article",
    "broken",
    "entry",
    "files",
    "libraries",
    "library_of",
    "outdated",
    "sealed",
    "stale",
    "touched",
]

Files = Mapping[str, Entry]

FOLDERS = ("", "x/", "y/", "y/z/")
PATHS = tuple(
    f"{folder}{stem}.md" for folder in FOLDERS for stem in ("index", "a", "b", "Ähre", "a.b")
)
URLS = ("/", "/same", "/same/", "/y/a", "https://elsewhere.example/a")
SUBJECTS = ("Computer Science", "Computer science", "computer  science", "Ökologie", "ökologie")
TITLES = ("Cells", "cells", "CELLS", "Äpfel", "äpfel", "Straße", "STRASSE", "ﬁn", "İ", "[a]*?", "")
IDS = ("1", "2", "x")
KEYWORDS = ("Cell", "cell", "DNA", "dna", "Straße", "strasse")
DAYS = (date(2024, 2, 29), date(2025, 2, 6), date(2025, 12, 31), date.min, date.max)
COUNTS = (0, 1, 2, 300, (1 << 32) - 1)
SCORES = (0.0, -0.0, 1.0, 0.5, -3.25, 1e300, 5e-324)


class Fields(TypedDict, total=False):
    """What an article may be given; the rest is as in a file that says nothing."""

    url: str
    article_id: str | None
    schema_name: str | None
    title: str
    question: str | None
    author: str | None
    subject: str | None
    date: date | None
    keywords: tuple[str, ...]
    seo_title: str
    page_description: str | None
    canonical_url: str | None
    no_index: bool
    score: float | None
    word_count: int
    links: tuple[str, ...]


def article(path: str, **given: Unpack[Fields]) -> Article:
    """The article of a file that says this; the digest tells whether two say the same."""
    title = given.get("title", path)
    subject = given.get("subject")
    made = Article(
        path=path,
        source=Source(b"", 1, 0),
        url=given.get("url", "/" + path.removesuffix(".md")),
        article_id=given.get("article_id"),
        schema_name=given.get("schema_name"),
        title=title,
        article_title=None,
        question=given.get("question"),
        author=given.get("author"),
        subject_name=subject,
        subject_slug=None if subject is None else slugify_subject(subject),
        date=given.get("date"),
        published_at=None,
        date_format=None,
        post_on_text=None,
        seo=Seo(
            title=given.get("seo_title", title),
            page_description=given.get("page_description"),
            keyword_lines="\n".join(given.get("keywords", ())),
            canonical_url=given.get("canonical_url"),
        ),
        no_index=given.get("no_index", False),
        score=given.get("score"),
        file_name=None,
        related_links=(),
        has_answer=False,
        has_body=True,
        word_count=given.get("word_count", 0),
        links=given.get("links", ()),
        image=None,
    )
    return sealed(made)


def sealed(one: Article) -> Article:
    """The article of a good file that says all this."""
    said = replace(one, source=Source(b"", 1, 0))
    return replace(one, source=Source(sha256(msgspec.msgpack.encode(said)).digest(), 1, 0))


def touched(one: Article) -> Article:
    """The article of the same file, saved again as it was."""
    return replace(one, source=replace(one.source, mtime_ns=one.source.mtime_ns + 1))


def entry(one: Article, *problems: Problem) -> Entry:
    """A file whose article is good."""
    return Entry(one.source.digest, one, problems)


def stale(one: Article, bytes_now: bytes = b"broken") -> Entry:
    """A file that has become invalid, and the last good version of its article."""
    return Entry(sha256(bytes_now).digest(), outdated(one), (invalid(one.path),))


def outdated(one: Article) -> Article:
    """The article as a last good version."""
    return replace(one, source=replace(one.source, stale=True))


def broken(path: str, bytes_now: bytes = b"broken") -> Entry:
    """A file that never was an article."""
    return Entry(sha256(bytes_now).digest(), None, (invalid(path),))


def invalid(path: str) -> Problem:
    return Problem(path, "BAD_YAML", "It is no YAML.", "Mend it.", line=2)


def library_of(*articles: Article) -> Library:
    """The library of these articles' files."""
    return Library.of({one.path: entry(one) for one in articles})


def now_and_then(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, *values))


SOME_ID = now_and_then(*IDS)
SOME_TITLE = st.sampled_from(TITLES) | st.text(max_size=6)
SOME_SUBJECT = now_and_then(*SUBJECTS)
SOME_DATE = st.sampled_from((None, *DAYS)) | st.dates()
SOME_SCORE = st.sampled_from((None, *SCORES)) | st.floats(allow_nan=False, allow_infinity=False)
SOME_COUNT = st.sampled_from(COUNTS) | st.integers(0, 1_000)
SOME_URL = st.sampled_from((None, None, *URLS[:3], *URLS))
SOME_SCHEMA = now_and_then("article", "Page", "")
SOME_QUESTION = now_and_then(*TITLES, " ", "What is a cell?")
SOME_AUTHOR = now_and_then("Ada", "ada", "\t", "Grace")
SOME_KEYWORDS = st.lists(st.sampled_from(KEYWORDS), max_size=3).map(tuple)
SOME_LINKS = st.lists(
    st.sampled_from((*URLS[:4], "/a", "/x/b", "/Ähre", "/nowhere")), unique=True, max_size=3
).map(tuple)
KINDS = st.sampled_from(("broken", "stale", "odd", *["good"] * 9))
BYTES = st.sampled_from((b"broken", b"still broken"))
CHOICES = [
    st.lists(st.sampled_from(PATHS), unique=True, max_size=most) for most in range(len(PATHS) + 1)
]


@st.composite
def sayings(draw: st.DrawFn) -> Fields:
    """What a random article says; now and then it claims a url that others claim."""
    given: Fields = {
        "article_id": draw(SOME_ID),
        "title": draw(SOME_TITLE),
        "subject": draw(SOME_SUBJECT),
        "date": draw(SOME_DATE),
        "score": draw(SOME_SCORE),
        "word_count": draw(SOME_COUNT),
    }
    url = draw(SOME_URL)
    if url is not None:
        given["url"] = url
    if draw(st.booleans()):
        given["schema_name"] = draw(SOME_SCHEMA)
        given["question"] = draw(SOME_QUESTION)
        given["author"] = draw(SOME_AUTHOR)
        given["keywords"] = draw(SOME_KEYWORDS)
        given["seo_title"] = draw(SOME_TITLE)
        given["page_description"] = draw(SOME_QUESTION)
        given["canonical_url"] = draw(SOME_URL)
        given["no_index"] = draw(st.booleans())
        given["links"] = draw(SOME_LINKS)
    return given


SAYINGS = sayings()


def drawn_entry(draw: st.DrawFn, path: str) -> Entry:
    """A random file at a path: mostly good, else stale or broken."""
    kind = draw(KINDS)
    if kind == "broken":
        return broken(path, draw(BYTES))
    one = article(path, **draw(SAYINGS))
    if kind == "stale":
        return stale(one, draw(BYTES))
    if kind == "odd":
        odd = sealed(replace(one, file_name="odd"))  # The same bytes always have the same problems.
        return entry(odd, Problem(path, "ODD", "It is odd.", "Look at it.", Severity.WARNING))
    return entry(one)


@st.composite
def files(draw: st.DrawFn, most: int = 10) -> dict[str, Entry]:
    """Random files by their paths, in any order."""
    return {path: drawn_entry(draw, path) for path in draw(CHOICES[most])}


@st.composite
def all_files(draw: st.DrawFn) -> dict[str, Entry]:
    """Random files at every path."""
    return {path: drawn_entry(draw, path) for path in PATHS}


def libraries(most: int = 10) -> st.SearchStrategy[Library]:
    """Random libraries."""
    return files(most).map(Library.of)
