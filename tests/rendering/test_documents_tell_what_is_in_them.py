from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import Heading, Image, Link, MarkdownDocument, read_markdown
from tests.rendering.page import Page
from tests.rendering.test_sanitising import HOSTILE_MARKDOWN

TEXTS = {
    "blocks": ("# a\n\nb\nc  \nd\n\n> e\n\n- f\n  1. g\n\n---\nh", "a\nb c\nd\ne\nf\ng\nh"),
    "marks": ("*a* **b** ~~c~~ `d` \\*e\\* **F**oo", "a b c d *e* Foo"),
    "links": (
        "[a](/b 'c') [d] <https://e.org> www.f.org\n\n[d]: /g",
        "a d https://e.org www.f.org",
    ),
    "images": ("a![b *c*](d.png 'e')f [![g](h)](i)", "a b c f g"),
    "code": ("```py\nif a < b:\n\n    *c*\n```\n\n    d  e", "if a < b:\n\n    *c*\nd  e"),
    "inline math": (r"so $a_1 < b$ and \(\nu\)", r"so a_1 < b and \nu"),
    "display math": ("$$\na\n\\\\ b\n$$\nand \\[c=1\\] on", "a\n\\\\ b\nand c=1 on"),
    "a table": ("a | b\n-|-\n*1* | 2", "a b\n1 2"),
    "tasks": ("- [ ] a\n- [x] b", "a\nb"),
    "entities": ("a &amp; b &lt;c&gt; &eacute;", "a & b <c> é"),
    "footnotes": ("a[^x] b[^x]\n\n[^x]: c *d*\n\n    e", "a b\nc d\ne"),
    "raw HTML": ("<div>a<p>b <b>c</b></div>\n\nd<br>e H<sub>2</sub>O", "a\nb c\nd\ne H2O"),
    "hidden HTML": ("a <!-- b --> c\n\n<script>d</script>\n\n<style>e</style>f", "a c\nf"),
    "details": ("<details><summary>a</summary>\n\nb\n\n</details>", "a\nb"),
    "non-breaking blanks": ("&nbsp;\n\na&nbsp;b\n\n&nbsp;", "a\u00a0b"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("source", "text"), TEXTS.values(), ids=TEXTS)
def test_the_text_is_without_markup(source: str, text: str) -> None:
    assert read_markdown(source).text == text


def test_our_classes_in_raw_html_do_not_hide_text() -> None:
    raw = '<sup class="footnote-ref">a</sup> <span class="math math-inline">b</span>'
    assert read_markdown(raw).text == "a b"


def test_links_are_those_in_the_html() -> None:
    source = dedent("""\
        [a *b* $c$](/d "e") <https://f.org> me@g.org [h] [i](javascript:x) `[j](/k)` [l](m n)
        <a href="/o?p&amp;q">r</a> <a id="s">t</a> note[^1] [![u](v.png)](/w)

        [h]: /ü
        [unused]: /x
        [^1]: [y](z)
    """)
    assert read_markdown(source).links == (
        Link("/d", "a b c"),
        Link("https://f.org", "https://f.org"),
        Link("mailto:me@g.org", "me@g.org"),
        Link("/%C3%BC", "h"),
        Link("/o?p&q", "r"),
        Link("/w", "u"),
        Link("z", "y"),
    )


def test_images_are_those_in_the_html() -> None:
    source = (
        '![a *b*](c.png "d") ![](e) <img src="f" alt="g &quot;h&quot;"> ![i](data:x) <img alt="j">'
    )
    assert read_markdown(source).images == (
        Image("c.png", "a b"),
        Image("e", ""),
        Image("f", 'g "h"'),
    )


def test_headings_have_id_text_and_level() -> None:
    assert read_markdown("# a *b* `c`\n\n### d $e$ ![f](g) [h](/i)\n\nj\n---").headings() == (
        Heading("a-b-c", "a b c", 1),
        Heading("d-e--h", "d e f h", 3),
        Heading("j", "j", 2),
    )


def test_headings_are_limited_by_depth() -> None:
    document = read_markdown("# a\n## b\n### c")
    assert [heading.text for heading in document.headings(2)] == ["a", "b"]
    assert document.headings(0) == ()


def test_headings_in_raw_html_are_listed_if_they_have_an_id() -> None:
    raw = '<h2 id="x">a <b>b</b></h2>\n\n<h3>c</h3>\n\n> # d'
    assert read_markdown(raw).headings() == (Heading("x", "a b", 2), Heading("d", "d", 1))


def test_an_offset_changes_only_the_html() -> None:
    document = read_markdown("# a")
    assert document.html(2) == '<h3 id="a">a</h3>\n'
    assert document.headings() == (Heading("a", "a", 1),)
    assert [document.html(offset) for offset in (0, 1, 9, 0)] == [
        f'<h{level} id="a">a</h{level}>\n' for level in (1, 2, 6, 1)
    ]


@pytest.mark.parametrize(
    "source", ["x[^1]\n\n[^1]: y", "x[^1]\n\n[^1]: y <a id=b>", "<a id=b>x[^1]\n\n[^1]: y"]
)
def test_footnote_references_are_neither_links_nor_text(source: str) -> None:
    document = read_markdown(source)
    assert document.html().count("#fn") == 2
    assert document.links == ()
    assert document.text == "x\ny"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (265, 1), (266, 2), (531, 3)])
def test_reading_time_is_in_whole_minutes(words: int, minutes: int) -> None:
    assert read_markdown("word " * words).reading_minutes() == minutes


def test_words_per_minute_must_be_positive() -> None:
    with pytest.raises(ValueError, match="words_per_minute is 0; it must be at least 1"):
        read_markdown("a").reading_minutes(0)


def collect_everything(document: MarkdownDocument) -> tuple[object, ...]:
    return (
        *(document.html(), document.html(1), document.text, document.excerpt(), document.toc()),
        *(document.word_count, document.reading_minutes(), document.links, document.images),
    )


@given(st.text(st.characters(exclude_categories=())) | HOSTILE_MARKDOWN)
def test_every_property_is_stable(source: str) -> None:
    document = read_markdown(source)
    assert collect_everything(document) == collect_everything(document)


@given(HOSTILE_MARKDOWN)
def test_ids_links_and_images_agree_with_the_html(source: str) -> None:
    document = read_markdown(source)
    elements = Page(document.html()).elements
    ids = [of["id"] for tag, of in elements if tag[0] == "h" and tag[1:].isdigit() and of.get("id")]
    assert [heading.id for heading in document.headings()] == ids
    sources = [of["src"] for tag, of in elements if tag == "img" and "src" in of]
    assert [image.src for image in document.images] == sources
    hrefs = [of["href"] for tag, of in elements if tag == "a" and "href" in of]
    assert [link.href for link in document.links] == [
        href for href in hrefs if not href.startswith("#fn")
    ]
