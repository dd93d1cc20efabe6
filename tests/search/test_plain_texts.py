from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.search.indexed_document import extract_headings, markdown_to_text
from gql_content.search.normalization import HEADING, clean_text, separate_unspaced, visible


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        (
            "**Bold** and *slanted* and __bold__ and _slanted_",
            "Bold and slanted and bold and slanted",
        ),
        ("snake_case_name, 2 * 3 * 4, a_b", "snake_case_name, 2 * 3 * 4, a_b"),
        ("***both*** ~~gone~~ `code`", "both gone code"),
        ("- one\n* two\n+ three\n12. four\n- [x] five", "one\ntwo\nthree\nfour\nfive"),
        ("> quoted\n> > twice", "quoted\ntwice"),
        ("[text](https://example.org/a_(b)) ![alt](x.png)", "text alt"),
        ("[![alt](x.png)](https://example.org)", "alt"),
        ("[text][ref] and[^1]", "text and"),
        ("[ref]: https://example.org 'title'", ""),
        ("a <b>bold</b> <br/> <!-- note --> c", "a  bold     c"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("the element `<div>` and `a<b>` <i>here</i>", "the element <div> and a<b>  here "),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("fish &amp; chips", "fish & chips"),
        (r"\*not slanted\* \# no", "*not slanted* # no"),
        (r"$x^2$ and \(y\) and \[z\]", "x^2 and  y  and  z "),
        ("a | b\n--- | ---\nc | d", "a   b\n\nc   d"),
        ("one\n\n---\n\ntwo", "one\n\n\n\ntwo"),
        ("```python\n# comment **x**\n```\nafter", "# comment **x**\n\nafter"),
        ("```\nnever closed", "never closed"),
    ],
)
def test_markup_is_removed_and_words_are_kept(markdown: str, plain: str) -> None:
    assert markdown_to_text(markdown) == plain


def test_headings_of_both_kinds_are_marked() -> None:
    text = markdown_to_text("# One #\n\ntext\n\nTwo\n===\n\n## **Three**\n\n#four\n")
    assert extract_headings(text) == ["One", "Two", "Three"]
    assert text.startswith(f"{HEADING}One\n")


def test_closing_characters_are_not_part_of_a_heading() -> None:
    assert extract_headings(markdown_to_text("# C#\n# One ##\n# Two#\n# #\n")) == [
        "C#",
        "One",
        "Two#",
        "",
    ]


HOSTILE = "[ ]( `` ~~ ** __ < > <a # | - |- = _ a_ *_ \\ $ & &# ![ [[ [^ ]: <!-- - > 1."


@pytest.mark.parametrize("markup", [*HOSTILE.split(), " ", "[a](", "# a ", "> - ", "a\n=", "\n"])
@pytest.mark.parametrize("end", ["", "a", "\n"])
def test_every_text_is_converted_quickly(markup: str, end: str) -> None:
    started = process_time()
    markdown_to_text("a" + markup * (200_000 // len(markup)) + end)
    markdown_to_text("# " + markup * (200_000 // len(markup)) + end)
    markdown_to_text(markup * (200_000 // len(markup)) + end)
    assert process_time() - started < 5


def test_a_heading_in_code_does_not_count() -> None:
    assert extract_headings(markdown_to_text("# One\n\n~~~\n# two\n~~~\n")) == ["One"]


@given(st.text())
def test_every_text_can_be_converted(markdown: str) -> None:
    clean_text(markdown_to_text(clean_text(markdown))).encode()


@given(st.text(alphabet="ab *_`#>|[]()<&;-\\\n$~!"))
def test_no_letter_is_lost_outside_links_tags_and_entities(markdown: str) -> None:
    if not set(markdown) & set("[]<&`~"):
        letters = [letter for letter in markdown_to_text(markdown) if letter in "ab"]
        assert letters == [letter for letter in markdown if letter in "ab"]


@given(st.text(alphabet="ab cé光合DNAไทย。 "))
def test_a_separated_text_is_shown_unchanged(text: str) -> None:
    assert visible(separate_unspaced(clean_text(text))) == clean_text(text)
