r"""Rules for texts. Answers are as on a real site: folded, with `\n` for newlines."""

from pathlib import Path

import pytest

from gql_content.rules import RuleConfig
from tests.checks.finding import MARKER, assert_found, find_problems, with_field


def make_answer(text: str) -> str:
    return with_field(f"answer: >-\n    First line of text.\n    {text}", "&nbsp;")


def make_body(text: str) -> str:
    return with_field("author: A", f"First line.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        rf"So {MARKER}$$x = \frac{{1}}{{2}}\n\nand on.",
        rf"So {MARKER}\(x = \frac{{1}}{{2}} and on.",
        rf"So {MARKER}$x = \frac{{1}}{{2$ and on.",
        rf"So {MARKER}$$\n\begin{{matrix}} 1 \n$$ and on.",
        rf"So {MARKER}\[ \left( x \] and on.",
        rf"So {MARKER}$$\nN = 32 - 6\n\nand on.",
        rf"So \(x\) is not {MARKER}\(y, and on.",
        r"So $x = \frac{1}{2}$, $$\n\begin{matrix} 1 \\ 2 \end{matrix}\n$$ and on.",
        r"So \(\left\{ x \right.\) and on.",
        r"It costs $5 and then $10, or `$$x_{` in code.",
        r"An escaped bracket \[see below\], one alone \[ and a set $\{1\}$.",
        r"\n\n```\n$$\frac{\n```\n",
    ],
)
def test_unbalanced_math_is_found(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "UNBALANCED_MATH", {"a.md": make_answer(text)})


@pytest.mark.parametrize(
    "text",
    [
        rf"So:\n\n{MARKER}```python\nprint(1)\n\nand on",
        rf"1. So:\n   {MARKER}~~~\n   print(1)\n",
        r"So:\n\n```python\nprint(1)\n```\nand ```inline``` on",
        r"````\n```\n````\n",
    ],
)
def test_an_open_code_fence_is_found(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "OPEN_CODE_FENCE", {"a.md": make_answer(text)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{MARKER}<script>alert(1)</script>", "<script>"),
        (f'A {MARKER}<a href="javascript:x">link</a>.', "href"),
        (f'A {MARKER}<b onclick="x()">word</b>.', "onclick"),
        (f"A list of {MARKER}<String> things.", "`<String>` as code"),
        (f"<b>fine</b> and {MARKER}<iframe src='/x'></iframe>", "<iframe>"),
    ],
)
def test_removed_html_is_found(tmp_path: Path, text: str, expected: str) -> None:
    assert_found(tmp_path, "REMOVED_HTML", {"a.md": make_body(text)})
    problems = find_problems(tmp_path, "REMOVED_HTML", {})
    assert any(expected in one.message + one.remedy for one in problems)


@pytest.mark.parametrize(
    "text",
    [
        'A <a href="/x" target="_blank" rel="noopener">link</a>, `<String>`, 1 < 2 > 0.',
        "<details><summary>More</summary>text</details> <br> <img src='/a.png' alt='a'>",
        "<https://example.org> and <!-- a comment -->",
    ],
)
def test_allowed_html_is_not_found(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "REMOVED_HTML", {"a.md": make_body(text)})


@pytest.mark.parametrize(
    "text",
    [
        f"![]({MARKER}/uploads/a.png)",
        f"![  ]({MARKER}https://example.org/a%20b.png)",
        f'<img src="{MARKER}/uploads/a.png">',
        '<img src="/uploads/line.png" alt="">',
        "![A hornbook](/uploads/a.png)",
    ],
)
def test_an_image_without_alternative_text_is_found(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "IMAGE_WITHOUT_ALT", {"a.md": make_body(text)})


def test_an_empty_alternative_text_in_the_front_matter_is_found(tmp_path: Path) -> None:
    files = {
        "a.md": with_field(f"featuredImg:\n  image: /a.png\n  {MARKER}image_alt: ''"),
        "b.md": with_field("featuredImg:\n  image: /a.png\n  image_alt: A pen"),
        "c.md": with_field("image: /a.png"),
    }
    assert_found(tmp_path, "IMAGE_WITHOUT_ALT", files)


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        (f'answer: "So {MARKER}\\frac{{1}}{{2}}"', r"\frac"),
        (f'question: "What is {MARKER}\\beta?"', r"\beta"),
        (f'answer: "An angle {MARKER}\\theta"', r"\theta"),
        (f'answer: "A word{MARKER}\\nabla f"', r"\nabla"),
    ],
)
def test_a_decoded_latex_command_is_found(tmp_path: Path, yaml: str, expected: str) -> None:
    assert_found(tmp_path, "DECODED_ESCAPE", {"a.md": with_field(yaml, "&nbsp;")})
    (only,) = find_problems(tmp_path, "DECODED_ESCAPE", {})
    assert expected in only.message


