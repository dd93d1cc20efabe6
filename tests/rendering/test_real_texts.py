"""What holds for every text of the sample content and of the real site."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import pytest

from gql_content.rendering import Document, internal_links_of, read
from tests.rendering.page import Page
from tests.rendering.real_texts import corpus_texts, sample_texts

Texts = dict[str, str]

_TEX_COMMAND = re.compile(r"\\[A-Za-z]+")
_MARKUP = re.compile(
    r"\*\*(?!\d)|\]\([^()\s]*(?: \"[^\"]*\")?\)|</?[A-Za-z][^<>]*>|\[\^[^\]]+\]|^[ \t]*```.*$"
    r"|^[ \t>]*(?:\d+[.)](?=\s)|[-*] \[[ x]\])",
    re.MULTILINE,
)


@pytest.fixture(
    name="texts",
    params=[
        pytest.param(sample_texts, id="sample"),
        pytest.param(corpus_texts, id="corpus", marks=pytest.mark.corpus),
    ],
)
def _texts(request: pytest.FixtureRequest) -> Texts:
    source: Callable[[], Texts] = request.param
    return source()


@pytest.fixture(name="documents")
def _documents(texts: Texts) -> dict[str, Document]:
    return {name: read(source) for name, source in texts.items()}


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def test_every_word_of_the_source_is_in_the_text(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        written = words(unescape(_MARKUP.sub("", document.source)))
        assert written <= words(document.text), (name, written - words(document.text))


def test_every_word_of_the_text_is_in_the_source(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        written = words(document.source) | words(unescape(document.source).replace("**", ""))
        assert words(document.text).keys() <= written.keys(), name


def test_no_tex_command_is_lost(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        written = Counter(_TEX_COMMAND.findall(document.source))
        assert Counter(_TEX_COMMAND.findall(unescape(document.html()))) == written, name
        assert Counter(_TEX_COMMAND.findall(document.text)) == written, name


def test_the_count_of_words_is_what_the_page_shows(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        shown = _shown_words(document.html())
        # Where the cheap count and the parser part, it is by a word or two in a long text.
        assert abs(document.word_count - shown) <= shown / 200, (name, document.word_count, shown)


def _shown_words(html: str) -> int:
    html = re.sub(r'<(span|div) class="math [^<]*</\1>', " formula ", html)
    html = re.sub(r'<a href="[^"]*">(?:https?://|www\.|[^<\s]+@)[^<]*</a>', " address ", html)
    html = re.sub(r'alt="([^"]*)"[^>]*>', r"> \1 ", html)
    html = re.sub(r"<(?:/?(?:td|th|summary|div)|br)\b", r" \g<0>", html)
    html = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", html)
    text = re.sub(r"['’‘_\u0300-\u036f]|(?<!-)-(?!-)", "", Page(html).text)
    return len(re.findall(r"[\u3005-\u30ff\u3400-\u9fff]|[^\W_\u3005-\u30ff\u3400-\u9fff]+", text))


def test_internal_links_are_those_of_the_page(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        hrefs = [re.split("[?#]", link.href)[0] for link in document.links]
        internal = {unquote(href) for href in hrefs if re.match("/(?!/)", href)}
        assert set(internal_links_of(document.source)) == internal, name


def test_headings_have_the_ids_of_the_page(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        ids = re.findall(r'<h[1-6] id="([^"]*)"', document.html())
        assert [heading.id for heading in document.headings()] == ids, name
        assert len(set(ids)) == len(ids), name


def test_excerpts_fit_and_hold_no_markup(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        excerpt = document.excerpt()
        assert 0 < len(excerpt) <= 160, name
        assert "**" not in excerpt, name
        assert "](" not in excerpt, name
