from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.rendering import internal_links_of, read, to_html
from tests.rendering.page import harm

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"

# Each of these once took, or takes in other parsers, a time that grows with its square.
REPEATED = [
    *(
        ">",
        "[",
        "*",
        "_",
        "![",
        "](",
        "<",
        "`",
        "~~a ",
        "**_",
        "a*",
        "[a](",
        "[^",
        "^[",
        "- ",
        "> - ",
    ),
    *(
        "$",
        "$$",
        "$$a\n",
        "\\(",
        "\\[",
        "\\(\\\\)",
        "\\[a\n",
        "\\[a\n\\] b\n",
        "[\\(",
        "$\\$",
        "$`",
    ),
    *("://", "http://", "(http://a/(", "www.", "(www.a/(", "a@", "# a\n", "- [ ] a\n", "|a\n|-\n"),
    *(
        "<b>",
        "<b x=1>",
        "<ul><li>",
        "<div>",
        "<div>\n\n",
        "</p>",
        "<!-- a\n",
        "&",
        "\\",
        "\0",
        "\r",
    ),
]


@given(st.text(st.characters(exclude_categories=())))
def test_any_string_can_be_rendered(text: str) -> None:
    assert harm(to_html(text)) == []


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert to_html("a\ud800b") == "<p>a?b</p>\n"


def test_a_null_becomes_a_replacement_character() -> None:
    assert to_html("a\0b") == "<p>a\ufffdb</p>\n"


# These are for what is found in a text without parsing it, and for what is read off its page.
UNCLOSED = [
    *(
        "``",
        "```\n",
        "`a ``b ",
        "~~~\n",
        "<!--",
        "<script",
        "<a  ",
        "<a href='/",
        "<x@",
        "<li id='",
    ),
    *('](/x "', "](/x '", "](/x (", "](/(", "](   ", "![[", "\n[a]:\n", "\n[a]: /x '\n", "- [ "),
    *("$ a", "$$ a", "\\(\\[", "\\[ \\( ", "\\[a\\( ", "a@b.", "--", "&#", "\n1. ", "   ", "\n   "),
    *("<pre>", "<h2 id=a>", "<h2 id=a><div>", "<a href=b>", "## a\n### b\n", "\u0301", "🇩🇪", "漢"),
]


def ask_everything(text: str) -> None:
    document = read(text)
    document.html()
    document.toc()
    assert document.word_count >= 0
    for length in (1, 160, len(document.text) - 1):
        document.excerpt(length)
    internal_links_of(text)


@pytest.mark.parametrize("piece", [*REPEATED, *UNCLOSED])
@pytest.mark.parametrize("before", ["", "[^a]: b\n\n"], ids=["alone", "below a footnote"])
def test_the_time_grows_with_the_length_and_not_with_its_square(before: str, piece: str) -> None:
    def seconds(length: int) -> float:
        began = process_time()
        ask_everything(before + piece * (length // len(piece)))
        return process_time() - began

    # Linear costs stay below one second on a machine of its own; quadratic ones begin at ten.
    long = seconds(50_000)
    assert long < 5 or long < 3 * seconds(25_000)


def corpus_texts() -> Iterator[tuple[Path, str]]:
    for path in sorted(CORPUS.rglob("*.md")):
        yield path, path.read_text("utf-8-sig", errors="replace")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no sample corpus beside the checkout: {CORPUS}")
def test_every_file_of_the_real_site_can_be_rendered() -> None:
    rendered = 0
    for path, text in corpus_texts():
        for markdown in (text, text.replace("\\n", "\n")):
            assert harm(to_html(markdown)) == [], path
        rendered += 1
    assert rendered > 2000
