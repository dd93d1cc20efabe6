"""Rules that check an article in the context of all others."""

from pathlib import Path

import pytest

from gql_content.rules import RuleConfig
from tests.checks.finding import MARKER, assert_found, find_problems, with_field

LIGHT = {
    "title": "What is light?",
    "id": 7,
    "subject": "Physics",
    "url": "/learn/light",
}


def link(**fields: object) -> str:
    """Make a file with one related link, whose number is not 1."""
    lines = "".join(f"\n  {name}: {value}" for name, value in fields.items())
    return with_field(f"related_article1: {{}}\nrelated_article3:{lines}")


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("RELATED_URL_UNKNOWN", {"url": f"{MARKER}/learn/dark"}),
        ("RELATED_URL_UNKNOWN", {"id": 7, "url": f"{MARKER}/learn/moved"}),
        ("RELATED_URL_UNKNOWN", {"url": "/learn/light/"}),
        ("RELATED_URL_UNKNOWN", {"url": "https://elsewhere.example/"}),
        ("RELATED_ID_UNKNOWN", {"id": f"{MARKER}8"}),
        ("RELATED_ID_UNKNOWN", {"id": f"{MARKER}8", "url": "/learn/light"}),
        ("RELATED_ID_UNKNOWN", {"id": 8, "url": "/learn/dark"}),
        ("RELATED_ID_UNKNOWN", {"id": 7, "url": "/learn/light"}),
        ("RELATED_TITLE_OUTDATED", {"title": f"{MARKER}What was light?", "url": "/learn/light"}),
        ("RELATED_TITLE_OUTDATED", {"title": "What  is light?", "url": "/learn/light"}),
        ("RELATED_TITLE_OUTDATED", {"title": "Else", "url": "/learn/dark"}),
        ("RELATED_SUBJECT_OUTDATED", {"subject": f"{MARKER}Optics", "url": "/learn/light"}),
        ("RELATED_SUBJECT_OUTDATED", {"subject": "physics", "url": "/learn/light"}),
    ],
)
def test_a_related_link_is_up_to_date(tmp_path: Path, code: str, fields: dict[str, object]) -> None:
    assert_found(tmp_path, code, {"learn/light.md": LIGHT, "a.md": link(**fields)})


def test_for_a_link_with_an_old_url_the_new_one_is_suggested(tmp_path: Path) -> None:
    files = {"learn/light.md": LIGHT, "a.md": link(id=7, url="/learn/old")}
    (only,) = find_problems(tmp_path, "RELATED_URL_UNKNOWN", files)
    assert only.remedy == "The article with the id 7 is at /learn/light."
    assert only.field == "related_article3.url"


def test_ids_may_be_repeated(tmp_path: Path) -> None:
    files = {"learn/light.md": LIGHT, "b.md": {**LIGHT, "url": "/b"}, "a.md": link(id=7)}
    assert find_problems(tmp_path, "RELATED_ID_UNKNOWN", files) == []


def test_titles_are_unique_in_a_subject(tmp_path: Path) -> None:
    files = {
        "a.md": f"---\ntitle: {MARKER}Light\nsubject: Physics\n---\nA.\n",
        "b.md": f"---\ntitle: {MARKER}light\nsubject: physics\n---\nB.\n",
        "c.md": "---\ntitle: Light\nsubject: Art\n---\nC.\n",
        "posts/d.md": "---\ntitle: Light\n---\nD.\n",
    }
    assert_found(tmp_path, "DUPLICATE_TITLE", files)


def test_the_most_common_spelling_of_a_subject_is_expected(tmp_path: Path) -> None:
    files = {
        "a.md": with_field("subject: Computer Science"),
        "b.md": with_field("subject: Computer Science"),
        "c.md": with_field(f"subject: {MARKER}Computer science"),
    }
    assert_found(tmp_path, "SUBJECT_SPELLING", files)


def test_articles_belong_in_the_folder_of_their_subject(tmp_path: Path) -> None:
    files = {
        "learn/physics/a.md": with_field("subject: Physics"),
        "learn/physics/b.md": with_field(f"subject: {MARKER}Biology"),
        "learn/biology/c.md": with_field("subject: Biology"),
        "learn/biology/d.md": with_field("author: A"),
    }
    assert_found(tmp_path, "SUBJECT_NOT_OF_FOLDER", files)


def test_other_folders_may_have_any_subject(tmp_path: Path) -> None:
    files = {
        "learn/2024/a.md": with_field("subject: Physics"),
        "learn/2025/b.md": with_field("subject: Biology"),
        "posts/c.md": with_field("subject: Biology"),
    }
    assert_found(tmp_path, "SUBJECT_NOT_OF_FOLDER", files)


@pytest.mark.parametrize("names", [("Light.md", "light.md"), ("\u00e4.md", "a\u0308.md")])
def test_paths_that_are_equal_on_some_systems_are_found(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    files = {name: with_field(f"url: /{place}") for place, name in enumerate(names)}
    problems = find_problems(
        tmp_path, "SIMILAR_NAMES", {**files, "dark.md": with_field("author: A")}
    )
    assert {one.path for one in problems} == set(names)


def test_a_duplicate_url_is_reported_at_its_line(tmp_path: Path) -> None:
    files = {"a.md": with_field("url: /same"), "b.md": with_field(f"author: A\nurl: {MARKER}/same")}
    assert_found(tmp_path, "DUPLICATE_URL", files)


def test_ignored_rules_have_no_findings(tmp_path: Path) -> None:
    files = {"learn/light.md": LIGHT, "a.md": link(url="/learn/dark")}
    policy = RuleConfig(ignore=("RELATED_URL_UNKNOWN",))
    assert find_problems(tmp_path, "RELATED_URL_UNKNOWN", files, policy) == []
