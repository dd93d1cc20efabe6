"""The word count and the internal links of an article."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from gql_content.content import parse, read_texts
from gql_content.markdown import MarkdownDocument, read_markdown
from gql_content.model import Article
from tests.needs import corpus
from tests.parsing.reading import parse_article

SAMPLE = Path(__file__).parents[2] / "content"

Site = dict[Article, list[MarkdownDocument]]
"""Each article with its texts, the answer first."""


@cache
def read_site(root: Path) -> Site:
    return dict(parse_file(path, root) for path in sorted(root.rglob("*.md")))


def parse_file(path: Path, root: Path) -> tuple[Article, list[MarkdownDocument]]:
    name, data = path.relative_to(root).as_posix(), path.read_bytes()
    one, texts = parse(name, data).article, read_texts(name, data)
    assert one is not None, name
    assert texts is not None, name
    return one, [read_markdown(text) for text in (texts.answer, texts.body) if text is not None]


@pytest.fixture(
    name="site",
    params=[
        pytest.param(lambda: SAMPLE, id="sample"),
        pytest.param(lambda: corpus("quicktakes"), id="corpus", marks=pytest.mark.corpus),
    ],
)
def _site(request: pytest.FixtureRequest) -> Site:
    root: Callable[[], Path] = request.param
    site = read_site(root())
    assert site
    return site


def test_an_article_has_the_words_of_both_texts(site: Site) -> None:
    for one, documents in site.items():
        assert one.word_count == sum(document.word_count for document in documents), one.path
    assert any(one.word_count for one in site)


def test_an_article_has_the_internal_links_of_its_texts(site: Site) -> None:
    for one, documents in site.items():
        shown = [url for document in documents for url in find_internal_urls(document)]
        assert list(one.links) == list(dict.fromkeys(shown)), one.path


def test_the_sample_content_has_links_to_find() -> None:
    assert any(one.links for one in read_site(SAMPLE))


def find_internal_urls(document: MarkdownDocument) -> Iterator[str]:
    """Yield the internal urls in a text, decoded and without query and fragment."""
    for link in document.links:
        if re.match("/(?!/)", link.href):
            yield unquote(re.split("[?#]", link.href)[0])


@pytest.mark.parametrize(
    ("yaml", "body", "count"),
    [
        ("title: one two", "", 0),
        ("title: T", "&nbsp;\n", 0),
        ("answer: ~", "one *two*", 2),
        ("answer: one two", "", 2),
        ("answer: one two", "<!-- three -->", 2),
        ("answer: one two", "two three four", 5),
        (r"answer: one\n\ntwo", "three", 3),
        ("question: one two?\ndescription: three", "four", 1),
    ],
)
def test_only_the_words_of_answer_and_body_count(yaml: str, body: str, count: int) -> None:
    assert parse_article(yaml, body).word_count == count


@pytest.mark.parametrize(
    ("yaml", "body", "links"),
    [
        ("title: '[a](/b)'", "", ()),
        ("title: T", "[a](/b) [c](https://d.org/e) [f](g) [h](#i) [j](//k.org)", ("/b",)),
        ("answer: '[a](/b)'", "", ("/b",)),
        ("answer: '[a](/z) [c](/b)'", "[d](/c) [e](/a)", ("/z", "/b", "/c", "/a")),
        ("answer: '[a](/z) [c](/b)'", "[d](/b#e) [f](/a) [g](/z?h)", ("/z", "/b", "/a")),
        (r"answer: 'a\n\n[b]\n\n[b]: /c'", "", ("/c",)),
        ("related_article1: {url: /b}\ncanonical: /c", "", ()),
    ],
)
def test_links_of_answer_and_body_are_unique_and_in_order(
    yaml: str, body: str, links: tuple[str, ...]
) -> None:
    assert parse_article(yaml, body).links == links
