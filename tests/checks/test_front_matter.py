"""Rules about fields, each with what it finds and with what it leaves alone."""

from pathlib import Path

import pytest

from gql_content.checks import Policy
from tests.checks.finding import MARK, assert_found, found, with_field


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (f"{MARK}noIndex: true", "'no_index'"),
        (f"{MARK}article-title: T", "'article_title'"),
        (f"{MARK}anwser: Because.", "'answer'"),
        (f"{MARK}relatedArticle1: {{url: /a}}", None),
        (f"seo:\n  {MARK}pageKeywords: a", "'page_keywords'"),
        (f"related_article1:\n  {MARK}sujbect: Physics\n  url: /x", "'subject'"),
    ],
)
def test_a_key_that_is_nearly_one_that_means_something(
    tmp_path: Path, yaml: str, message: str | None
) -> None:
    if message is None:
        assert found(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)}) == []
    else:
        assert_found(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)})
        (only,) = found(tmp_path, "UNKNOWN_KEY", {})
        assert message in only.message


@pytest.mark.parametrize(
    "yaml",
    ["tags: [a]", "titles: x", "authors: x", "updated: 2025-01-01", "content_blocks:\n- titel: x"],
)
def test_a_key_of_the_sites_own_is_its_own_affair(tmp_path: Path, yaml: str) -> None:
    assert_found(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)})


def test_an_article_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    files = {
        "a.md": "---\nauthor: A\n---\nText.\n",
        "b.md": "---\nquestion: Why?\n---\nText.\n",
        "c.md": "# A heading\n",
        "d.md": "A heading\n===\n",
        "e.md": f"---\ntitle: {MARK}''\n---\nText.\n",
    }
    problems = found(tmp_path, "MISSING_TITLE", files)
    assert [(one.path, one.line, one.column) for one in problems] == [
        ("a.md", None, None),
        ("e.md", 2, 8),
    ]
    assert "'A'" in problems[0].message


@pytest.mark.parametrize(
    ("yaml", "body"),
    [
        (f"question: Why?\nanswer:{MARK}", "&nbsp;"),
        (f'answer: {MARK}"&nbsp;"', "A text."),
        (f"question: {MARK}Why?", "&nbsp;"),
        ("question: Why?\nanswer: Because.", "&nbsp;"),
        ("question: Why?", "Because."),
        ("content_blocks: []", "&nbsp;"),
    ],
)
def test_a_question_needs_an_answer(tmp_path: Path, yaml: str, body: str) -> None:
    assert_found(tmp_path, "EMPTY_ANSWER", {"a.md": with_field(yaml, body)})


@pytest.mark.parametrize(
    "keywords",
    [
        f"a, b,{MARK}, c",
        f"{MARK}, a, b",
        f"a, b{MARK}, ",
        f"a{MARK}; b",
        f"光{MARK}、水",
        "a, b,c",
        "",
    ],
)
def test_keywords_are_separated_by_one_comma(tmp_path: Path, keywords: str) -> None:
    files = {"a.md": with_field(f'seo:\n  page_keywords: "{keywords}"')}
    assert_found(tmp_path, "STRAY_COMMA", files)


def test_a_comma_in_a_folded_field_is_found_on_its_line(tmp_path: Path) -> None:
    text = f"seo:\n  page_keywords: >-\n    one, two,\n    three,{MARK}, four"
    assert_found(tmp_path, "STRAY_COMMA", {"a.md": with_field(text)})


@pytest.mark.parametrize(
    "form",
    [f"{MARK}MMM DDT YYYY", f"{MARK}[open", f"{MARK}Jahr", "MMM DD, YYYY", "[den] D.M.Y", ""],
)
def test_a_date_format_is_made_of_tokens(tmp_path: Path, form: str) -> None:
    mark, form = form.partition(MARK)[1], form.replace(MARK, "")
    files = {"a.md": with_field(f"date_format: {mark}'{form}'")}
    assert_found(tmp_path, "BAD_DATE_FORMAT", files)


@pytest.mark.parametrize(
    "day", [f"{MARK}2025-03-22", f"{MARK}2031-01-01T10:00:00Z", "2025-03-21", "2025-03-20", "''"]
)
def test_a_date_to_come_is_told_against_the_day_of_the_check(tmp_path: Path, day: str) -> None:
    assert_found(tmp_path, "FUTURE_DATE", {"a.md": with_field(f"date: {day}")})


@pytest.mark.parametrize(
    ("code", "yaml"),
    [
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {MARK}Short"),
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {MARK}{'long ' * 20}"),
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {'x' * 70}"),
        ("SEO_TITLE_LENGTH", "author: A"),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {MARK}Too short."),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {MARK}{'long ' * 80}"),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {'x' * 320}"),
    ],
)
def test_what_search_engines_show_has_its_length(tmp_path: Path, code: str, yaml: str) -> None:
    assert_found(tmp_path, code, {"a.md": with_field(yaml)})


def test_a_site_chooses_its_own_lengths(tmp_path: Path) -> None:
    policy = Policy(seo_title=(1, 5))
    files = {
        "a.md": with_field("seo:\n  title: Short"),
        "b.md": with_field(f"seo:\n  title: {MARK}Longer"),
    }
    assert_found(tmp_path, "SEO_TITLE_LENGTH", files, policy)


def test_a_schema_is_one_of_those_that_the_site_has(tmp_path: Path) -> None:
    files = {
        "a.md": with_field(f"_schema: {MARK}defualt"),
        "b.md": with_field("_schema: default"),
        "c.md": with_field("author: A"),
    }
    assert_found(tmp_path, "UNKNOWN_SCHEMA", files, Policy(schemas=("default", "page")))
    assert found(tmp_path, "UNKNOWN_SCHEMA", {}) == []


@pytest.mark.parametrize(
    ("path", "yaml"),
    [
        ("learn/light.md", f"file_name: {MARK}licht.md"),
        ("learn/light.md", f"file_name: {MARK}learn/light.md"),
        ("learn/light.md", "file_name: light.md"),
        ("learn/light.md", "file_name: ''"),
    ],
)
def test_a_file_name_is_that_of_its_file(tmp_path: Path, path: str, yaml: str) -> None:
    assert_found(tmp_path, "FILE_NAME_DIFFERS", {path: with_field(yaml)})


@pytest.mark.parametrize(
    ("path", "yaml"),
    [
        ("learn/light.md", f"url: {MARK}/learn/questions/dark"),
        ("learn/light.md", "url: /learn/questions/light"),
        ("learn/light.md", "url: /learn/questions/light/"),
        ("learn/light.md", "author: A"),
        ("learn/licht-ü.md", "url: /learn/licht-%C3%BC"),
        ("index.md", "url: /"),
        ("posts/index.md", "url: /posts"),
    ],
)
def test_a_url_ends_in_the_slug(tmp_path: Path, path: str, yaml: str) -> None:
    assert_found(tmp_path, "URL_WITHOUT_SLUG", {path: with_field(yaml)})
