"""llms.txt (https://llmstxt.org) and an article as a Markdown page."""

from collections.abc import Iterator, Mapping, Sequence

from gql_content.feeds.feed_links import (
    escape_markdown,
    format_publication_date,
    get_headline,
    get_normalized_home_url,
    get_site_name,
    make_markdown_url,
    make_page_url,
    normalize_line,
    sort_newest_first,
)
from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.seo import Site

__all__ = ["render_llms_txt", "render_markdown_page"]


MAX_ARTICLES = 1_000
MAX_ARTICLES_PER_SUBJECT = 20  # if not all articles are listed
# Characters that could end a link or form an entity.
LINK_ESCAPES = str.maketrans({"(": "%28", ")": "%29", ";": "%3B"})

ArticlesBySubject = Mapping[str | None, Sequence[Article]]


def render_llms_txt(
    library: Library, site: Site, zone: str, max_articles: int = MAX_ARTICLES
) -> str:
    """Render a section for each subject, newest articles first.

    With more than `max_articles`, each subject gets an equal share. Without a site url, links are
    relative to the root.
    """
    groups = _group_by_subject(library)
    count = sum(map(len, groups.values()))
    share = (
        count
        if count <= max_articles
        else max(1, min(MAX_ARTICLES_PER_SUBJECT, max_articles // len(groups)))
    )
    blocks = [
        f"# {escape_markdown(get_site_name(site))}",
        f"> {_pluralize(count, 'article')} in "
        f"{_pluralize(len(groups.keys() - {None}), 'subject')}. "
        "Each is Markdown at its url plus `.md`.",
        *_describe_truncation(library, groups, share if count > max_articles else None),
        *(_render_section(library, site, zone, slug, groups[slug], share) for slug in groups),
        *_render_optional_section(site),
    ]
    return "\n\n".join(blocks) + "\n"


def _group_by_subject(library: Library) -> ArticlesBySubject:
    """Group articles by subject, ordered by slug; those without a subject are last."""
    groups: dict[str | None, list[Article]] = {}
    for article in library.articles.values():
        if not article.no_index:
            groups.setdefault(article.subject_slug or None, []).append(article)
    return dict(sorted(groups.items(), key=lambda item: (item[0] is None, item[0] or "")))


def _describe_truncation(
    library: Library, groups: ArticlesBySubject, share: int | None
) -> Iterator[str]:
    """Yield the counts of truncated sections. They come first: sections may only have links."""
    if share is None:
        return
    yield f"Listed are the newest {share} of each subject:"
    yield "\n".join(
        f"- {_render_subject_name(library, slug)}: {_pluralize(len(group), 'article')}"
        for slug, group in groups.items()
    )


def _render_section(
    library: Library,
    site: Site,
    zone: str,
    slug: str | None,
    group: Sequence[Article],
    share: int,
) -> str:
    links = (_render_link(library, site, one) for one in sort_newest_first(group, zone)[:share])
    return f"## {_render_subject_name(library, slug)}\n\n" + "\n".join(
        link for link in links if link
    )


def _render_subject_name(library: Library, slug: str | None) -> str:
    return (
        "Other pages"
        if slug is None
        else escape_markdown(normalize_line(library.subjects[slug].name) or slug)
    )


def _render_link(library: Library, site: Site, article: Article) -> str:
    """Link to the Markdown, else to the page. Empty if there is neither."""
    target = make_markdown_url(library, article, site) or make_page_url(article, site)
    if target is None:
        return ""
    text = f"- [{escape_markdown(get_headline(article))}]({target.translate(LINK_ESCAPES)})"
    description = escape_markdown(normalize_line(article.seo.page_description))
    return f"{text}: {description}" if description else text


def _render_optional_section(site: Site) -> Iterator[str]:
    if home_url := get_normalized_home_url(site):
        yield (
            "## Optional\n\n"
            f"- [Sitemap]({home_url}/sitemap.xml): the url of every page\n"
            f"- [Feed]({home_url}/feed.xml): the newest articles, and with ?subject= of one subject"
        )


def _pluralize(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


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
