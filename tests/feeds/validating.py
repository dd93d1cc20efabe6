"""Parses XML and validates it against a published schema."""

import importlib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["LASTMOD", "LOC", "parse_xml", "pretty_print", "read_feed", "read_sitemap"]

SCHEMAS = Path(__file__).parent / "shapes"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOC, LASTMOD = f"{SITEMAP}loc", f"{SITEMAP}lastmod"

etree: Any = importlib.import_module("lxml.etree")  # which has no types


def parse_xml(document: bytes) -> Any:
    """Parse a document strictly and return its root."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def pretty_print(document: bytes) -> str:
    """Format a document with one element per line."""
    return etree.tostring(parse_xml(document), pretty_print=True, encoding="unicode")


@cache
def load_schema(name: str) -> Any:
    kind = etree.XMLSchema if name.endswith(".xsd") else etree.RelaxNG
    return kind(etree.parse(SCHEMAS / name))


def read_sitemap(document: bytes) -> dict[str, str | None]:
    """Return the urls with their dates of a valid sitemap or index."""
    root = parse_xml(document)
    load_schema("sitemap.xsd").assertValid(root)
    return {entry.findtext(LOC): entry.findtext(LASTMOD) for entry in root}


def read_feed(document: bytes) -> dict[str, Any]:
    """Return the entries of a valid feed by id, and the feed itself by "".

    Beyond its shape, the RFC forbids two entries with one id, and two links of one kind and type.
    """
    root = parse_xml(document)
    load_schema("atom.rng").assertValid(root)
    entries = root.findall(f"{ATOM}entry")
    found = {entry.findtext(f"{ATOM}id"): Entry(entry) for entry in entries}
    assert len(found) == len(entries)
    return {"": Entry(root), **found}


class Entry:
    """An entry, or the feed, with access to its elements by name."""

    def __init__(self, element: Any) -> None:
        self.element = element
        links = element.findall(f"{ATOM}link")
        self.links = {(one.get("rel"), one.get("type")): one.get("href") for one in links}
        assert len(self.links) == len(links)

    def __getitem__(self, name: str) -> str | None:
        """Return the text of a child; for `author` its name."""
        return self.element.findtext(
            f"{ATOM}author/{ATOM}name" if name == "author" else ATOM + name
        )

    @property
    def categories(self) -> dict[str, str]:
        """Labels by terms."""
        found = self.element.findall(f"{ATOM}category")
        return {one.get("term"): one.get("label") for one in found}
