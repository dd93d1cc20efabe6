from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.search.letters import HEADING, cleaned, cut, visible
from gql_content.search.plain import headings_in, plain_text


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
def test_marks_are_taken_off_and_words_are_kept(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


def test_headings_of_both_kinds_are_marked() -> None:
    text = plain_text("# One #\n\ntext\n\nTwo\n===\n\n## **Three**\n\n#four\n")
    assert headings_in(text) == ["One", "Two", "Three"]
    assert text.startswith(f"{HEADING}One\n")


def test_signs_that_close_a_heading_are_no_part_of_it() -> None:
    assert headings_in(plain_text("# C#\n# One ##\n# Two#\n# #\n")) == ["C#", "One", "Two#", ""]


HOSTILE = "[ ]( `` ~~ ** __ < > <a # | - |- = _ a_ *_ \\ $ & &# ![ [[ [^ ]: <!-- - > 1."


@pytest.mark.parametrize("sign", [*HOSTILE.split(), " ", "[a](", "# a ", "> - ", "a\n=", "\n"])
@pytest.mark.parametrize("end", ["", "a", "\n"])
def test_no_text_takes_long(sign: str, end: str) -> None:
    began = process_time()
    plain_text("a" + sign * (200_000 // len(sign)) + end)
    plain_text("# " + sign * (200_000 // len(sign)) + end)
    plain_text(sign * (200_000 // len(sign)) + end)
    assert process_time() - began < 5


def test_a_heading_in_code_is_none() -> None:
    assert headings_in(plain_text("# One\n\n~~~\n# two\n~~~\n")) == ["One"]


@given(st.text())
def test_every_text_has_a_plain_one(markdown: str) -> None:
    cleaned(plain_text(cleaned(markdown))).encode()


@given(st.text(alphabet="ab *_`#>|[]()<&;-\\\n$~!"))
def test_no_letter_is_lost_outside_of_addresses_tags_and_entities(markdown: str) -> None:
    if not set(markdown) & set("[]<&`~"):
        kept = [letter for letter in plain_text(markdown) if letter in "ab"]
        assert kept == [letter for letter in markdown if letter in "ab"]


@given(st.text(alphabet="ab cé光合DNAไทย。 "))
def test_a_text_that_was_cut_is_seen_as_it_was(text: str) -> None:
    assert visible(cut(cleaned(text))) == cleaned(text)
