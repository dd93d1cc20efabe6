from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import render_html

TEX = [
    r"x_1 * y_2 * z",
    r"\{a\} \_ \\ \nu \neq \nabla \not",
    r"a < b > c & d",
    r"\text{cost \$5} \left[ x \right]",
    r"[a](b) ![c] <b> **d**",
    r"|x| \, \frac{1}{2}^{-n}",
    r"f'(x) = ~~y~~ http://z",
]


def inline_html(tex: str) -> str:
    return rf'<span class="math math-inline">\({tex}\)</span>'


def display_html(tex: str) -> str:
    return rf'<span class="math math-display">\[{tex}\]</span>'


def block_html(tex: str) -> str:
    return f'<div class="math math-display">\\[{tex}\\]</div>\n'


@pytest.mark.parametrize("tex", TEX)
def test_tex_is_unchanged_between_all_delimiters(tex: str) -> None:
    assert f"see {inline_html(tex)} there" in unescape(render_html(f"see ${tex}$ there"))
    assert f"see {inline_html(f' {tex} ')} there" in unescape(render_html(f"see $ {tex} $ there"))
    assert f"see {inline_html(tex)} there" in unescape(render_html(rf"see \({tex}\) there"))
    assert f"see {display_html(tex)} there" in unescape(render_html(f"see $${tex}$$ there"))
    assert f"see {display_html(tex)} there" in unescape(render_html(rf"see \[{tex}\] there"))
    assert unescape(render_html(f"$$\n{tex}\n$$")) == block_html(f"\n{tex}\n")
    assert unescape(render_html(f"\\[\n{tex}\n\\]")) == block_html(f"\n{tex}\n")


@pytest.mark.parametrize(
    "prose",
    [
        "$5 and $10",
        "between $5,000-$10,000 a year",
        "costs $ 5 and $ 10",
        "US$ 141 million and US$ 20 million",
        "from $5 to ($7) in all",
        "only $8,000",
        "an empty $$ and $ $",
    ],
)
def test_currency_is_not_math(prose: str) -> None:
    assert render_html(prose) == f"<p>{prose}</p>\n"


def test_a_dollar_sign_in_code_does_not_close_a_formula() -> None:
    assert "math" not in render_html("pay $5, then `echo $`")
    assert render_html("`$x$`") == "<p><code>$x$</code></p>\n"
    assert render_html("    $$x$$") == "<pre><code>$$x$$\n</code></pre>\n"


def test_escaped_dollars_are_text() -> None:
    assert render_html(r"\$x\$") == "<p>$x$</p>\n"
    assert render_html(r"\$$x$") == f"<p>${inline_html('x')}</p>\n"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (r"\[insert field\]", "<p>[insert field]</p>\n"),
        (r"\[file\_name\]", None),
        (r"\[x\] done", "<p>[x] done</p>\n"),
        (r"\[[3](https://a.org/b_c=d)\]", '<p>[<a href="https://a.org/b_c=d">3</a>]</p>\n'),
        (r"\([3](/a)\)", '<p>(<a href="/a">3</a>)</p>\n'),
    ],
)
def test_escaped_brackets_are_not_math(markdown: str, html: str | None) -> None:
    assert "math" not in render_html(markdown)
    assert html is None or render_html(markdown) == html


def test_display_math_may_interrupt_a_paragraph() -> None:
    formula = "\n- a\n= b\n"
    assert (
        render_html(f"so\n$${formula}$$\nthus") == f"<p>so</p>\n{block_html(formula)}<p>thus</p>\n"
    )


def test_display_math_works_in_lists_and_quotes() -> None:
    assert block_html("\na\n+ b\n") in render_html("1. so\n   $$\n   a\n   + b\n   $$")
    assert block_html("\na\n+ b\n") in render_html("> $$\n> a\n> + b\n> $$")


def test_a_math_fence_is_display_math() -> None:
    assert unescape(render_html("```math\na < b\n\\\\ c\n```")) == block_html("a < b\n\\\\ c\n")
    in_list = "<ul>\n<li>\n" + block_html("a\n") + "</li>\n</ul>\n"
    assert render_html("- ~~~ math x\n  a\n  ~~~") == in_list
    assert render_html("```math\n```") == '<pre><code class="language-math"></code></pre>\n'
    assert "math-display" not in render_html("```mathematica\na\n```")


def test_text_after_display_math_keeps_it_in_the_paragraph() -> None:
    assert render_html("$$x$$, so") == f"<p>{display_html('x')}, so</p>\n"


def test_an_unclosed_formula_is_text() -> None:
    assert render_html("$$\na\n\nb") == "<p>$$\na</p>\n<p>b</p>\n"
    assert render_html(r"\(a") == "<p>(a</p>\n"


def test_math_works_in_emphasis_and_headings() -> None:
    assert render_html("**$a*b$**") == f"<p><strong>{inline_html('a*b')}</strong></p>\n"
    assert render_html("# $a*b*c$") == f'<h1 id="abc">{inline_html("a*b*c")}</h1>\n'


@given(st.text("ab_*\\{}^&<>|[]()!#~'\"=+-: ", min_size=1))
def test_any_tex_survives_between_display_dollars(tex: str) -> None:
    wanted = tex.strip() and not tex.endswith("\\")
    assert not wanted or f"\\[{tex}\\]" in unescape(render_html(f"see $${tex}$$ there"))
