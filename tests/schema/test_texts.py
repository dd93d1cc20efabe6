"""The long texts, the whole front matter, and the file they come from."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Serve
from tests.folder import article, write
from tests.schema.conftest import ABOUT, DARK, FILES, HELLO, MOSS
from tests.served import SECONDS, Served

TEXTS = """query ($path: String!, $offset: Int = 0) {
  article(by: { path: $path }) {
    answer { source html(headingOffset: $offset) } body { source html(headingOffset: $offset) }
  }
}"""
PART = """query ($of: String!, $path: String) {
  article(by: { path: $of }) { frontMatter(path: $path) }
}"""


def texts(served: Served, path: str, **more: Any) -> Any:
    return served.data(TEXTS, path=path, **more)["article"]


def test_an_answer_has_its_line_breaks_and_its_formulas(small: Served) -> None:
    found = texts(small, DARK)
    assert found["answer"]["source"] == "Because it *is*.\n\n# Olbers\n\nIts $\\nu$ is shifted."
    assert "<em>is</em>" in found["answer"]["html"]
    assert r"\nu" in found["answer"]["html"]
    assert found["body"] is None


def test_a_body_is_the_text_below_the_front_matter(small: Served) -> None:
    found = texts(small, MOSS)
    assert found["answer"] is None
    assert found["body"]["source"].strip() == "# Soft\n\n## Green\n\nIt *grows*."
    assert "<h1" in found["body"]["html"]
    assert "<h2" in found["body"]["html"]


@pytest.mark.parametrize("path", [HELLO, ABOUT])
def test_without_a_text_there_is_none(small: Served, path: str) -> None:
    assert texts(small, path) == {"answer": None, "body": None}


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, ("<h1", "<h2")), (1, ("<h2", "<h3")), (None, ("<h1", "<h2")), (99, ("<h6", "<h6"))],
)
def test_headings_are_lowered(small: Served, offset: int | None, expected: tuple[str, str]) -> None:
    html = texts(small, MOSS, offset=offset)["body"]["html"]
    soft, green = (html.rindex("<h", 0, html.index(word)) for word in ("Soft</h", "Green</h"))
    assert (html[soft : soft + 3], html[green : green + 3]) == expected


def test_two_offsets_in_one_query_are_both_answered(small: Served) -> None:
    query = """{ article(by: { path: "learn/plants/moss.md" }) {
      body { one: html(headingOffset: 1) two: html(headingOffset: 2) }
    } }"""
    found = small.data(query)["article"]["body"]
    assert "<h2" in found["one"]
    assert "<h2" not in found["two"]


def test_a_text_that_takes_long_holds_up_nobody(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": article({"title": "A"}, "![" * 40_000)})
    served = serve(tmp_path)
    served.app.came.clear()
    with ThreadPoolExecutor(1) as pool:
        long = pool.submit(texts, served, "a.md")
        assert served.app.came.wait(SECONDS)
        for _ in range(20):  # the first may come before the long one has begun
            assert served.client.get("/healthz").status_code == 200
        assert not long.done()
        assert long.result()["body"]["html"].startswith("<p>![")


def test_all_that_is_asked_of_a_long_text_agrees(tmp_path: Path, serve: Serve) -> None:
    body = "# One\n\n[a](/b) ![c](/d.png)\n\n" + "word " * 1_000
    write(tmp_path, {"a.md": article({"title": "A"}, body)})
    query = """{ article(by: { path: "a.md" }) { body {
      html lowered: html(headingOffset: 1) text excerpt(length: 5) wordCount
      headings { text } toc { text } links { href } images { src }
    } } }"""
    served = serve(tmp_path)
    found = served.data(query)["article"]["body"]
    assert found == served.data(query)["article"]["body"]
    assert found["html"].startswith("<h1")
    assert found["lowered"].startswith("<h2")
    assert found["text"].startswith("One")
    assert found["excerpt"] == "One…"
    assert found["headings"] == found["toc"] == [{"text": "One"}]
    assert found["links"] == [{"href": "/b"}]
    assert found["images"] == [{"src": "/d.png"}]


def test_scripts_do_not_reach_the_html(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "answer": r"<script>alert(1)</script>\n\n*fine*"}})
    found = texts(serve(tmp_path), "a.md")["answer"]
    assert "alert" not in found["html"]
    assert "<em>fine</em>" in found["html"]
    assert "<script>" in found["source"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("title", "About"),
        ("content_blocks.0.name", "banner"),
        ("content_blocks.0.text", {"en": "Hi", "zh_hk": "你好"}),
        ("content_blocks.0.text.zh_hk", "你好"),
        ("content_blocks.1.items", [1, 2.5, True, None, "x"]),
        ("content_blocks.1.items.1", 2.5),
        ("content_blocks.1.items.2", True),
        ("content_blocks.1.items.4", "x"),
        ("a.__proto__.length", 3),
    ],
)
def test_a_part_of_the_front_matter_is_reached_by_its_way(
    small: Served, path: str, expected: object
) -> None:
    assert small.data(PART, of=ABOUT, path=path)["article"]["frontMatter"] == expected


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "nothing",
        "title.length",
        "title.0",
        "content_blocks.2",
        "content_blocks.-1",
        "content_blocks.x",
        "content_blocks.²",
        "content_blocks.0.",
        "content_blocks.0.text.de",
        "content_blocks.1.items.3",
        "content_blocks.1.items.3.x",
        pytest.param(f"content_blocks.{'9' * 5_000}", id="an index of 5,000 digits"),
        pytest.param("a." * 5_000, id="5,000 steps"),
    ],
)
def test_a_way_that_leads_nowhere_is_null(small: Served, path: str) -> None:
    assert small.data(PART, of=ABOUT, path=path) == {"article": {"frontMatter": None}}


def test_the_whole_front_matter_is_as_written(small: Served) -> None:
    assert small.data(PART, of=ABOUT)["article"]["frontMatter"] == FILES[ABOUT]
    written = small.data(PART, of=DARK, path=None)["article"]["frontMatter"]
    assert list(written)[:3] == ["_schema", "id", "date"]
    assert written["answer"].startswith(r"Because it *is*.\n\n")
    assert written["date"] == "2025-02-06"


def test_a_file_without_front_matter_has_an_empty_one(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": "# Only a heading\n"})
    assert serve(tmp_path).data(PART, of="a.md")["article"]["frontMatter"] == {}


def test_the_source_is_the_file(small: Served, root: Path) -> None:
    query = """query ($path: String!) {
      article(by: { path: $path }) { source { path digest size modifiedAt } }
    }"""
    data = (root / DARK).read_bytes()
    source = small.data(query, path=DARK)["article"]["source"]
    modified = source.pop("modifiedAt")
    assert source == {"path": DARK, "digest": sha256(data).hexdigest(), "size": len(data)}
    assert modified.endswith("+00:00")


def test_a_long_text_is_rendered_while_others_are_answered(tmp_path: Path, serve: Serve) -> None:
    long = {"title": "Long"}
    write(tmp_path, {"long.md": article(long, "[a](/b) `c` *d*\n\n" * 12_000), "b.md": "# Short"})
    served = serve(tmp_path)
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(texts, served, "long.md")
        overtaken = 0
        while not slow.done():
            assert texts(served, "b.md", offset=overtaken % 6)["body"]["source"] == "# Short"
            overtaken += 1
    assert len(slow.result()["body"]["html"]) > 100_000
    assert overtaken > 2
