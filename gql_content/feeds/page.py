"""One article as Markdown, for machines that read."""

from collections.abc import Iterator

from gql_content.feeds.lines import escaped, headline, one_line
from gql_content.feeds.links import page_url
from gql_content.feeds.published import written_date
from gql_content.model import Article, Texts
from gql_content.seo import Site

__all__ = ["markdown_page"]


def markdown_page(article: Article, texts: Texts, site: Site) -> str:
    """Title, what is known of the article, question, answer and body."""
    blocks = (
        f"# {escaped(headline(article))}",
        "\n".join(_facts(article, site)),
        _question(article),
        *(_bare(text) for text in (texts.answer, texts.body)),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _facts(article: Article, site: Site) -> Iterator[str]:
    facts = {
        "Date": written_date(article),
        "Subject": article.subject_name,
        "Author": article.author,
    }
    for name, value in facts.items():
        if line := escaped(one_line(value)):
            yield f"- {name}: {line}"
    if url := page_url(article, site):
        yield f"- Source: {url}"


def _question(article: Article) -> str:
    """The question, unless it is the title already."""
    question = one_line(article.question)
    return "" if question == headline(article) else f"> {escaped(question)}" if question else ""


def _bare(text: str | None) -> str:
    """Without blank lines around it; the first line may be code by its indentation."""
    return (text or "").rstrip().lstrip("\n")
