import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import render_html
from gql_content.markdown.sanitizer import sanitize_html
from tests.rendering.attacks import ATTACKS
from tests.rendering.page import Page, find_harmful_elements


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_reaches_the_page(attack: str) -> None:
    for markdown in (attack, f"a {attack} b", f"> - {attack}", f"<div>\n{attack}\n</div>"):
        assert find_harmful_elements(render_html(markdown)) == []


def test_the_check_detects_an_unsanitized_attack() -> None:
    assert all(
        map(
            find_harmful_elements,
            ("<script>", "<a href='java\tscript:x'>", "<p onclick=x>", "<p name=x>"),
        )
    )


@pytest.mark.parametrize(
    "url", ["http://a.org", "https://a.org", "mailto:a@b.org", "tel:+49", "/a"]
)
def test_harmless_links_are_kept(url: str) -> None:
    assert render_html(f"[x]({url})") == f'<p><a href="{url}">x</a></p>\n'


def test_only_headings_and_anchors_keep_their_id() -> None:
    raw = '<h2 id="a">x</h2><p id="b">x</p><a id="c"></a><li id="d">x</li><img id="e" src="f">'
    kept = [attributes.get("id") for _, attributes in Page(render_html(raw)).elements]
    assert kept == ["a", None, "c", None, None]


def test_only_our_own_classes_are_kept() -> None:
    raw = '<div class="fixed math inset-0">a</div><code class="x language-c y">b</code>'
    assert render_html(raw) == '<div class="math">a</div><code class="language-c">b</code>'


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ('<input type="checkbox" checked>', '<input type="checkbox" checked="" disabled="">'),
        ('<input type="password" name="x" value="y">', '<input disabled="">'),
    ],
)
def test_every_input_is_disabled(raw: str, kept: str) -> None:
    assert render_html(raw) == kept


def test_html_with_hundreds_of_unclosed_elements_becomes_text() -> None:
    html = render_html("<b>" * 501 + "a")
    assert Page(html).elements == [("p", {})]
    assert Page(html).text == "<b>" * 501 + "a\n"


def test_html_with_closed_elements_may_be_long() -> None:
    html = render_html("<b>a</b><br>" * 1000)
    assert Page(html).elements.count(("b", {})) == 1000


MARKDOWN_PIECES = [
    *(
        "\n",
        "\n\n",
        " ",
        "*",
        "_",
        "`",
        "$",
        "$$",
        "\\(",
        "\\]",
        "\\",
        "[",
        "](",
        ")",
        "> ",
        "- ",
        "1. ",
    ),
    *("# ", "|", "-|-", "[^1]", "[^1]: ", "&", "&lt;", "~~", "```", "[ ] ", "www.", "<!--", "<b>"),
    *("</b>", "<p>", "<a id=b>", "<table>", "<td>", "<li>", "</div>"),
]
HOSTILE_MARKDOWN = st.lists(st.sampled_from([*ATTACKS, *MARKDOWN_PIECES]), max_size=25).map("".join)


@given(HOSTILE_MARKDOWN)
def test_no_mix_of_markup_and_attacks_reaches_the_page(markdown: str) -> None:
    assert find_harmful_elements(render_html(markdown)) == []


@given(HOSTILE_MARKDOWN)
def test_sanitized_html_is_harmless_when_parsed_again(markdown: str) -> None:
    assert find_harmful_elements(sanitize_html(sanitize_html(render_html(markdown)))) == []


@given(st.text("ab *_`~#>-+1.[]()!|:$\\&;^\n\"'@/", max_size=200))
def test_html_from_markdown_is_not_changed_by_the_sanitizer(markdown: str) -> None:
    html = render_html(markdown)
    assert sanitize_html(html) == html
