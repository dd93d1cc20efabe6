"""XML as a reader takes it: parsed, and held to a published shape."""

import importlib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["LASTMOD", "LOC", "parsed", "pretty", "read_feed", "read_sitemap"]

SHAPES = Path(__file__).parent / "shapes"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOC, LASTMOD = f"{SITEMAP}loc", f"{SITEMAP}lastmod"

etree: Any = importlib.import_module("lxml.etree")  # which has no types


def parsed(document: bytes) -> Any:
    """The root of a document, read as strictly as XML demands."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def pretty(document: bytes) -> str:
    """The document with an element in each line."""
    return etree.tostring(parsed(document), pretty_print=True, encoding="unicode")


@cache
def shape(name: str) -> Any:
    kind = etree.XMLSchema if name.endswith(".xsd") else etree.RelaxNG
    return kind(etree.parse(SHAPES / name))


def read_sitemap(document: bytes) -> dict[str, str | None]:
    """The urls with their dates, of a sitemap or of an index, which has to be valid."""
    root = parsed(document)
    shape("sitemap.xsd").assertValid(root)
    return {entry.findtext(LOC): entry.findtext(LASTMOD) for entry in root}


def read_feed(document: bytes) -> dict[str, Any]:
    """The entries by their ids, and the feed itself by "", which has to be valid.

    Beyond its shape, the RFC forbids two entries with one id, and two links of one kind and type.
    """
    root = parsed(document)
    shape("atom.rng").assertValid(root)
    entries = root.findall(f"{ATOM}entry")
    found = {entry.findtext(f"{ATOM}id"): Entry(entry) for entry in entries}
    assert len(found) == len(entries)
    return {"": Entry(root), **found}


class Entry:
    """An entry, or the feed, by the names of its elements."""

    def __init__(self, element: Any) -> None:
        self.element = element
        links = element.findall(f"{ATOM}link")
        self.links = {(one.get("rel"), one.get("type")): one.get("href") for one in links}
        assert len(self.links) == len(links)

    def __getitem__(self, name: str) -> str | None:
        """The text of a child; `author` is its name."""
        return self.element.findtext(
            f"{ATOM}author/{ATOM}name" if name == "author" else ATOM + name
        )

    @property
    def categories(self) -> dict[str, str]:
        """Labels by terms."""
        found = self.element.findall(f"{ATOM}category")
        return {one.get("term"): one.get("label") for one in found}
