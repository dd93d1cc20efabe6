"""Examples for each section of the CommonMark specification, in our own words.

Where GitHub's Markdown or this project departs from it, the other tests of this folder tell how:
heading ids, formulas, bare addresses, the sanitiser. With these set aside, the parser gives the
HTML of every example of the specification 0.31.2.
"""

import re

import pytest

from gql_content.markdown import render_html

Pairs = list[tuple[str, str]]

BLOCKS: dict[str, Pairs] = {
    "tabs": [
        ("\ta\tb", "<pre><code>a\tb\n</code></pre>\n"),
        ("- a\n\n\tb", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
        ("#\ta", "<h1>a</h1>\n"),
    ],
    "thematic breaks": [
        ("***\n---\n___", "<hr>\n<hr>\n<hr>\n"),
        (" - - -", "<hr>\n"),
        ("--\n**", "<p>--\n**</p>\n"),
        ("- a\n***\n- b", "<ul>\n<li>a</li>\n</ul>\n<hr>\n<ul>\n<li>b</li>\n</ul>\n"),
    ],
    "ATX headings": [
        ("# a\n###### b", "<h1>a</h1>\n<h6>b</h6>\n"),
        ("####### a", "<p>####### a</p>\n"),
        ("#a", "<p>#a</p>\n"),
        ("## a ##\n## b#", "<h2>a</h2>\n<h2>b#</h2>\n"),
        ("a\n# b\nc", "<p>a</p>\n<h1>b</h1>\n<p>c</p>\n"),
    ],
    "setext headings": [
        ("a *b*\n===\nc\n-", "<h1>a <em>b</em></h1>\n<h2>c</h2>\n"),
        ("> a\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n"),
        ("a\n\n===", "<p>a</p>\n<p>===</p>\n"),
    ],
    "indented code": [
        ("    a\n      b\n\n    c", "<pre><code>a\n  b\n\nc\n</code></pre>\n"),
        ("a\n    b", "<p>a\nb</p>\n"),
        ("    *a* <b>", "<pre><code>*a* &lt;b&gt;\n</code></pre>\n"),
    ],
    "fenced code": [
        ("```\na\n~~~\n```", "<pre><code>a\n~~~\n</code></pre>\n"),
        ("~~~~ c d\na\n~~~\n~~~~~", '<pre><code class="language-c">a\n~~~\n</code></pre>\n'),
        ("> ```\n> a\n\nb", "<blockquote>\n<pre><code>a\n</code></pre>\n</blockquote>\n<p>b</p>\n"),
        ("```\na\n", "<pre><code>a\n</code></pre>\n"),
        ("``` a ```\nb", "<p><code>a</code>\nb</p>\n"),
    ],
    "HTML blocks": [
        ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
        ("<div>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p>\n</div>"),
        ("<pre>\n\n*a*\n\n</pre>", "<pre>\n*a*\n\n</pre>"),
        ("a\n<div>b</div>", "<p>a</p>\n<div>b</div>"),
    ],
    "link reference definitions": [
        ("[a]: /b 'c'\n\n[A]", '<p><a href="/b" title="c">A</a></p>\n'),
        ("[a]:\n</b c>\n\n[a]", '<p><a href="/b%20c">a</a></p>\n'),
        ("[a]: /b\n[a]: /c\n\n[a]", '<p><a href="/b">a</a></p>\n'),
        ("b\n[a]: /c", "<p>b\n[a]: /c</p>\n"),
    ],
    "paragraphs and blank lines": [
        ("a\nb\n\n\n  c\n   d", "<p>a\nb</p>\n<p>c\nd</p>\n"),
        ("\n\n  a\n\n", "<p>a</p>\n"),
    ],
    "block quotes": [
        ("> # a\n>b\nc", "<blockquote>\n<h1>a</h1>\n<p>b\nc</p>\n</blockquote>\n"),
        ("> > a", "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n</blockquote>\n"),
        (
            "> a\n\n> b",
            "<blockquote>\n<p>a</p>\n</blockquote>\n<blockquote>\n<p>b</p>\n</blockquote>\n",
        ),
    ],
    "list items": [
        ("10) a", '<ol start="10">\n<li>a</li>\n</ol>\n'),
        (
            "- a\n\n  > b",
            "<ul>\n<li>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n</ul>\n",
        ),
        ("-\n  a\n-", "<ul>\n<li>a</li>\n<li></li>\n</ul>\n"),
        ("a\n2. b", "<p>a\n2. b</p>\n"),
        ("-1\n\n1234567890. a", "<p>-1</p>\n<p>1234567890. a</p>\n"),
    ],
    "lists": [
        ("- a\n- b\n+ c", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ul>\n<li>c</li>\n</ul>\n"),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        ("- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"),
        ("a\n- b", "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n"),
    ],
}

INLINES: dict[str, Pairs] = {
    "backslash escapes": [
        (r"\*a\* \# \`b\` \<c>", "*a* # `b` &lt;c&gt;"),
        (r"\a \→", r"\a \→"),
        ("a\\\nb", "a<br>\nb"),
        (r"`\*` [b](/c\_d)", r'<code>\*</code> <a href="/c_d">b</a>'),
    ],
    "entities": [
        ("&copy; &#65; &#x42; &amp;", "© A B &amp;"),
        ("&nope; &copy", "&amp;nope; &amp;copy"),
        ("&#42;a&#42; `&copy;`", "*a* <code>&amp;copy;</code>"),
        ("[a](/&auml;)", '<a href="/%C3%A4">a</a>'),
    ],
    "code spans": [
        ("`` a`b ``", "<code>a`b</code>"),
        ("` a  b\nc `", "<code>a  b c</code>"),
        ("*a`*`", "*a<code>*</code>"),
        ("``a`", "``a`"),
    ],
    "emphasis": [
        ("*a* _b_ **c** __d__", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("a * b* c_d_e", "a * b* c_d_e"),
        ("a*b*c", "a<em>b</em>c"),
        ("**a*", "*<em>a</em>"),
        ("*a [b*](c)", '*a <a href="c">b*</a>'),
    ],
    "links": [
        ('[a](b "c \\" d")', '<a href="b" title="c &quot; d">a</a>'),
        ("[a]() [](b)", '<a href="">a</a> <a href="b"></a>'),
        ("[a](b(c)d) [e](f(g", '<a href="b(c)d">a</a> [e](f(g'),
        ("[a [b](c) d](e)", '[a <a href="c">b</a> d](e)'),
        ("[a] (b)", "[a] (b)"),
        ("[*a*][B] [b][]\n\n[b]: /c", '<a href="/c"><em>a</em></a> <a href="/c">b</a>'),
    ],
    "images": [
        ("![a *b*](c 'd')", '<img src="c" alt="a b" title="d">'),
        ("![a]\n\n[a]: b", '<img src="b" alt="a">'),
        ("[![a](b)](c)", '<a href="c"><img src="b" alt="a"></a>'),
        ("\\![a](b)", '!<a href="b">a</a>'),
    ],
    "autolinks": [
        (
            "<https://a.org/b?c=d&e>",
            '<a href="https://a.org/b?c=d&amp;e">https://a.org/b?c=d&amp;e</a>',
        ),
        ("<a@b.org>", '<a href="mailto:a@b.org">a@b.org</a>'),
        ("<a.b.c> <>", "&lt;a.b.c&gt; &lt;&gt;"),
    ],
    "raw HTML": [
        ("a <b>*c*</b> <br/>", "a <b><em>c</em></b> <br>"),
        ("a <!-- *b* --> c", "a  c"),
        ("a <33> < b", "a &lt;33&gt; &lt; b"),
    ],
    "line breaks": [
        ("a  \n  b\nc \nd", "a<br>\nb\nc\nd"),
        ("`a  \nb`", "<code>a   b</code>"),
        ("a\\", "a\\"),
    ],
    "text": [("a  b 'c' \"d\" ü 漢", "a  b 'c' \"d\" ü 漢")],
}


def make_cases(sections: dict[str, Pairs]) -> list[object]:
    return [
        pytest.param(markdown, html, id=f"{section} {number}")
        for section, pairs in sections.items()
        for number, (markdown, html) in enumerate(pairs, 1)
    ]


@pytest.mark.parametrize(("markdown", "html"), make_cases(BLOCKS))
def test_blocks_are_rendered_as_in_commonmark(markdown: str, html: str) -> None:
    assert re.sub(r'(<h\d) id="[^"]*"', r"\1", render_html(markdown)) == html


@pytest.mark.parametrize(("markdown", "html"), make_cases(INLINES))
def test_inlines_are_rendered_as_in_commonmark(markdown: str, html: str) -> None:
    assert render_html(markdown) == f"<p>{html}</p>\n"
