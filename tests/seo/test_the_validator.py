"""The validator detects invalid nodes."""

import pytest

from tests.seo.validator import Node, find_errors

ANSWER = {"@type": "Answer", "text": "It is."}
QUESTION = {"@type": "Question", "name": "Is it?", "acceptedAnswer": ANSWER}


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "Article", "headline": " "},
        {"@type": "Article", "headline": "None"},
        {"@type": "Article", "title": "A"},
        {"@type": "Article", "image": ["/a.png"]},
        {"@type": "Article", "inLanguage": "en_US"},
        {"@type": "Article", "author": {"@type": "Person"}},
        {"@type": "QAPage"},
        {"@type": "QAPage", "mainEntity": QUESTION},
        {"@type": "FAQPage", "mainEntity": []},
        {"@type": "FAQPage", "mainEntity": [QUESTION | {"acceptedAnswer": {"@type": "Answer"}}]},
        {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]},
    ],
)
def test_an_invalid_node_is_detected(node: Node) -> None:
    assert find_errors(node)
