"""https://www.rfc-editor.org/rfc/rfc4287"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element

from gql_content.feeds.lines import headline, one_line
from gql_content.feeds.links import home_of, markdown_url, name_of, own_url, preferred_url
from gql_content.feeds.published import moment_text, newest, published
from gql_content.feeds.xml import add, root, written
from gql_content.library import Library
from gql_content.model import Article, Subject
from gql_content.seo import Site

__all__ = ["atom"]

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MOST_ENTRIES = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated: it must say


def atom(library: Library, site: Site, zone: str, subject: Subject | None = None) -> bytes:
    """The newest articles, of a subject or of all; those without a date are in none.

    `zone` is where the day of a plain date begins. Raises `NoSiteUrl`.
    """
    entries = _entries(library, site, zone, subject)
    dates = [moment for one in entries.values() if (moment := published(one, zone))]
    feed = _feed(site, subject, max(dates, default=NEVER))
    for url, article in entries.items():
        _add_entry(feed, url, article, published(article, zone) or NEVER)
        _add_links(feed[-1], article, library, site)
        _add_subject(feed[-1], article, library)
    return written(feed)


def _entries(
    library: Library, site: Site, zone: str, subject: Subject | None
) -> dict[str, Article]:
    """The articles by their ids, the newest first.

    An id is the article's own url, and not the canonical one, which an editor may change, and
    which several may share. Where two are one when they are encoded, the newer article has it.
    """
    everything = library.articles.values()
    pool: Iterable[Article] = library.articles_of(subject.slug) if subject else everything
    dated = newest(
        (one for one in pool if (one.date or one.published_at) and not one.no_index), zone
    )
    entries: dict[str, Article] = {}
    for article in dated:
        if len(entries) == MOST_ENTRIES:
            break
        if url := own_url(article, site):
            entries.setdefault(url, article)
    return entries


def _feed(site: Site, subject: Subject | None, updated: datetime) -> Element:
    """The head; the frontend knows where a subject's page is, so its feed links to none."""
    feed, home_url, name = root("feed", NAMESPACE), home_of(site), name_of(site)
    address = f"{home_url}/feed.xml" + (f"?subject={quote(subject.slug)}" if subject else "")
    if language := _language(site):
        feed.set(LANGUAGE, language)
    add(feed, "id", address if subject else f"{home_url}/")
    add(feed, "title", f"{one_line(subject.name)} – {name}" if subject else name)
    add(feed, "updated", moment_text(updated))
    add(add(feed, "author"), "name", one_line(site.publisher) or name)
    add(feed, "link", attributes={"rel": "self", "href": address, "type": "application/atom+xml"})
    if subject is None:
        add(feed, "link", attributes={"rel": "alternate", "href": f"{home_url}/"})
    return feed


def _add_entry(feed: Element, url: str, article: Article, moment: datetime) -> None:
    """`updated` is the publication too: nothing that is the same on every machine knows better."""
    entry, author = add(feed, "entry"), one_line(article.author)
    add(entry, "id", url)
    add(entry, "title", headline(article))
    add(entry, "published", moment_text(moment))
    add(entry, "updated", moment_text(moment))
    if author:
        add(add(entry, "author"), "name", author)
    if summary := one_line(article.seo.page_description):
        add(entry, "summary", summary)


def _add_links(entry: Element, article: Article, library: Library, site: Site) -> None:
    page, markdown = preferred_url(article, site), markdown_url(library, article, site)
    add(entry, "link", attributes={"rel": "alternate", "href": page, "type": "text/html"})
    if markdown:
        link = {"rel": "alternate", "href": markdown, "type": "text/markdown"}
        add(entry, "link", attributes=link)


def _add_subject(entry: Element, article: Article, library: Library) -> None:
    slug = article.subject_slug
    if slug and (subject := library.subjects.get(slug)):
        add(entry, "category", attributes={"term": subject.slug, "label": one_line(subject.name)})


def _language(site: Site) -> str | None:
    tag = one_line(site.locale).replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else None
