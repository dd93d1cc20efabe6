"""https://llmstxt.org"""

from collections.abc import Iterator, Mapping, Sequence

from gql_content.feeds.lines import escaped, headline, one_line
from gql_content.feeds.links import known_home, markdown_url, name_of, page_url
from gql_content.feeds.published import newest
from gql_content.library import Library
from gql_content.model import Article
from gql_content.seo import Site

__all__ = ["llms_txt"]

MOST_ARTICLES = 1_000
MOST_OF_A_SUBJECT = 20  # where not all articles are listed
# What would end a link, or make an entity of a part of it.
IN_LINKS = str.maketrans({"(": "%28", ")": "%29", ";": "%3B"})

Groups = Mapping[str | None, Sequence[Article]]


def llms_txt(library: Library, site: Site, zone: str, most: int = MOST_ARTICLES) -> str:
    """A section for each subject, its newest articles first.

    Of more articles than `most`, so many of each subject that about as many are listed. Without the
    site's url its links begin at the root.
    """
    groups = _groups(library)
    count = sum(map(len, groups.values()))
    share = count if count <= most else max(1, min(MOST_OF_A_SUBJECT, most // len(groups)))
    blocks = [
        f"# {escaped(name_of(site))}",
        f"> {_counted(count, 'article')} in {_counted(len(groups.keys() - {None}), 'subject')}. "
        "Each is Markdown at its url plus `.md`.",
        *_note(library, groups, share if count > most else None),
        *(_section(library, site, zone, slug, groups[slug], share) for slug in groups),
        *_optional(site),
    ]
    return "\n\n".join(blocks) + "\n"


def _groups(library: Library) -> Groups:
    """The articles by subject, in the order of slugs; those without one are at the end."""
    groups: dict[str | None, list[Article]] = {}
    for article in library.articles.values():
        if not article.no_index:
            groups.setdefault(article.subject_slug or None, []).append(article)
    return dict(sorted(groups.items(), key=lambda item: (item[0] is None, item[0] or "")))


def _note(library: Library, groups: Groups, share: int | None) -> Iterator[str]:
    """What is not listed. Sections hold links alone, so the counts stand in front of them."""
    if share is None:
        return
    yield f"Listed are the newest {share} of each subject:"
    yield "\n".join(
        f"- {_title(library, slug)}: {_counted(len(group), 'article')}"
        for slug, group in groups.items()
    )


def _section(
    library: Library,
    site: Site,
    zone: str,
    slug: str | None,
    group: Sequence[Article],
    share: int,
) -> str:
    links = (_link(library, site, one) for one in newest(group, zone)[:share])
    return f"## {_title(library, slug)}\n\n" + "\n".join(link for link in links if link)


def _title(library: Library, slug: str | None) -> str:
    return "Other pages" if slug is None else escaped(one_line(library.subjects[slug].name) or slug)


def _link(library: Library, site: Site, article: Article) -> str:
    """To the Markdown; to the page, where that has no Markdown of its own; else to nothing."""
    target = markdown_url(library, article, site) or page_url(article, site)
    if target is None:
        return ""
    text = f"- [{escaped(headline(article))}]({target.translate(IN_LINKS)})"
    description = escaped(one_line(article.seo.page_description))
    return f"{text}: {description}" if description else text


def _optional(site: Site) -> Iterator[str]:
    if home_url := known_home(site):
        yield (
            "## Optional\n\n"
            f"- [Sitemap]({home_url}/sitemap.xml): the url of every page\n"
            f"- [Feed]({home_url}/feed.xml): the newest articles, and with ?subject= of one subject"
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
