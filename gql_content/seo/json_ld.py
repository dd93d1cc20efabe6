"""Structured data for a page: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from gql_content.model import Article
from gql_content.seo.breadcrumbs import breadcrumb_list
from gql_content.seo.crumbs import Crumb
from gql_content.seo.kinds import JsonLdKind, default_kinds
from gql_content.seo.page import Page
from gql_content.seo.posting import posting
from gql_content.seo.questions import faq_page, qa_page
from gql_content.seo.schema_org import Thing
from gql_content.seo.site import ImageRef, Site

__all__ = ["json_ld"]

CONTEXT = "https://schema.org"

NODES: dict[JsonLdKind, Callable[[Page], Thing | None]] = {
    JsonLdKind.ARTICLE: posting,
    JsonLdKind.QA_PAGE: qa_page,
    JsonLdKind.FAQ_PAGE: faq_page,
    JsonLdKind.BREADCRUMB_LIST: breadcrumb_list,
}

# What could end a script, or a line of one; in JSON it stands within strings only.
UNSAFE = re.compile("[<>&\u2028\u2029]")


def json_ld(
    article: Article,
    site: Site,
    kinds: Sequence[JsonLdKind] | None = None,
    *,
    question_text: str | None = None,
    answer_text: str | None = None,
    image: ImageRef | None = None,
    trail: Sequence[Crumb] = (),
) -> str:
    """JSON-LD, safe to print as it is inside <script type="application/ld+json">.

    A kind that lacks what schema.org or Google require of it is left out: a question without its
    `answer_text`, a trail of a single page. `default_kinds` tells whether the answer is wanted.
    """
    question = question_text if question_text is not None else article.question
    page = Page(article, site, question, answer_text, image, trail)
    found = (NODES[kind](page) for kind in _wanted(page, kinds))
    return _printed([node for node in found if node])


def _wanted(page: Page, kinds: Sequence[JsonLdKind] | None) -> Iterable[JsonLdKind]:
    if kinds is not None:
        return dict.fromkeys(kinds)
    if not all(text and text.strip() for text in (page.question, page.answer)):
        return JsonLdKind.ARTICLE, JsonLdKind.BREADCRUMB_LIST
    return default_kinds(page.article)


def _printed(nodes: Sequence[Thing]) -> str:
    body = msgspec.to_builtins(nodes[0]) if len(nodes) == 1 else {"@graph": nodes}
    text = msgspec.json.encode({"@context": CONTEXT, **body}).decode()
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
