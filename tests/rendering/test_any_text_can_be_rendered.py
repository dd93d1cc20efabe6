from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import find_internal_links, read_markdown, render_html
from tests.rendering.page import find_harmful_elements

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"

# Each of these once took quadratic time, or does in other parsers.
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
    assert find_harmful_elements(render_html(text)) == []


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert render_html("a\ud800b") == "<p>a?b</p>\n"


def test_a_nul_becomes_a_replacement_character() -> None:
    assert render_html("a\0b") == "<p>a\ufffdb</p>\n"


# For the functions that do not use the parser, and for the extraction from HTML.
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


def use_every_function(text: str) -> None:
    document = read_markdown(text)
    document.html()
    document.toc()
    assert document.word_count >= 0
    for length in (1, 160, len(document.text) - 1):
        document.excerpt(length)
    find_internal_links(text)


@pytest.mark.parametrize("piece", [*REPEATED, *UNCLOSED])
@pytest.mark.parametrize("before", ["", "[^a]: b\n\n"], ids=["alone", "below a footnote"])
def test_rendering_takes_linear_time(before: str, piece: str) -> None:
    def seconds(length: int) -> float:
        start = process_time()
        use_every_function(before + piece * (length // len(piece)))
        return process_time() - start

    # On an idle machine linear time stays below one second; quadratic time begins at ten.
    long = seconds(50_000)
    assert long < 5 or long < 3 * seconds(25_000)


def read_corpus_files() -> Iterator[tuple[Path, str]]:
    for path in sorted(CORPUS.rglob("*.md")):
        yield path, path.read_text("utf-8-sig", errors="replace")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no sample corpus beside the checkout: {CORPUS}")
def test_every_file_of_the_real_site_is_rendered_safely() -> None:
    render_unsanitized_html = 0
    for path, text in read_corpus_files():
        for markdown in (text, text.replace("\\n", "\n")):
            assert find_harmful_elements(render_html(markdown)) == [], path
        render_unsanitized_html += 1
    assert render_unsanitized_html > 2000
