"""XML that is well formed whatever the texts hold."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from gql_content.feeds.lines import cleaned

__all__ = ["add", "root", "written"]


def root(name: str, namespace: str) -> Element:
    """An element whose namespace is the default one, so that no name needs a prefix."""
    return Element(name, {"xmlns": namespace})


def add(
    parent: Element, name: str, text: str | None = None, attributes: Mapping[str, str | None] = {}
) -> Element:
    """A new last child; an attribute that is None is left out."""
    given = {key: cleaned(value) for key, value in attributes.items() if value is not None}
    child = SubElement(parent, name, given)
    child.text = None if text is None else cleaned(text)
    return child


def written(document: Element) -> bytes:
    """The document in UTF-8 with its declaration."""
    return tostring(document, encoding="utf-8", xml_declaration=True)
