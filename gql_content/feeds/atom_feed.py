"""Atom feed: https://www.rfc-editor.org/rfc/rfc4287"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from gql_content.feeds.feed_links import (
    format_utc,
    get_headline,
    get_publication_time,
    get_site_name,
    make_article_url,
    make_canonical_url,
    make_markdown_url,
    normalize_line,
    remove_invalid_characters,
    require_home_url,
    sort_newest_first,
)
from gql_content.library import Library
from gql_content.model import Article, Subject
from gql_content.seo import Site

__all__ = ["add_element", "make_root", "render_atom", "serialize"]


def make_root(name: str, namespace: str) -> Element:
    """Make a root element with a default namespace, so that names need no prefix."""
    return Element(name, {"xmlns": namespace})


def add_element(
    parent: Element, name: str, text: str | None = None, attributes: Mapping[str, str | None] = {}
) -> Element:
    """Append a child element. Attributes that are None are omitted."""
    clean_attributes = {
        key: remove_invalid_characters(value)
        for key, value in attributes.items()
        if value is not None
    }
    child = SubElement(parent, name, clean_attributes)
    child.text = None if text is None else remove_invalid_characters(text)
    return child


def serialize(document: Element) -> bytes:
    """Serialize a document as UTF-8 with an XML declaration."""
    return tostring(document, encoding="utf-8", xml_declaration=True)


ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MAX_ENTRIES = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the required `updated` of a feed without entries


def render_atom(library: Library, site: Site, zone: str, subject: Subject | None = None) -> bytes:
    """Render the newest articles, of a subject or of all. Articles without a date are excluded.

    `zone` is the time zone of plain dates. Raises `MissingSiteUrlError`.
    """
    entries = _collect_entries(library, site, zone, subject)
    dates = [moment for one in entries.values() if (moment := get_publication_time(one, zone))]
    feed = _make_feed(site, subject, max(dates, default=EPOCH))
    for url, article in entries.items():
        _add_entry(feed, url, article, get_publication_time(article, zone) or EPOCH)
        _add_links(feed[-1], article, library, site)
        _add_subject(feed[-1], article, library)
    return serialize(feed)


def _collect_entries(
    library: Library, site: Site, zone: str, subject: Subject | None
) -> dict[str, Article]:
    """Return the articles by entry id, newest first.

    The id is the article's own url, not the canonical one: that may change or be shared. If two
    urls are equal once encoded, the newer article wins.
    """
    everything = library.articles.values()
    candidates: Iterable[Article] = library.articles_of(subject.slug) if subject else everything
    dated = sort_newest_first(
        (one for one in candidates if (one.date or one.published_at) and not one.no_index), zone
    )
    entries: dict[str, Article] = {}
    for article in dated:
        if len(entries) == MAX_ENTRIES:
            break
        if url := make_article_url(article, site):
            entries.setdefault(url, article)
    return entries


def _make_feed(site: Site, subject: Subject | None, updated: datetime) -> Element:
    """Make the feed without entries. A subject's page is unknown, so its feed has no link to it."""
    feed, home_url, name = (
        make_root("feed", ATOM_NAMESPACE),
        require_home_url(site),
        get_site_name(site),
    )
    address = f"{home_url}/feed.xml" + (f"?subject={quote(subject.slug)}" if subject else "")
    if language := _get_language_tag(site):
        feed.set(XML_LANG, language)
    add_element(feed, "id", address if subject else f"{home_url}/")
    add_element(feed, "title", f"{normalize_line(subject.name)} – {name}" if subject else name)
    add_element(feed, "updated", format_utc(updated))
    add_element(add_element(feed, "author"), "name", normalize_line(site.publisher) or name)
    add_element(
        feed, "link", attributes={"rel": "self", "href": address, "type": "application/atom+xml"}
    )
    if subject is None:
        add_element(feed, "link", attributes={"rel": "alternate", "href": f"{home_url}/"})
    return feed


def _add_entry(feed: Element, url: str, article: Article, moment: datetime) -> None:
    """Add an entry. `updated` is the publication time: file times differ between machines."""
    entry, author = add_element(feed, "entry"), normalize_line(article.author)
    add_element(entry, "id", url)
    add_element(entry, "title", get_headline(article))
    add_element(entry, "published", format_utc(moment))
    add_element(entry, "updated", format_utc(moment))
    if author:
        add_element(add_element(entry, "author"), "name", author)
    if summary := normalize_line(article.seo.page_description):
        add_element(entry, "summary", summary)


def _add_links(entry: Element, article: Article, library: Library, site: Site) -> None:
    page, markdown = make_canonical_url(article, site), make_markdown_url(library, article, site)
    add_element(entry, "link", attributes={"rel": "alternate", "href": page, "type": "text/html"})
    if markdown:
        link = {"rel": "alternate", "href": markdown, "type": "text/markdown"}
        add_element(entry, "link", attributes=link)


def _add_subject(entry: Element, article: Article, library: Library) -> None:
    slug = article.subject_slug
    if slug and (subject := library.subjects.get(slug)):
        add_element(
            entry,
            "category",
            attributes={"term": subject.slug, "label": normalize_line(subject.name)},
        )


def _get_language_tag(site: Site) -> str | None:
    tag = normalize_line(site.locale).replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else None
