import re

import pytest

from gql_content.markdown import render_html


def find_ids(markdown: str) -> list[str]:
    return re.findall(r'<h\d id="([^"]*)"', render_html(markdown))


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Key Artists:", "key-artists"),
        ("`to_html` & *others*", "to_html--others"),
        ("A [link](/b) and ![an image](c)", "a-link-and"),
        ("Über Größe", "über-größe"),
        ("量子力学 101", "量子力学-101"),
        ("हिन्दी", "हिन्दी"),
        ("The $x_1$ axis", "the-x_1-axis"),
        ("!!!", "section"),
        ("a <b>c</b>", "a-c"),
    ],
)
def test_the_id_is_the_text_as_on_github(heading: str, slug: str) -> None:
    assert find_ids(f"## {heading}") == [slug]


def test_equal_headings_are_numbered() -> None:
    assert find_ids("# a\n# a\n# a") == ["a", "a-1", "a-2"]


def test_a_numbered_id_does_not_collide_with_a_written_one() -> None:
    assert find_ids("# a\n# a-1\n# a\n# a-1") == ["a", "a-1", "a-2", "a-1-1"]


def test_a_heading_of_two_lines_has_one_id() -> None:
    assert find_ids("a\nb\n===") == ["a-b"]


@pytest.mark.parametrize(
    ("offset", "tags"),
    [
        (0, ["h1", "h3", "h6"]),
        (1, ["h2", "h4", "h6"]),
        (9, ["h6", "h6", "h6"]),
        (-1, ["h1", "h2", "h5"]),
        (-9, ["h1", "h1", "h1"]),
    ],
)
def test_the_offset_moves_headings_within_h1_to_h6(offset: int, tags: list[str]) -> None:
    html = render_html("# a\n### b\n###### c", offset)
    assert re.findall(r"<(h\d)", html) == tags
    assert re.findall(r"</(h\d)", html) == tags


def test_headings_written_as_html_keep_their_level_and_id() -> None:
    assert render_html('<h2 id="x">a</h2>', 2) == '<h2 id="x">a</h2>'


def test_an_id_does_not_collide_with_footnotes() -> None:
    assert find_ids("# fn1\n# fnref1\n# fn2\n\na[^b]\n\n[^b]: c") == ["fn1-1", "fnref1-1", "fn2"]
    assert find_ids("# fn1") == ["fn1"]


def test_an_id_does_not_collide_with_raw_html() -> None:
    assert find_ids('# a\n\n<h2 id="a">b</h2>') == ["a-1", "a"]
    assert find_ids("# a\n\nb <a class=c id='a'></a>") == ["a-1"]
    assert find_ids('# a\n\n<div id="a">the sanitizer removes this id</div>') == ["a"]
