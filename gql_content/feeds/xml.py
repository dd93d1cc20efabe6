"""Builds XML that is well-formed whatever the texts contain."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from gql_content.feeds.lines import remove_invalid_characters

__all__ = ["add_element", "make_root", "serialize"]


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
