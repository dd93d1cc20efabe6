"""Validates JSON-LD: the properties of schema.org and the requirements of Google.

Transcribed by hand from https://schema.org and the pages article, qapage, faqpage, breadcrumb and
organization below https://developers.google.com/search/docs/appearance/structured-data/.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

__all__ = ["find_errors", "find_missing_recommended", "iterate_nodes", "parse_json_ld"]

Node = Mapping[str, Any]
Items = Sequence[object]


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value not in {"None", "null"}


def is_url(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(?i:https?)://[!-~]+", value))


def is_date(value: object) -> bool:
    return isinstance(value, str) and bool(datetime.fromisoformat(value))


def is_count(value: object) -> bool:
    return isinstance(value, int) and value > 0


def is_language(value: object) -> bool:
    return isinstance(value, str) and bool(
        re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value)
    )


def is_node_of(*types: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, dict) and cast("Node", value).get("@type") in types


def is_list_of(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(check, cast("Items", value or [0])))


class Type(NamedTuple):
    properties: Mapping[str, Callable[[object], bool]]
    required: frozenset[str] = frozenset()
    recommended: frozenset[str] = frozenset()


IS_AUTHOR = is_node_of("Person", "Organization")
ARTICLE = Type(
    {
        "headline": is_text,
        "description": is_text,
        "image": is_list_of(is_url),
        "datePublished": is_date,
        "author": IS_AUTHOR,
        "publisher": is_node_of("Organization"),
        "url": is_url,
        "mainEntityOfPage": is_node_of("WebPage"),
        "inLanguage": is_language,
        "articleSection": is_text,
        "keywords": is_text,
    },
    # Google requires nothing of an article. dateModified is recommended too, but is not known.
    recommended=frozenset({"headline", "image", "datePublished", "author"}),
)
TYPES = {
    "Article": ARTICLE,
    "BlogPosting": ARTICLE,
    "QAPage": Type(
        {
            "url": is_url,
            "description": is_text,
            "inLanguage": is_language,
            "mainEntity": is_node_of("Question"),
        },
        required=frozenset({"mainEntity"}),
    ),
    "FAQPage": Type(
        {
            "url": is_url,
            "inLanguage": is_language,
            "mainEntity": is_list_of(is_node_of("Question")),
        },
        required=frozenset({"mainEntity"}),
    ),
    "Question": Type(
        {
            "name": is_text,
            "text": is_text,
            "answerCount": is_count,
            "acceptedAnswer": is_node_of("Answer"),
            "author": IS_AUTHOR,
            "datePublished": is_date,
        },
        required=frozenset({"name", "acceptedAnswer"}),
        recommended=frozenset({"text", "author", "datePublished"}),
    ),
    "Answer": Type(
        {"text": is_text, "url": is_url, "author": IS_AUTHOR, "datePublished": is_date},
        required=frozenset({"text"}),
        recommended=frozenset({"url", "author", "datePublished"}),
    ),
    "BreadcrumbList": Type(
        {"itemListElement": is_list_of(is_node_of("ListItem"))},
        required=frozenset({"itemListElement"}),
    ),
    "ListItem": Type(
        {"position": is_count, "name": is_text, "item": is_url},
        required=frozenset({"position", "name"}),
    ),
    "WebPage": Type({"@id": is_url}, required=frozenset({"@id"})),
    "Person": Type({"name": is_text}, required=frozenset({"name"})),
    "Organization": Type(
        {"name": is_text, "url": is_url, "logo": is_node_of("ImageObject")},
        required=frozenset({"name"}),
    ),
    "ImageObject": Type({"url": is_url}, required=frozenset({"url"})),
}


def parse_json_ld(text: str) -> list[Node]:
    """Return the nodes of a JSON-LD document."""
    document = json.loads(text)
    assert document.pop("@context") == "https://schema.org"
    return document.get("@graph", [document])


def find_errors(top: Node) -> list[str]:
    """Return the errors in a node and its descendants."""
    return [mistake for node in iterate_nodes(top) for mistake in find_node_errors(node)]


def find_missing_recommended(top: Node) -> set[str]:
    """Return the properties that Google recommends and that are missing."""
    return {
        f"{node['@type']}.{name}"
        for node in iterate_nodes(top)
        for name in TYPES[node["@type"]].recommended - node.keys()
    }


def iterate_nodes(value: object) -> Iterator[Node]:
    """Yield a node and its descendants."""
    if isinstance(value, dict):
        node = cast("Node", value)
        yield node
        for each in node.values():
            yield from iterate_nodes(each)
    elif isinstance(value, list):
        for each in cast("Items", value):
            yield from iterate_nodes(each)


def find_node_errors(node: Node) -> Iterator[str]:
    kind = node["@type"]
    rules = TYPES[kind]
    for name in rules.required - node.keys():
        yield f"{kind} lacks {name}"
    for name, value in node.items():
        check = rules.properties.get(name)
        if name != "@type" and (check is None or not check(value)):
            yield f"{kind} has {name}: {value!r}"
    if kind == "QAPage" and "answerCount" not in node.get("mainEntity", {}):
        yield "the Question of a QAPage lacks answerCount"
    if kind == "BreadcrumbList":
        yield from find_breadcrumb_errors(node["itemListElement"])


def find_breadcrumb_errors(items: Sequence[Node]) -> Iterator[str]:
    if len(items) < 2:
        yield "a trail has fewer than two pages"
    if [item["position"] for item in items] != list(range(1, len(items) + 1)):
        yield "the positions of a trail do not count from 1"
    if not all("item" in item for item in items[:-1]):
        yield "a page in a trail that is not the last lacks its url"
