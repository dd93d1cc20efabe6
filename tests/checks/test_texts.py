r"""Rules about texts. Answers are written as on the real site: folded, `\n` for a line break."""

from pathlib import Path

import pytest

from gql_content.checks import Policy
from tests.checks.finding import MARK, assert_found, found, with_field


def answer(text: str) -> str:
    return with_field(f"answer: >-\n    First line of text.\n    {text}", "&nbsp;")


def body(text: str) -> str:
    return with_field("author: A", f"First line.\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        rf"So {MARK}$$x = \frac{{1}}{{2}}\n\nand on.",
        rf"So {MARK}\(x = \frac{{1}}{{2}} and on.",
        rf"So {MARK}$x = \frac{{1}}{{2$ and on.",
        rf"So {MARK}$$\n\begin{{matrix}} 1 \n$$ and on.",
        rf"So {MARK}\[ \left( x \] and on.",
        rf"So {MARK}$$\nN = 32 - 6\n\nand on.",
        rf"So \(x\) is not {MARK}\(y, and on.",
        r"So $x = \frac{1}{2}$, $$\n\begin{matrix} 1 \\ 2 \end{matrix}\n$$ and on.",
        r"So \(\left\{ x \right.\) and on.",
        r"It costs $5 and then $10, or `$$x_{` in code.",
        r"An escaped bracket \[see below\], one alone \[ and a set $\{1\}$.",
        r"\n\n```\n$$\frac{\n```\n",
    ],
)
def test_a_formula_is_closed(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "UNBALANCED_MATH", {"a.md": answer(text)})


@pytest.mark.parametrize(
    "text",
    [
        rf"So:\n\n{MARK}```python\nprint(1)\n\nand on",
        rf"1. So:\n   {MARK}~~~\n   print(1)\n",
        r"So:\n\n```python\nprint(1)\n```\nand ```inline``` on",
        r"````\n```\n````\n",
    ],
)
def test_a_block_of_code_is_closed(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "OPEN_CODE_FENCE", {"a.md": answer(text)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{MARK}<script>alert(1)</script>", "<script>"),
        (f'A {MARK}<a href="javascript:x">link</a>.', "href"),
        (f'A {MARK}<b onclick="x()">word</b>.', "onclick"),
        (f"A list of {MARK}<String> things.", "`<String>` as code"),
        (f"<b>fine</b> and {MARK}<iframe src='/x'></iframe>", "<iframe>"),
    ],
)
def test_html_that_is_removed_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert_found(tmp_path, "REMOVED_HTML", {"a.md": body(text)})
    problems = found(tmp_path, "REMOVED_HTML", {})
    assert any(said in one.message + one.remedy for one in problems)


@pytest.mark.parametrize(
    "text",
    [
        'A <a href="/x" target="_blank" rel="noopener">link</a>, `<String>`, 1 < 2 > 0.',
        "<details><summary>More</summary>text</details> <br> <img src='/a.png' alt='a'>",
        "<https://example.org> and <!-- a comment -->",
    ],
)
def test_html_that_is_kept_is_not(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "REMOVED_HTML", {"a.md": body(text)})


@pytest.mark.parametrize(
    "text",
    [
        f"![]({MARK}/uploads/a.png)",
        f"![  ]({MARK}https://example.org/a%20b.png)",
        f'<img src="{MARK}/uploads/a.png">',
        '<img src="/uploads/line.png" alt="">',
        "![A hornbook](/uploads/a.png)",
    ],
)
def test_an_image_has_words(tmp_path: Path, text: str) -> None:
    assert_found(tmp_path, "IMAGE_WITHOUT_ALT", {"a.md": body(text)})


def test_the_image_of_an_article_has_words_where_there_is_a_place_for_them(tmp_path: Path) -> None:
    files = {
        "a.md": with_field(f"featuredImg:\n  image: /a.png\n  {MARK}image_alt: ''"),
        "b.md": with_field("featuredImg:\n  image: /a.png\n  image_alt: A pen"),
        "c.md": with_field("image: /a.png"),
    }
    assert_found(tmp_path, "IMAGE_WITHOUT_ALT", files)


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        (f'answer: "So {MARK}\\frac{{1}}{{2}}"', r"\frac"),
        (f'question: "What is {MARK}\\beta?"', r"\beta"),
        (f'answer: "An angle {MARK}\\theta"', r"\theta"),
        (f'answer: "A word{MARK}\\nabla f"', r"\nabla"),
    ],
)
def test_a_decoded_command_of_latex_is_found(tmp_path: Path, yaml: str, said: str) -> None:
    assert_found(tmp_path, "DECODED_ESCAPE", {"a.md": with_field(yaml, "&nbsp;")})
    (only,) = found(tmp_path, "DECODED_ESCAPE", {})
    assert said in only.message


