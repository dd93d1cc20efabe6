"""No address that the service gives out is one that a browser would run."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.addresses import safe_image, safe_link, scheme_of
from tests.folder import save
from tests.served import Served, serving

HARMFUL = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " \t\n javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\x1fjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "j\r\na\tvascript\n:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "&#1;javascript:alert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    " data:text/html,x",
    "da\tta:text/html,x",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:,x",
    "view-source:javascript:alert(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
]
HARMLESS = [
    "/a", "a.png", "../a", "#a", "?a=b:c", "//example.org/a", "https://example.org/a:b",
    "HTTP://example.org", "mailto:a@example.org", "tel:+1", "/a&colon;b", "a/b:c", "",
]  # fmt: skip
IMAGES = ["data:image/png;base64,AAAA", "DATA:image/webp,x", "data:image/jpeg;base64,AAAA"]


@pytest.mark.parametrize("address", HARMFUL)
def test_what_browsers_run_is_refused(address: str) -> None:
    assert safe_link(address) is None
    assert safe_image(address) is None


@pytest.mark.parametrize("address", HARMLESS)
def test_what_leads_somewhere_is_left_as_it_is_written(address: str) -> None:
    assert safe_link(address) == address
    assert safe_image(address) == address


@pytest.mark.parametrize("address", IMAGES)
def test_raster_images_may_be_in_their_address(address: str) -> None:
    assert safe_image(address) == address
    assert safe_link(address) is None


AROUND = st.text(alphabet="".join(map(chr, range(0x21))), max_size=3)
BREAKS = st.text(alphabet="\t\n\r", max_size=2)


@given(AROUND, st.lists(BREAKS, min_size=10, max_size=10), st.booleans())
def test_a_scheme_is_found_as_browsers_find_it(before: str, breaks: list[str], upper: bool) -> None:
    scheme = "JAVASCRIPT" if upper else "javascript"
    written = before + "".join(a + b for a, b in zip(scheme, breaks, strict=True)) + ":x"
    assert scheme_of(written) == "javascript"
    assert safe_link(written) is None


QUERY = """{ articles(first: 100) { nodes {
  path url image { src } related { url article { url } }
  body { html links { href } images { src } }
  answer { html links { href } images { src } }
  seo {
    canonicalUrl openGraph { url image } metaTags { tag attributes { name value } content }
    jsonLd(types: [ARTICLE, QA_PAGE, FAQ_PAGE, BREADCRUMB_LIST])
  }
} } }"""


@pytest.fixture(scope="module", params=[None, "https://example.org"])
def served(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("content")
    for number, address in enumerate(HARMFUL):
        write(root, number, address)
    with serving(root, **({} if request.param is None else {"site_url": request.param})) as served:
        yield served


def write(root: Path, number: int, address: str) -> None:
    text = f"[x]({address})\n\n![x]({address})\n\n<a href='{address}'>x</a><img src='{address}'>"
    front: dict[str, Any] = {
        "title": f"T{number}",
        "question": "Why?",
        "author": "A",
        "answer": text,
        "related_article1": {"title": "x", "url": address},
        "seo": {"canonical_url": address},
    }
    names = ("image", "featuredImg", "featured_image", "hero_image", "cover")
    save(root, f"a{number}.md", {**front, names[number % len(names)]: address})
    save(root, f"b{number}.md", {**front, "image": {"src": address, "alt": "x"}, "url": address})
    seo = {"canonical": address, "image": {"url": address}}
    save(root, f"c{number}.md", {**front, "seo": seo, "canonical": address})


def addresses_in(found: Any) -> Iterator[str]:
    """Every text in an answer, for nothing else begins with a scheme."""
    if isinstance(found, dict):
        for value in found.values():  # pyright: ignore[reportUnknownVariableType] - JSON
            yield from addresses_in(value)
    elif isinstance(found, list):
        for value in found:  # pyright: ignore[reportUnknownVariableType] - JSON
            yield from addresses_in(value)
    elif isinstance(found, str):
        yield found


def test_no_field_of_the_schema_gives_one(served: Served) -> None:
    nodes = served.data(QUERY)["articles"]["nodes"]
    assert len(nodes) > 2 * len(HARMFUL)  # some urls are the same
    for node in nodes:
        html = [node[name]["html"] for name in ("answer", "body") if node[name]]
        texts = [*addresses_in(node), *addresses_in(json.loads(node["seo"]["jsonLd"]))]
        texts += re.findall(r'(?:href|src)="([^"]*)"', "".join(html))
        for text in texts:
            if text not in html and not re.match(r"\{|(og|article|twitter):\w", text):
                assert safe_link(unescape(text)) is not None, (node["path"], text)


def test_feeds_and_pages_give_none(served: Served) -> None:
    paths = ("/llms.txt", "/sitemap.xml", "/feed.xml", "/a0.md", "/c1.md")
    for path in paths:
        text = served.client.get(path).text.partition("\n\n> Why?")[0]  # behind it stands the text
        for address in re.findall(r'(?:href="|\]\(|<loc>|<id>|Source: )([^"<)\n]*)', text):
            assert safe_link(unescape(address)) is not None, (path, address)


def test_the_author_is_told(served: Served) -> None:
    query = '{ content { problems(codes: ["BAD_ADDRESS"], first: 500) { path field line } } }'
    found = {(one["path"], one["field"]) for one in served.data(query)["content"]["problems"]}
    assert ("a0.md", "related_article1.url") in found
    assert ("a0.md", "image") in found
    assert ("b0.md", "image") in found


def test_raw_front_matter_is_what_is_written(served: Served) -> None:
    query = '{ article(by: { path: "a0.md" }) { frontMatter(path: "image") } }'
    assert served.data(query)["article"]["frontMatter"] == HARMFUL[0]
