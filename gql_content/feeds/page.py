"""An article as a Markdown page."""

from collections.abc import Iterator

from gql_content.feeds.lines import escape_markdown, get_headline, normalize_line
from gql_content.feeds.links import make_page_url
from gql_content.feeds.published import format_publication_date
from gql_content.model import Article, Texts
from gql_content.seo import Site

__all__ = ["render_markdown_page"]


def render_markdown_page(article: Article, texts: Texts, site: Site) -> str:
    """Render title, facts, question, answer and body."""
    blocks = (
        f"# {escape_markdown(get_headline(article))}",
        "\n".join(_render_facts(article, site)),
        _render_question(article),
        *(_strip_blank_lines(text) for text in (texts.answer, texts.body)),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _render_facts(article: Article, site: Site) -> Iterator[str]:
    facts = {
        "Date": format_publication_date(article),
        "Subject": article.subject_name,
        "Author": article.author,
    }
    for name, value in facts.items():
        if line := escape_markdown(normalize_line(value)):
            yield f"- {name}: {line}"
    if url := make_page_url(article, site):
        yield f"- Source: {url}"


def _render_question(article: Article) -> str:
    """Render the question, unless it equals the title."""
    question = normalize_line(article.question)
    return (
        ""
        if question == get_headline(article)
        else f"> {escape_markdown(question)}"
        if question
        else ""
    )


def _strip_blank_lines(text: str | None) -> str:
    """Strip blank lines, but not indentation: the first line may be indented code."""
    return (text or "").rstrip().lstrip("\n")
