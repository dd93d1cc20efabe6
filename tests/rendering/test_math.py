from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.rendering import to_html

TEX = [
    r"x_1 * y_2 * z",
    r"\{a\} \_ \\ \nu \neq \nabla \not",
    r"a < b > c & d",
    r"\text{cost \$5} \left[ x \right]",
    r"[a](b) ![c] <b> **d**",
    r"|x| \, \frac{1}{2}^{-n}",
    r"f'(x) = ~~y~~ http://z",
]


def inline(tex: str) -> str:
    return rf'<span class="math math-inline">\({tex}\)</span>'


def display(tex: str) -> str:
    return rf'<span class="math math-display">\[{tex}\]</span>'


def block(tex: str) -> str:
    return f'<div class="math math-display">\\[{tex}\\]</div>\n'


@pytest.mark.parametrize("tex", TEX)
def test_every_delimiter_keeps_its_tex_to_the_letter(tex: str) -> None:
    assert f"see {inline(tex)} there" in unescape(to_html(f"see ${tex}$ there"))
    assert f"see {inline(f' {tex} ')} there" in unescape(to_html(f"see $ {tex} $ there"))
    assert f"see {inline(tex)} there" in unescape(to_html(rf"see \({tex}\) there"))
    assert f"see {display(tex)} there" in unescape(to_html(f"see $${tex}$$ there"))
    assert f"see {display(tex)} there" in unescape(to_html(rf"see \[{tex}\] there"))
    assert unescape(to_html(f"$$\n{tex}\n$$")) == block(f"\n{tex}\n")
    assert unescape(to_html(f"\\[\n{tex}\n\\]")) == block(f"\n{tex}\n")


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
def test_amounts_of_money_are_no_math(prose: str) -> None:
    assert to_html(prose) == f"<p>{prose}</p>\n"


def test_a_dollar_in_code_closes_no_formula() -> None:
    assert "math" not in to_html("pay $5, then `echo $`")
    assert to_html("`$x$`") == "<p><code>$x$</code></p>\n"
    assert to_html("    $$x$$") == "<pre><code>$$x$$\n</code></pre>\n"


def test_escaped_dollars_are_text() -> None:
    assert to_html(r"\$x\$") == "<p>$x$</p>\n"
    assert to_html(r"\$$x$") == f"<p>${inline('x')}</p>\n"


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
def test_escaped_brackets_are_no_math(markdown: str, html: str | None) -> None:
    assert "math" not in to_html(markdown)
    assert html is None or to_html(markdown) == html


def test_a_display_formula_may_interrupt_a_paragraph() -> None:
    formula = "\n- a\n= b\n"
    assert to_html(f"so\n$${formula}$$\nthus") == f"<p>so</p>\n{block(formula)}<p>thus</p>\n"


def test_a_display_formula_stands_in_a_list_and_in_a_quote() -> None:
    assert block("\na\n+ b\n") in to_html("1. so\n   $$\n   a\n   + b\n   $$")
    assert block("\na\n+ b\n") in to_html("> $$\n> a\n> + b\n> $$")


def test_a_fence_whose_language_is_math_is_a_display_formula() -> None:
    assert unescape(to_html("```math\na < b\n\\\\ c\n```")) == block("a < b\n\\\\ c\n")
    in_list = "<ul>\n<li>\n" + block("a\n") + "</li>\n</ul>\n"
    assert to_html("- ~~~ math x\n  a\n  ~~~") == in_list
    assert to_html("```math\n```") == '<pre><code class="language-math"></code></pre>\n'
    assert "math-display" not in to_html("```mathematica\na\n```")


def test_text_behind_a_display_formula_keeps_it_in_the_paragraph() -> None:
    assert to_html("$$x$$, so") == f"<p>{display('x')}, so</p>\n"


def test_a_formula_without_an_end_is_text() -> None:
    assert to_html("$$\na\n\nb") == "<p>$$\na</p>\n<p>b</p>\n"
    assert to_html(r"\(a") == "<p>(a</p>\n"


def test_a_formula_in_emphasis_and_in_a_heading_stays_one_piece() -> None:
    assert to_html("**$a*b$**") == f"<p><strong>{inline('a*b')}</strong></p>\n"
    assert to_html("# $a*b*c$") == f'<h1 id="abc">{inline("a*b*c")}</h1>\n'


@given(st.text("ab_*\\{}^&<>|[]()!#~'\"=+-: ", min_size=1))
def test_any_tex_survives_between_display_dollars(tex: str) -> None:
    wanted = tex.strip() and not tex.endswith("\\")
    assert not wanted or f"\\[{tex}\\]" in unescape(to_html(f"see $${tex}$$ there"))
