"""What a text is made of: words, headings, links, images; and how long it takes to read."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.served import Served, serving

GUIDE, PLAIN, LINKS, CJK = "guide.md", "plain.md", "links.md", "cjk.md"

FILES: dict[str, dict[str, object] | str] = {
    GUIDE: "---\ntitle: Guide\n---\n"
    "# Start *here*\n\nSome **bold** words, and $x^2$.\n\n"
    "## Steps\n\n- one\n- two\n\n### Fine print\n\nSmall.\n\n## Steps\n\nAgain.\n\n"
    "###### Deep\n\n| a | b |\n|---|---|\n| c | d |\n\n"
    "![A moon](/moon.png) and ![](https://example.org/b.jpg)\n",
    PLAIN: {"title": "Plain", "answer": "word " * 530},
    CJK: {"title": "中文", "answer": "北京是首都。"},
    LINKS: {
        "title": "Links",
        "url": "/links",
        "answer": r"[by url](/guide) [with a fragment](/guide#steps) [with a query](/guide?a=b#c)"
        r" [with a slash](/guide/) [encoded](/caf%C3%A9/na%C3%AFve) [as it is](/café/naïve)"
        r" [a blank](</a blank>) [a percent](/100%25) [nowhere](/gone) [capitals](/Guide)"
        r" [outside](https://example.org/guide) [another host](//example.org/guide)"
        r" [a fragment](#steps) [relative](guide) [mail](mailto:a@example.org) [itself](/links)"
        r"\n\n<https://example.org>\n\n[by reference][1]\n\n[1]: /guide"
        r"""\n\n<a href=" /guide ">in HTML</a> <a href="//[x">no host</a>"""
        r""" <a href="//a℀b/guide">no host either</a>""",
    },
    "café.md": {"title": "Café", "url": "/café/naïve"},
    "blank.md": {"title": "Blank", "url": "/a blank"},
    "percent.md": {"title": "Percent", "url": "/100%"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = write(tmp_path_factory.mktemp("content"), FILES)
    with serving(root, watch=Watch.OFF) as served:
        yield served


def text(served: Served, path: str, fields: str, **variables: Any) -> dict[str, Any]:
    """These fields of the answer, or of the body where there is no answer."""
    declared = "".join(f", ${name}: Int" for name in variables)
    query = f"""query ($path: String!{declared}) {{
      article(by: {{ path: $path }}) {{ answer {{ {fields} }} body {{ {fields} }} }}
    }}"""
    found = served.data(query, path=path, **variables)["article"]
    return found["answer"] or found["body"]


def test_the_text_is_the_words_without_markup_a_line_for_each_block(site: Served) -> None:
    lines = text(site, GUIDE, "text")["text"].splitlines()
    assert lines == [
        "Start here",
        "Some bold words, and x^2.",
        "Steps",
        "one",
        "two",
        "Fine print",
        "Small.",
        "Steps",
        "Again.",
        "Deep",
        "a b",
        "c d",
        "A moon and",
    ]


def test_an_excerpt_is_whole_words_of_the_text_within_its_length(site: Served) -> None:
    whole = " ".join(text(site, GUIDE, "text")["text"].split())
    assert text(site, GUIDE, "excerpt(length: 500)")["excerpt"] == whole
    short = text(site, GUIDE, "excerpt(length: 20)")["excerpt"]
    assert len(short) <= 20
    assert short.endswith("…")
    assert whole.startswith(short.removesuffix("…").rstrip())
    assert text(site, GUIDE, "excerpt(length: $n)", n=0)["excerpt"] == ""
    assert text(site, GUIDE, "excerpt(length: $n)", n=-5)["excerpt"] == ""


def test_an_excerpt_has_at_most_160_characters_without_a_length(site: Served) -> None:
    found = text(site, PLAIN, "excerpt long: excerpt(length: 165) null: excerpt(length: null)")
    assert 150 < len(found["excerpt"]) <= 160 < len(found["long"]) <= 165
    assert found["null"] == found["excerpt"]


def test_headings_stand_in_their_order_with_their_ids(site: Served) -> None:
    assert text(site, GUIDE, "headings { id text level }")["headings"] == [
        {"id": "start-here", "text": "Start here", "level": 1},
        {"id": "steps", "text": "Steps", "level": 2},
        {"id": "fine-print", "text": "Fine print", "level": 3},
        {"id": "steps-1", "text": "Steps", "level": 2},
        {"id": "deep", "text": "Deep", "level": 6},
    ]


@pytest.mark.parametrize(
    ("depth", "count"), [(0, 0), (1, 1), (2, 3), (3, 4), (6, 5), (99, 5), (-1, 0), (None, 5)]
)
def test_headings_go_down_to_a_depth(site: Served, depth: int | None, count: int) -> None:
    found = text(site, GUIDE, "headings(maxDepth: $depth) { id level }", depth=depth)["headings"]
    assert len(found) == count


def test_a_table_of_contents_is_the_headings_as_a_tree(site: Served) -> None:
    fields = "toc { id children { id children { id children { id } } } }"
    assert text(site, GUIDE, fields)["toc"] == [
        {
            "id": "start-here",
            "children": [
                {"id": "steps", "children": [{"id": "fine-print", "children": []}]},
                {"id": "steps-1", "children": []},
            ],
        }
    ]


TREE = "id level children { id level children { id level children { id level } } }"


def flat(entries: Sequence[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield entry["id"]
        yield from flat(entry.get("children", []))


@pytest.mark.parametrize("offset", [0, 1, 2, 99, -1])
def test_the_ids_of_headings_and_contents_are_those_of_the_html(site: Served, offset: int) -> None:
    fields = f"html(headingOffset: $offset) headings {{ id level }} toc(maxDepth: 6) {{ {TREE} }}"
    found = text(site, GUIDE, fields, offset=offset)
    shown = re.findall(r'<h([1-6]) id="([^"]+)"', found["html"])
    assert [at for _, at in shown] == [one["id"] for one in found["headings"]]
    assert list(flat(found["toc"])) == [one["id"] for one in found["headings"]]
    assert [int(level) for level, _ in shown] == [
        min(max(one["level"] + offset, 1), 6) for one in found["headings"]
    ]


def test_words_are_counted_and_the_article_has_those_of_all_its_texts(site: Served) -> None:
    assert text(site, PLAIN, "wordCount")["wordCount"] == 530
    assert text(site, CJK, "wordCount")["wordCount"] == 5
    both = "{ articles { nodes { path wordCount answer { wordCount } body { wordCount } } } }"
    for one in site.data(both)["articles"]["nodes"]:
        parts = [part["wordCount"] for part in (one["answer"], one["body"]) if part]
        assert one["wordCount"] == sum(parts)


@pytest.mark.parametrize(
    ("speed", "minutes"), [(None, 2), (265, 2), (264, 3), (530, 1), (2_147_483_647, 1), (1, 530)]
)
def test_reading_takes_whole_minutes(site: Served, speed: int | None, minutes: int) -> None:
    found = text(site, PLAIN, "readingTime(wordsPerMinute: $speed)", speed=speed)
    assert found["readingTime"] == minutes


def test_reading_takes_a_minute_at_least(site: Served) -> None:
    assert text(site, CJK, "readingTime")["readingTime"] == 1


@pytest.mark.parametrize("speed", [0, -1])
def test_nobody_reads_no_word_a_minute(site: Served, speed: int) -> None:
    query = """query ($speed: Int) { article(by: { path: "plain.md" }) {
      title answer { wordCount readingTime(wordsPerMinute: $speed) }
    } }"""
    body = site.response(query, speed=speed).json()
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "BAD_ARGUMENT"}
    assert error["path"] == ["article", "answer", "readingTime"]
    assert body["data"]["article"] == {"title": "Plain", "answer": None}


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("by url", GUIDE),
        ("with a fragment", GUIDE),
        ("with a query", GUIDE),
        ("with a slash", GUIDE),
        ("by reference", GUIDE),
        ("in HTML", GUIDE),
        ("encoded", "café.md"),
        ("as it is", "café.md"),
        ("a blank", "blank.md"),
        ("a percent", "percent.md"),
        ("itself", LINKS),
        ("nowhere", None),
        ("capitals", None),
        ("outside", None),
        ("another host", None),
        ("a fragment", None),
        ("relative", None),
        ("mail", None),
        ("https://example.org", None),
        ("no host", None),
        ("no host either", None),
    ],
)
def test_a_link_leads_to_an_article_of_this_content(
    site: Served, words: str, leads_to: str | None
) -> None:
    links = text(site, LINKS, "links { text href article { path } }")["links"]
    (link,) = [one for one in links if one["text"] == words]
    assert link["article"] == (leads_to and {"path": leads_to})


def test_links_are_in_their_order_as_they_are_in_the_html(site: Served) -> None:
    found = text(site, LINKS, "html links { href }")
    hrefs = [one["href"] for one in found["links"]]
    assert hrefs == re.findall(r'<a href="([^"]*)"', found["html"])
    assert hrefs[:3] == ["/guide", "/guide#steps", "/guide?a=b#c"]


def test_an_article_that_a_text_leads_to_has_all_its_fields(site: Served) -> None:
    fields = "links { article { title body { headings(maxDepth: 1) { text } } } }"
    first = text(site, LINKS, fields)["links"][0]
    assert first["article"] == {"title": "Guide", "body": {"headings": [{"text": "Start here"}]}}


def test_images_are_told_with_their_texts(site: Served) -> None:
    assert text(site, GUIDE, "images { src alt }")["images"] == [
        {"src": "/moon.png", "alt": "A moon"},
        {"src": "https://example.org/b.jpg", "alt": ""},
    ]


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ({"image": "/a.png"}, {"src": "/a.png", "alt": ""}),
        ({"image": {"src": "/a.png", "alt": "A"}}, {"src": "/a.png", "alt": "A"}),
        ({"cover": "/c.png", "hero_image": "/h.png"}, {"src": "/h.png", "alt": ""}),
        ({"image": "/a.png", "seo": {"image": "/s.png"}}, {"src": "/s.png", "alt": ""}),
        ({}, None),
        ({"image": ""}, None),
    ],
)
def test_the_image_of_an_article_is_read_under_the_names_it_is_given(
    tmp_path: Path, serve: Serve, front_matter: dict[str, object], expected: object
) -> None:
    served = serve(write(tmp_path, {"a.md": {"title": "A", **front_matter}}))
    found = served.data('{ article(by: { path: "a.md" }) { image { src alt } } }')
    assert found["article"]["image"] == expected


def test_texts_are_sorted_and_chosen_by_their_words(site: Served) -> None:
    listed = site.data("""{ articles(
      orderBy: [{ wordCount: DESC }], filter: { wordCount: { gte: 5, lt: 1000 } }
    ) { nodes { path wordCount } } }""")["articles"]["nodes"]
    counts = [one["wordCount"] for one in listed]
    assert counts == sorted(counts, reverse=True)
    assert listed[0] == {"path": PLAIN, "wordCount": 530}
    assert listed[-1] == {"path": CJK, "wordCount": 5}
    none = site.data("{ articles(filter: { wordCount: { eq: 0 } }) { nodes { path } } }")
    assert len(none["articles"]["nodes"]) == 3
    between = "{ articles(filter: { wordCount: { between: {start: 5, end: 5} } }) { totalCount } }"
    assert site.data(between)["articles"]["totalCount"] == 1


def test_pages_by_word_count_hold_every_article_once(site: Served) -> None:
    query = """query ($after: String) {
      articles(orderBy: [{ wordCount: ASC }], first: 2, after: $after) {
        nodes { path wordCount } pageInfo { endCursor hasNextPage }
      }
    }"""
    seen: list[tuple[int, str]] = []
    after, more = None, True
    while more:
        page = site.data(query, after=after)["articles"]
        seen += [(one["wordCount"], one["path"]) for one in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(seen) <= len(FILES)
    assert [count for count, _ in seen] == sorted(count for count, _ in seen)
    assert sorted(path for _, path in seen) == sorted(FILES)
