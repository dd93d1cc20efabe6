from textwrap import dedent

import pytest

from gql_content.markdown import render_html

GOLDEN = {
    "emphasis": ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
    "strikethrough": ("~~gone~~", "<p><s>gone</s></p>\n"),
    "approximations": ("from ~5 to ~10", "<p>from ~5 to ~10</p>\n"),
    "thematic break": ("---", "<hr>\n"),
    "line break": ("a  \nb", "<p>a<br>\nb</p>\n"),
    "block quote": ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    "ordered list": ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
    "link": ('[a](/b "c")', '<p><a href="/b" title="c">a</a></p>\n'),
    "image": ('![a](b.png "c")', '<p><img src="b.png" alt="a" title="c"></p>\n'),
    "math in an alternative text": ("![a $x$](b.png)", '<p><img src="b.png" alt="a x"></p>\n'),
    "fence": ("```c++ x\na < b\n```", '<pre><code class="language-c++">a &lt; b\n</code></pre>\n'),
    "non-breaking space": ("&nbsp;", "<p>&nbsp;</p>\n"),
    "nothing": ("", ""),
    "table": (
        dedent("""\
            a | b | c
            :-- | :-: | --:
            1 | *2* | 3
        """),
        dedent("""\
            <table>
            <thead>
            <tr>
            <th style="text-align:left">a</th>
            <th style="text-align:center">b</th>
            <th style="text-align:right">c</th>
            </tr>
            </thead>
            <tbody>
            <tr>
            <td style="text-align:left">1</td>
            <td style="text-align:center"><em>2</em></td>
            <td style="text-align:right">3</td>
            </tr>
            </tbody>
            </table>
        """),
    ),
    "task list": (
        "- [ ] open\n- [x] done\n- plain",
        dedent("""\
            <ul class="contains-task-list">
            <li class="task-list-item"><input class="task-list-item-checkbox" disabled="" \
            type="checkbox"> open</li>
            <li class="task-list-item"><input class="task-list-item-checkbox" disabled="" \
            type="checkbox" checked=""> done</li>
            <li>plain</li>
            </ul>
        """).replace("            ", ""),
    ),
    "footnote": (
        "a[^n]\n\n[^n]: the *note*",
        dedent("""\
            <p>a<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>
            <hr class="footnotes-sep">
            <section class="footnotes">
            <ol class="footnotes-list">
            <li id="fn1" class="footnote-item"><p>the <em>note</em> \
            <a href="#fnref1" class="footnote-backref">↩︎</a></p>
            </li>
            </ol>
            </section>
        """).replace("            ", ""),
    ),
    "raw HTML": (
        "<details open><summary>a</summary>\n\n**b** H<sub>2</sub>O <kbd>x</kbd>\n\n</details>",
        '<details open=""><summary>a</summary>\n<p><strong>b</strong> H<sub>2</sub>O '
        "<kbd>x</kbd></p>\n</details>",
    ),
}


@pytest.mark.parametrize(("markdown", "html"), GOLDEN.values(), ids=GOLDEN)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert render_html(markdown) == html


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://a.org/b_c_d.", "https://a.org/b_c_d"),
        ("(see http://a.org/b_(c))", "http://a.org/b_(c)"),
        ("**http://a.org**", "http://a.org"),
        ("http://a.org/__init__.py", "http://a.org/__init__.py"),
        ("https://a.org/?b=1&c=2", "https://a.org/?b=1&amp;c=2"),
        ("www.a.org/b", "http://www.a.org/b"),
        ("write to me@a.org", "mailto:me@a.org"),
        ("请看 https://a.org/b。", "https://a.org/b"),
        ("<https://a.org>", "https://a.org"),
    ],
)
def test_a_bare_url_becomes_a_link(text: str, href: str) -> None:
    assert f'<a href="{href}">' in render_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASP.NET and README.md",
        "http://",
        "xwww.a.org",
        "a://b.org",
        "ftp://a.org",
        "//a.org",
        "http://a.org/" + "b" * 3000,
    ],
)
def test_text_that_only_looks_like_a_url_is_not_linked(text: str) -> None:
    assert render_html(text) == f"<p>{text}</p>\n"


def test_a_url_as_link_text_is_not_linked_again() -> None:
    assert render_html("[http://a.org](/b)") == '<p><a href="/b">http://a.org</a></p>\n'


def test_definitions_do_not_leak_into_the_next_text() -> None:
    once = render_html("# a\n\nb[^1]\n\n[^1]: c\n\n[d]: /e")
    assert render_html("# a\n\n[^1] [d]") == '<h1 id="a">a</h1>\n<p>[^1] [d]</p>\n'
    assert render_html("# a\n\nb[^1]\n\n[^1]: c\n\n[d]: /e") == once
