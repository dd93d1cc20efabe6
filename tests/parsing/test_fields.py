"""How fields are read: types come from the model, not from YAML."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from gql_content.content import parse
from gql_content.model import Image, RelatedLink, Severity
from tests.parsing.reading import parse_article, parse_problem, with_front_matter


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("010", "010"),
        ("no", "no"),
        ("12:30:45", "12:30:45"),
        ("1e3", "1e3"),
        ("2025-02-06", "2025-02-06"),
        ("true", "true"),
        ("'~'", "~"),
        ('"null"', "null"),
        ("!!str 12", "12"),
        ("<<", "<<"),
        ("|\n  a\n  b", "a\nb"),
        (">\n  a\n  b", "a b"),
        ("' a '", " a "),
    ],
)
def test_text_is_kept_as_written(written: str, text: str) -> None:
    found = parse_article(f"title: {written}\nid: {written}\nauthor: {written}")
    assert (found.title, found.article_id, found.author) == (text, text, text)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "''", '" "', "!!null x"])
def test_null_and_blank_are_none(written: str) -> None:
    names = ("id", "_schema", "author", "date", "subject", "url", "score", "no_index", "answer")
    found = parse_article("\n".join(f"{name}: {written}" for name in names))
    assert found.article_id is found.schema_name is found.author is found.date is None
    assert found.subject_name is found.subject_slug is found.score is found.published_at is None
    assert (found.url, found.no_index, found.has_answer) == ("/learn/a-file", False, False)


@pytest.mark.parametrize("name", ["seo", "related_article1"])
@pytest.mark.parametrize("written", ["", "~", "{}"])
def test_a_mapping_may_be_null_or_empty(name: str, written: str) -> None:
    found = parse_article(f"title: T\n{name}: {written}")
    assert (found.seo.title, found.related) == ("T", ())


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("2024-07-29T15:00:00Z", date(2024, 7, 29), datetime(2024, 7, 29, 15, tzinfo=UTC)),
        ("2024-07-29 15:00:00", date(2024, 7, 29), datetime(2024, 7, 29, 15, tzinfo=UTC)),
        (
            "2024-07-29 23:00:00.5 -05:30",
            date(2024, 7, 29),
            datetime(2024, 7, 29, 23, 0, 0, 500_000, timezone(-timedelta(hours=5, minutes=30))),
        ),
        (
            "2024-7-9t1:00:00+2",
            date(2024, 7, 9),
            datetime(2024, 7, 9, 1, tzinfo=timezone(timedelta(hours=2))),
        ),
    ],
)
def test_a_date_with_a_time_is_a_yaml_timestamp(written: str, day: date, moment: datetime) -> None:
    found = parse_article(f"date: {written}")
    assert (found.date, found.published_at) == (day, moment)
    assert found.published_at is not None
    assert found.published_at.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("written", ["2025-02-06", "'2025-02-06'"])
def test_a_date_without_a_time_has_no_published_at(written: str) -> None:
    found = parse_article(f"date: {written}")
    assert (found.date, found.published_at) == (date(2025, 2, 6), None)


@pytest.mark.parametrize(
    ("written", "src", "alt"),
    [
        ("image: /a.jpg", "/a.jpg", ""),
        ("image: {src: /a.jpg, alt: An owl}", "/a.jpg", "An owl"),
        ("featuredImg:\n  image: /a.jpg\n  image_alt: An owl", "/a.jpg", "An owl"),
        ("cover: {url: /a.jpg}", "/a.jpg", ""),
        ("image: /a.jpg\nseo: {image: /b.jpg}", "/b.jpg", ""),
    ],
)
def test_an_image_is_found_under_its_usual_names(written: str, src: str, alt: str) -> None:
    assert parse_article(written).image == Image(src, alt)


@pytest.mark.parametrize("written", ["image:", "image: [a, b]", "image: {width: 3}", "cover: ''"])
def test_an_invalid_image_is_none_without_a_problem(written: str) -> None:
    assert parse_article(written).image is None


@pytest.mark.parametrize(
    "written",
    [
        "2025-02-30",
        "2024-1-5",
        "2024-W01-1",
        "20250206",
        "0000-01-01",
        "06.02.2025",
        "soon",
        "2025-02-06T25:00:00Z",
        "2025-02-06T10:00",
        "2025-02-06T10:00:00+99:00",
        "٢٠٢٥-٠٢-٠٦",
    ],
)
def test_an_invalid_date_is_a_problem(written: str) -> None:
    found = parse_problem(with_front_matter(f"title: T\ndate: {written}"))
    assert (found.code, found.line, found.column, found.field) == ("BAD_DATE", 3, 7, "date")
    assert "2025-02-06" in found.remedy


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "'true'"])
def test_true_may_be_quoted(written: str) -> None:
    assert parse_article(f"no_index: {written}").no_index is True


@pytest.mark.parametrize("written", ["yes", "on", "1", "tRUE", "[true]", "{}"])
def test_an_invalid_boolean_is_a_problem(written: str) -> None:
    found = parse_problem(with_front_matter(f"no_index: {written}"))
    assert (found.code, found.line, found.column, found.field) == ("WRONG_TYPE", 2, 11, "no_index")
    assert found.remedy.startswith("Write true or false.")


@pytest.mark.parametrize(
    ("written", "number"),
    [("-1.0", -1), ("3", 3), ("010", 10), ("0o10", 8), ("0x1F", 31), ("1e3", 1000), (".5", 0.5)],
)
def test_a_number_is_read_by_the_core_schema(written: str, number: float) -> None:
    assert parse_article(f"score: {written}").score == number


@pytest.mark.parametrize(
    "written", ["high", ".inf", ".nan", "1e999", "1_000", "12:30", "[1]", "9" * 400, "9" * 5000]
)
def test_an_invalid_number_is_a_problem(written: str) -> None:
    found = parse_problem(with_front_matter(f"score: {written}"))
    assert (found.code, found.line, found.column, found.field) == ("WRONG_TYPE", 2, 8, "score")
    assert len(found.message) < 120


@pytest.mark.parametrize(
    ("yaml", "field", "line", "column"),
    [
        ("title: [a, b]", "title", 2, 8),
        ("title:\n  a: b", "title", 3, 3),
        ("a: 1\nurl:\n- /x", "url", 4, 1),
        ("date: {y: 2025}", "date", 2, 7),
        ("answer: [a]", "answer", 2, 9),
        ("seo: text", "seo", 2, 6),
        ("seo:\n  title: [a]", "seo.title", 3, 10),
        ("seo:\n  page_keywords:\n    - a\n    - {b: c}", "seo.page_keywords.1", 5, 7),
        ("related_article2: 12", "related_article2", 2, 19),
        ("related_article1:\n    id: [1]", "related_article1.id", 3, 9),
    ],
)
def test_a_wrong_type_is_a_problem_that_names_its_field(
    yaml: str, field: str, line: int, column: int
) -> None:
    found = parse_problem(with_front_matter(yaml))
    assert (found.code, found.field) == ("WRONG_TYPE", field)
    assert (found.line, found.column) == (line, column)
    assert found.message.startswith(f"{field} is ")
    assert found.remedy


def test_all_wrong_fields_are_reported_at_once() -> None:
    parsed = parse("a.md", with_front_matter("title: [a]\ndate: soon\nscore: high"))
    assert parsed.article is None
    assert [problem.field for problem in parsed.problems] == ["title", "date", "score"]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/a/b", "/a/b"),
        ("a/b", "/a/b"),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", "/javascript:alert(1)"),
        ("' /a '", "/a"),
    ],
)
def test_a_url_begins_with_a_slash_or_its_scheme(written: str, url: str) -> None:
    assert parse_article(f"url: {written}").url == url


@pytest.mark.parametrize(
    ("yaml", "title"),
    [
        ("title: T\nquestion: Q", "T"),
        ("title: ~\nquestion: Q\narticle_title: A", "Q"),
        ("title: ' '\narticle_title: A", "A"),
        ("seo: {title: S}", "A file"),
    ],
)
def test_a_blank_title_falls_back(yaml: str, title: str) -> None:
    assert parse_article(yaml).title == title


def test_seo_falls_back_to_the_article() -> None:
    seo = parse_article(
        "title: T\ndescription: D\ncanonical: /c\nseo: {title: ~, page_description: ''}"
    ).seo
    assert (seo.title, seo.page_description, seo.canonical_url) == ("T", "D", "/c")
    seo = parse_article(
        "seo: {canonical_url: /a, canonical: /b, page_description: E}\ndescription: D"
    ).seo
    assert (seo.page_description, seo.canonical_url) == ("E", "/a")


def test_keywords_are_split_at_commas_or_listed() -> None:
    assert parse_article("seo: {page_keywords: 'a,b , c d,,'}").seo.page_keywords == (
        "a",
        "b",
        "c d",
    )
    assert parse_article("seo: {page_keywords: ['a,b', 1, ~, '']}").seo.page_keywords == (
        "a,b",
        "1",
    )
    assert parse_article("seo:\n  page_keywords: >-\n    a,\n    b").seo.page_keywords == ("a", "b")


def test_related_articles_are_ordered_by_number() -> None:
    numbers = (12, 2, 1, 105)
    found = parse_article("\n".join(f"related_article{n}: {{id: {n}}}" for n in numbers))
    assert [link.article_id for link in found.related] == ["1", "2", "12", "105"]


def test_similar_keys_are_not_related_articles() -> None:
    names = ("related_article", "related_article0", "related_articleX", "related_article٣")
    assert parse_article("\n".join(f"{name}: text" for name in names)).related == ()


def test_a_related_article_has_its_fields_as_written() -> None:
    found = parse_article("related_article1: {url: a/b, subject: 'Computer  science', title: ~}")
    assert found.related == (RelatedLink(None, "a/b", None, "Computer science"),)


def test_a_subject_without_letters_is_a_warning() -> None:
    parsed = parse("a.md", with_front_matter("subject: '???'"))
    assert parsed.article is not None
    assert (parsed.article.subject_name, parsed.article.subject_slug) == (None, None)
    (found,) = parsed.problems
    assert (found.code, found.severity, found.line) == ("BAD_SUBJECT", Severity.WARNING, 2)


def test_keys_with_a_meaning_elsewhere_are_plain_data() -> None:
    keys = ("length", "__proto__", "content", "items", "handler", "constructor", "metadata")
    assert parse_article("title: T\n" + "\n".join(f"{key}: 1" for key in keys)).title == "T"
