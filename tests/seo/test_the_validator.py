"""The validator itself has teeth."""

import pytest

from tests.seo.validator import Node, mistakes

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
def test_what_is_invalid_is_found(node: Node) -> None:
    assert mistakes(node)
