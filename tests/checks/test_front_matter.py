"""Rules for fields: what they find and what they ignore."""

from pathlib import Path

import pytest

from gql_content.rules import RuleConfig
from tests.checks.finding import MARKER, assert_found, find_problems, with_field


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (f"{MARKER}noIndex: true", "'no_index'"),
        (f"{MARKER}article-title: T", "'article_title'"),
        (f"{MARKER}anwser: Because.", "'answer'"),
        (f"{MARKER}relatedArticle1: {{url: /a}}", None),
        (f"seo:\n  {MARKER}pageKeywords: a", "'page_keywords'"),
        (f"related_article1:\n  {MARKER}sujbect: Physics\n  url: /x", "'subject'"),
    ],
)
def test_a_key_similar_to_a_known_one_is_found(
    tmp_path: Path, yaml: str, message: str | None
) -> None:
    if message is None:
        assert find_problems(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)}) == []
    else:
        assert_found(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)})
        (only,) = find_problems(tmp_path, "UNKNOWN_KEY", {})
        assert message in only.message


@pytest.mark.parametrize(
    "yaml",
    ["tags: [a]", "titles: x", "authors: x", "updated: 2025-01-01", "content_blocks:\n- titel: x"],
)
def test_other_unknown_keys_are_ignored(tmp_path: Path, yaml: str) -> None:
    assert_found(tmp_path, "UNKNOWN_KEY", {"a.md": with_field(yaml)})


def test_an_article_without_a_title_is_found(tmp_path: Path) -> None:
    files = {
        "a.md": "---\nauthor: A\n---\nText.\n",
        "b.md": "---\nquestion: Why?\n---\nText.\n",
        "c.md": "# A heading\n",
        "d.md": "A heading\n===\n",
        "e.md": f"---\ntitle: {MARKER}''\n---\nText.\n",
    }
    problems = find_problems(tmp_path, "MISSING_TITLE", files)
    assert [(one.path, one.line, one.column) for one in problems] == [
        ("a.md", None, None),
        ("e.md", 2, 8),
    ]
    assert "'A'" in problems[0].message


@pytest.mark.parametrize(
    ("yaml", "body"),
    [
        (f"question: Why?\nanswer:{MARKER}", "&nbsp;"),
        (f'answer: {MARKER}"&nbsp;"', "A text."),
        (f"question: {MARKER}Why?", "&nbsp;"),
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
        f"a, b,{MARKER}, c",
        f"{MARKER}, a, b",
        f"a, b{MARKER}, ",
        f"a{MARKER}; b",
        f"光{MARKER}、水",
        "a, b,c",
        "",
    ],
)
def test_stray_commas_in_keywords_are_found(tmp_path: Path, keywords: str) -> None:
    files = {"a.md": with_field(f'seo:\n  page_keywords: "{keywords}"')}
    assert_found(tmp_path, "STRAY_COMMA", files)


def test_a_comma_in_a_folded_scalar_has_its_line(tmp_path: Path) -> None:
    text = f"seo:\n  page_keywords: >-\n    one, two,\n    three,{MARKER}, four"
    assert_found(tmp_path, "STRAY_COMMA", {"a.md": with_field(text)})


@pytest.mark.parametrize(
    "form",
    [f"{MARKER}MMM DDT YYYY", f"{MARKER}[open", f"{MARKER}Jahr", "MMM DD, YYYY", "[den] D.M.Y", ""],
)
def test_an_invalid_date_format_is_found(tmp_path: Path, form: str) -> None:
    mark, form = form.partition(MARKER)[1], form.replace(MARKER, "")
    files = {"a.md": with_field(f"date_format: {mark}'{form}'")}
    assert_found(tmp_path, "BAD_DATE_FORMAT", files)


@pytest.mark.parametrize(
    "day",
    [f"{MARKER}2025-03-22", f"{MARKER}2031-01-01T10:00:00Z", "2025-03-21", "2025-03-20", "''"],
)
def test_a_date_after_the_day_of_the_check_is_found(tmp_path: Path, day: str) -> None:
    assert_found(tmp_path, "FUTURE_DATE", {"a.md": with_field(f"date: {day}")})


@pytest.mark.parametrize(
    ("code", "yaml"),
    [
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {MARKER}Short"),
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {MARKER}{'long ' * 20}"),
        ("SEO_TITLE_LENGTH", f"seo:\n  title: {'x' * 70}"),
        ("SEO_TITLE_LENGTH", "author: A"),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {MARKER}Too short."),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {MARKER}{'long ' * 80}"),
        ("SEO_DESCRIPTION_LENGTH", f"seo:\n  page_description: {'x' * 320}"),
    ],
)
def test_seo_texts_have_a_length_range(tmp_path: Path, code: str, yaml: str) -> None:
    assert_found(tmp_path, code, {"a.md": with_field(yaml)})


def test_the_length_ranges_are_configurable(tmp_path: Path) -> None:
    policy = RuleConfig(seo_title=(1, 5))
    files = {
        "a.md": with_field("seo:\n  title: Short"),
        "b.md": with_field(f"seo:\n  title: {MARKER}Longer"),
    }
    assert_found(tmp_path, "SEO_TITLE_LENGTH", files, policy)


def test_an_unknown_schema_is_found(tmp_path: Path) -> None:
    files = {
        "a.md": with_field(f"_schema: {MARKER}defualt"),
        "b.md": with_field("_schema: default"),
        "c.md": with_field("author: A"),
    }
    assert_found(tmp_path, "UNKNOWN_SCHEMA", files, RuleConfig(schemas=("default", "page")))
    assert find_problems(tmp_path, "UNKNOWN_SCHEMA", {}) == []


@pytest.mark.parametrize(
    ("path", "yaml"),
    [
        ("learn/light.md", f"file_name: {MARKER}licht.md"),
        ("learn/light.md", f"file_name: {MARKER}learn/light.md"),
        ("learn/light.md", "file_name: light.md"),
        ("learn/light.md", "file_name: ''"),
    ],
)
def test_a_wrong_file_name_is_found(tmp_path: Path, path: str, yaml: str) -> None:
    assert_found(tmp_path, "FILE_NAME_DIFFERS", {path: with_field(yaml)})


@pytest.mark.parametrize(
    ("path", "yaml"),
    [
        ("learn/light.md", f"url: {MARKER}/learn/questions/dark"),
        ("learn/light.md", "url: /learn/questions/light"),
        ("learn/light.md", "url: /learn/questions/light/"),
        ("learn/light.md", "author: A"),
        ("learn/licht-ü.md", "url: /learn/licht-%C3%BC"),
        ("index.md", "url: /"),
        ("posts/index.md", "url: /posts"),
    ],
)
def test_a_url_that_does_not_end_with_the_slug_is_found(
    tmp_path: Path, path: str, yaml: str
) -> None:
    assert_found(tmp_path, "URL_WITHOUT_SLUG", {path: with_field(yaml)})