def test_a_form_feed_in_the_body_is_found_and_tabs_are_left_alone(tmp_path: Path) -> None:
    files = {"a.md": body(f"So {MARK}\frac12"), "b.md": body("a\tb\n\tthat\r\nis\ttext")}
    assert_found(tmp_path, "DECODED_ESCAPE", files)


def test_a_link_leads_to_an_article(tmp_path: Path) -> None:
    files = {
        "a.md": body(f"[x]({MARK}/learn/dark?q=1#top), [y](/b), [z](/), [f](/files/a.pdf)."),
        "b.md": body(f"[home](/a/), [b](#first) and <a href='{MARK}/nowhere'>raw</a>"),
        "d.md": body(f"[/no](/b/), [x](/files/no.pdf), [y]({MARK}/no)"),
        "c.md": body("[route](/app/login), [other](https://example.org/nowhere), [rel](else)"),
    }
    assert_found(tmp_path, "BROKEN_LINK", files, Policy(routes=("/app/**",)))


def test_a_link_to_a_file_is_relative_to_its_own(tmp_path: Path) -> None:
    files = {
        "learn/a.md": body(f"[up](../b%20c.md#b) [beside](./d.md) [no]({MARK}b.md)"),
        "learn/d.md": body(f"[outside]({MARK}../../b.md)"),
        "b c.md": body(f"## B\n\n[down](learn/a.md?x), [not](https://a.de/b.md), [no]({MARK}a.md)"),
    }
    assert_found(tmp_path, "BROKEN_LINK", files)


def test_a_link_leads_to_a_heading_that_is_there(tmp_path: Path) -> None:
    files = {
        "a.md": body(f"## Kältestes Wasser\n\n[1](#kältestes-wasser) [2]({MARK}#warm)"),
        "b.md": body(f"[1](/a#kältestes-wasser), [2](/nowhere#x), [3]({MARK}/a#cold)."),
        "c.md": with_field(r"answer: '### One\n\n[x](#one)'", "&nbsp;"),
        "d/e.md": body(f"[1](../a.md#kältestes-wasser) [2]({MARK}../a.md#cold)"),
    }
    assert_found(tmp_path, "BROKEN_ANCHOR", files)


def test_an_image_is_a_file_where_images_are(tmp_path: Path) -> None:
    (tmp_path / "public" / "uploads").mkdir(parents=True)
    (tmp_path / "public" / "uploads" / "a b.png").write_bytes(b"")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "beside.png").write_bytes(b"")
    files = {
        "posts/a.md": body(f"![a](/uploads/a%20b.png) ![b]({MARK}/uploads/b.png)"),
        "posts/b.md": body(f"![c](beside.png) ![d]({MARK}missing.png)"),
        "posts/c.md": with_field(f"featuredImg:\n  image: {MARK}/uploads/c.png\n  image_alt: C"),
        "posts/d.md": body("![e](/elsewhere/e.png) ![f](https://example.org/f.png)"),
    }
    assert_found(tmp_path, "MISSING_IMAGE", files)


def test_a_text_that_is_too_long_to_be_taken_apart_is_told_and_left_alone(tmp_path: Path) -> None:
    long = "\n".join(["## A heading", "[no](/nowhere) and <script>x</script>", "x" * 100_000])
    files = {
        "a.md": f"---\ntitle: A title\n---\n{MARK}{long}\n",
        "b.md": body("[whether it is there is not known](/a#a-heading) [or not](/a#nothing)"),
        "c.md": body("y" * 99_000),
    }
    assert_found(tmp_path, "LONG_TEXT", files)
    for code in ("BROKEN_LINK", "REMOVED_HTML", "BROKEN_ANCHOR"):
        assert not found(tmp_path, code, files)
