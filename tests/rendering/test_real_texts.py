"""Properties of every text of the sample content and of a real site."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import pytest

from gql_content.markdown import MarkdownDocument, find_internal_links, read_markdown
from tests.rendering.page import Page
from tests.rendering.real_texts import read_corpus_texts, read_sample_texts

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
        pytest.param(read_sample_texts, id="sample"),
        pytest.param(read_corpus_texts, id="corpus", marks=pytest.mark.corpus),
    ],
)
def _texts(request: pytest.FixtureRequest) -> Texts:
    source: Callable[[], Texts] = request.param
    return source()


@pytest.fixture(name="documents")
def _documents(texts: Texts) -> dict[str, MarkdownDocument]:
    return {name: read_markdown(source) for name, source in texts.items()}


def count_each_word(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def test_every_word_of_the_source_is_in_the_text(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        written = count_each_word(unescape(_MARKUP.sub("", document.source)))
        assert written <= count_each_word(document.text), (
            name,
            written - count_each_word(document.text),
        )


def test_every_word_of_the_text_is_in_the_source(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        written = count_each_word(document.source) | count_each_word(
            unescape(document.source).replace("**", "")
        )
        assert count_each_word(document.text).keys() <= written.keys(), name


def test_no_tex_command_is_lost(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        written = Counter(_TEX_COMMAND.findall(document.source))
        assert Counter(_TEX_COMMAND.findall(unescape(document.html()))) == written, name
        assert Counter(_TEX_COMMAND.findall(document.text)) == written, name


def test_the_word_count_agrees_with_the_html(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        shown = _count_visible_words(document.html())
        # The approximate count differs from the parser's by a word or two in a long text.
        assert abs(document.word_count - shown) <= shown / 200, (name, document.word_count, shown)


def _count_visible_words(html: str) -> int:
    html = re.sub(r'<(span|div) class="math [^<]*</\1>', " formula ", html)
    html = re.sub(r'<a href="[^"]*">(?:https?://|www\.|[^<\s]+@)[^<]*</a>', " address ", html)
    html = re.sub(r'alt="([^"]*)"[^>]*>', r"> \1 ", html)
    html = re.sub(r"<(?:/?(?:td|th|summary|div)|br)\b", r" \g<0>", html)
    html = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", html)
    text = re.sub(r"['’‘_\u0300-\u036f]|(?<!-)-(?!-)", "", Page(html).text)
    return len(re.findall(r"[\u3005-\u30ff\u3400-\u9fff]|[^\W_\u3005-\u30ff\u3400-\u9fff]+", text))


def test_internal_links_agree_with_the_html(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        hrefs = [re.split("[?#]", link.href)[0] for link in document.links]
        internal = {unquote(href) for href in hrefs if re.match("/(?!/)", href)}
        assert set(find_internal_links(document.source)) == internal, name


def test_heading_ids_agree_with_the_html(documents: dict[str, MarkdownDocument]) -> None:
    for name, document in documents.items():
        ids = re.findall(r'<h[1-6] id="([^"]*)"', document.html())
        assert [heading.id for heading in document.headings()] == ids, name
        assert len(set(ids)) == len(ids), name


def test_excerpts_have_no_markup_and_at_most_the_length(
    documents: dict[str, MarkdownDocument],
) -> None:
    for name, document in documents.items():
        excerpt = document.excerpt()
        assert 0 < len(excerpt) <= 160, name
        assert "**" not in excerpt, name
        assert "](" not in excerpt, name
