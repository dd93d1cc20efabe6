"""An article as Markdown: title, facts, question, answer, body."""

from hypothesis import given
from hypothesis import strategies as st

from gql_content.feeds import markdown_page
from gql_content.model import Article, Texts
from gql_content.seo import Site
from tests.articles import article
from tests.feeds.markdown import headings, shown
from tests.feeds.sites import ANY_SITE, BARE, SITE
from tests.seo.pages import ARTICLES, POST, QUESTION

NO_TEXT = Texts(None, None, b"{}")


def test_a_question_is_its_title_and_is_not_repeated() -> None:
    texts = Texts("Because of *chlorophyll*.\n\n- It is green.\n", None, b"{}")
    assert markdown_page(QUESTION, texts, SITE) == (
        "# Why is grass green?\n\n"
        "- Date: 2025-02-06T00:00:00Z\n"
        "- Subject: Biology\n"
        "- Author: Field Notes\n"
        "- Source: https://example.org/learn/biology/questions/why-is-grass-green\n\n"
        "Because of *chlorophyll*.\n\n- It is green.\n"
    )


def test_question_answer_and_body_follow_each_other() -> None:
    one = article("a.md", url="/ä", title="Cells", question="What is\na *cell*?")
    page = markdown_page(one, Texts("A room.", "\n\n    code\n\n", b"{}"), BARE)
    assert page == (
        "# Cells\n\n- Source: /%C3%A4\n\n> What is a \\*cell\\*?\n\nA room.\n\n    code\n"
    )


def test_the_source_is_the_canonical_url() -> None:
    one = article("a.md", canonical_url="https://example.net/b")
    assert "- Source: https://example.net/b\n" in markdown_page(one, NO_TEXT, SITE)


def test_an_article_without_a_text_is_its_title_and_facts() -> None:
    assert markdown_page(POST, NO_TEXT, SITE).endswith("/posts/five-answers\n")


def test_tex_and_code_in_a_title_are_not_mistaken_for_markup() -> None:
    one = article("a.md", title=r"Is $\frac{x_1}{2} < y$ in C#, `a`, or <b>\*</b>? #")
    page = markdown_page(one, NO_TEXT, SITE)
    assert page.startswith(r"# Is $\frac{x_1}{2} < y$ in C#, \`a\`, or \<b>\\\*\</b>? \#")
    assert headings(page) == [("h1", one.title)]


@given(ARTICLES | st.text().map(lambda title: article("a.md", title=title)), ANY_SITE)
def test_any_title_is_shown_as_it_is(one: Article, site: Site) -> None:
    (heading,) = headings(markdown_page(one, NO_TEXT, site))
    assert heading == ("h1", shown(one.title) or one.slug)
