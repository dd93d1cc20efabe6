"""An article as Markdown: title, facts, question, answer, body."""

from hypothesis import given
from hypothesis import strategies as st

from gql_content.feeds import render_markdown_page
from gql_content.model import Article, Texts
from gql_content.seo import Site
from tests.articles import article
from tests.feeds.markdown import find_headings, to_single_line
from tests.feeds.sites import ANY_SITE, SITE, SITE_WITHOUT_URL
from tests.seo.pages import ARTICLES, POST, QUESTION

NO_TEXT = Texts(None, None, b"{}")


def test_a_question_as_title_is_not_repeated() -> None:
    texts = Texts("Because of *chlorophyll*.\n\n- It is green.\n", None, b"{}")
    assert render_markdown_page(QUESTION, texts, SITE) == (
        "# Why is grass green?\n\n"
        "- Date: 2025-02-06T00:00:00Z\n"
        "- Subject: Biology\n"
        "- Author: Field Notes\n"
        "- Source: https://example.org/learn/biology/questions/why-is-grass-green\n\n"
        "Because of *chlorophyll*.\n\n- It is green.\n"
    )


def test_question_answer_and_body_follow_each_other() -> None:
    one = article("a.md", url="/ä", title="Cells", question="What is\na *cell*?")
    page = render_markdown_page(one, Texts("A room.", "\n\n    code\n\n", b"{}"), SITE_WITHOUT_URL)
    assert page == (
        "# Cells\n\n- Source: /%C3%A4\n\n> What is a \\*cell\\*?\n\nA room.\n\n    code\n"
    )


def test_the_source_is_the_canonical_url() -> None:
    one = article("a.md", canonical_url="https://example.net/b")
    assert "- Source: https://example.net/b\n" in render_markdown_page(one, NO_TEXT, SITE)


def test_an_article_without_texts_has_title_and_facts() -> None:
    assert render_markdown_page(POST, NO_TEXT, SITE).endswith("/posts/five-answers\n")


def test_tex_and_code_in_a_title_are_not_mistaken_for_markup() -> None:
    one = article("a.md", title=r"Is $\frac{x_1}{2} < y$ in C#, `a`, or <b>\*</b>? #")
    page = render_markdown_page(one, NO_TEXT, SITE)
    assert page.startswith(r"# Is $\frac{x_1}{2} < y$ in C#, \`a\`, or \<b>\\\*\</b>? \#")
    assert find_headings(page) == [("h1", one.title)]


@given(ARTICLES | st.text().map(lambda title: article("a.md", title=title)), ANY_SITE)
def test_any_title_is_rendered_as_text(one: Article, site: Site) -> None:
    (heading,) = find_headings(render_markdown_page(one, NO_TEXT, site))
    assert heading == ("h1", to_single_line(one.title) or one.slug)
