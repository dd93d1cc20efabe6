import re

import pytest

from gql_content.rendering import to_html


def ids(markdown: str) -> list[str]:
    return re.findall(r'<h\d id="([^"]*)"', to_html(markdown))


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
    assert ids(f"## {heading}") == [slug]


def test_equal_headings_are_counted() -> None:
    assert ids("# a\n# a\n# a") == ["a", "a-1", "a-2"]


def test_a_counted_id_never_meets_one_that_was_written() -> None:
    assert ids("# a\n# a-1\n# a\n# a-1") == ["a", "a-1", "a-2", "a-1-1"]


def test_a_heading_over_two_lines_has_one_id() -> None:
    assert ids("a\nb\n===") == ["a-b"]


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
    html = to_html("# a\n### b\n###### c", offset)
    assert re.findall(r"<(h\d)", html) == tags
    assert re.findall(r"</(h\d)", html) == tags


def test_headings_written_as_html_keep_their_level_and_id() -> None:
    assert to_html('<h2 id="x">a</h2>', 2) == '<h2 id="x">a</h2>'


def test_an_id_is_never_that_of_a_footnote_or_of_its_reference() -> None:
    assert ids("# fn1\n# fnref1\n# fn2\n\na[^b]\n\n[^b]: c") == ["fn1-1", "fnref1-1", "fn2"]
    assert ids("# fn1") == ["fn1"]


def test_an_id_is_never_one_that_an_author_wrote_as_html() -> None:
    assert ids('# a\n\n<h2 id="a">b</h2>') == ["a-1", "a"]
    assert ids("# a\n\nb <a class=c id='a'></a>") == ["a-1"]
    assert ids('# a\n\n<div id="a">the sanitiser takes this id away</div>') == ["a"]