def test_a_form_feed_in_the_body_is_found_but_not_a_tab(tmp_path: Path) -> None:
    files = {
        "a.md": make_body(f"So {MARKER}\frac12"),
        "b.md": make_body("a\tb\n\tthat\r\nis\ttext"),
    }
    assert_found(tmp_path, "DECODED_ESCAPE", files)


def test_a_link_to_no_article_is_found(tmp_path: Path) -> None:
    files = {
        "a.md": make_body(f"[x]({MARKER}/learn/dark?q=1#top), [y](/b), [z](/), [f](/files/a.pdf)."),
        "b.md": make_body(f"[home](/a/), [b](#first) and <a href='{MARKER}/nowhere'>raw</a>"),
        "d.md": make_body(f"[/no](/b/), [x](/files/no.pdf), [y]({MARKER}/no)"),
        "c.md": make_body("[route](/app/login), [other](https://example.org/nowhere), [rel](else)"),
    }
    assert_found(tmp_path, "BROKEN_LINK", files, RuleConfig(routes=("/app/**",)))


def test_a_link_to_a_file_is_relative_to_the_article(tmp_path: Path) -> None:
    files = {
        "learn/a.md": make_body(f"[up](../b%20c.md#b) [beside](./d.md) [no]({MARKER}b.md)"),
        "learn/d.md": make_body(f"[outside]({MARKER}../../b.md)"),
        "b c.md": make_body(
            f"## B\n\n[down](learn/a.md?x), [not](https://a.de/b.md), [no]({MARKER}a.md)"
        ),
    }
    assert_found(tmp_path, "BROKEN_LINK", files)


def test_a_link_to_a_missing_heading_is_found(tmp_path: Path) -> None:
    files = {
        "a.md": make_body(f"## Kältestes Wasser\n\n[1](#kältestes-wasser) [2]({MARKER}#warm)"),
        "b.md": make_body(f"[1](/a#kältestes-wasser), [2](/nowhere#x), [3]({MARKER}/a#cold)."),
        "c.md": with_field(r"answer: '### One\n\n[x](#one)'", "&nbsp;"),
        "d/e.md": make_body(f"[1](../a.md#kältestes-wasser) [2]({MARKER}../a.md#cold)"),
    }
    assert_found(tmp_path, "BROKEN_ANCHOR", files)


def test_a_missing_image_is_found(tmp_path: Path) -> None:
    (tmp_path / "public" / "uploads").mkdir(parents=True)
    (tmp_path / "public" / "uploads" / "a b.png").write_bytes(b"")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "beside.png").write_bytes(b"")
    files = {
        "posts/a.md": make_body(f"![a](/uploads/a%20b.png) ![b]({MARKER}/uploads/b.png)"),
        "posts/b.md": make_body(f"![c](beside.png) ![d]({MARKER}missing.png)"),
        "posts/c.md": with_field(f"featuredImg:\n  image: {MARKER}/uploads/c.png\n  image_alt: C"),
        "posts/d.md": make_body("![e](/elsewhere/e.png) ![f](https://example.org/f.png)"),
    }
    assert_found(tmp_path, "MISSING_IMAGE", files)


def test_a_text_that_is_too_long_is_reported_and_not_checked(tmp_path: Path) -> None:
    long = "\n".join(["## A heading", "[no](/nowhere) and <script>x</script>", "x" * 100_000])
    files = {
        "a.md": f"---\ntitle: A title\n---\n{MARKER}{long}\n",
        "b.md": make_body("[whether it is there is not known](/a#a-heading) [or not](/a#nothing)"),
        "c.md": make_body("y" * 99_000),
    }
    assert_found(tmp_path, "LONG_TEXT", files)
    for code in ("BROKEN_LINK", "REMOVED_HTML", "BROKEN_ANCHOR"):
        assert not find_problems(tmp_path, code, files)
