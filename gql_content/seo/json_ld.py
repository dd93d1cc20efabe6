"""JSON-LD: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from gql_content.model import Article
from gql_content.seo.breadcrumbs import build_breadcrumb_list
from gql_content.seo.crumbs import Crumb
from gql_content.seo.kinds import JsonLdKind, choose_default_kinds
from gql_content.seo.page import PageContext
from gql_content.seo.posting import build_article_node
from gql_content.seo.questions import build_faq_page, build_qa_page
from gql_content.seo.schema_org import Thing
from gql_content.seo.site import ImageRef, Site

__all__ = ["render_json_ld"]

SCHEMA_ORG_CONTEXT = "https://schema.org"

NODE_BUILDERS: dict[JsonLdKind, Callable[[PageContext], Thing | None]] = {
    JsonLdKind.ARTICLE: build_article_node,
    JsonLdKind.QA_PAGE: build_qa_page,
    JsonLdKind.FAQ_PAGE: build_faq_page,
    JsonLdKind.BREADCRUMB_LIST: build_breadcrumb_list,
}

# Characters that could end a script or a line of it. In JSON they occur only in strings.
UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")


def render_json_ld(
    article: Article,
    site: Site,
    kinds: Sequence[JsonLdKind] | None = None,
    *,
    question_text: str | None = None,
    answer_text: str | None = None,
    image: ImageRef | None = None,
    trail: Sequence[Crumb] = (),
) -> str:
    """Render JSON-LD, safe to embed in <script type="application/ld+json"> without escaping.

    A kind without a property that schema.org or Google require is omitted: a question without
    `answer_text`, breadcrumbs of a single page. `choose_default_kinds` says if `answer_text` is
    needed.
    """
    question = question_text if question_text is not None else article.question
    page = PageContext(article, site, question, answer_text, image, trail)
    nodes = (NODE_BUILDERS[kind](page) for kind in _choose_kinds(page, kinds))
    return _encode_nodes([node for node in nodes if node])


def _choose_kinds(page: PageContext, kinds: Sequence[JsonLdKind] | None) -> Iterable[JsonLdKind]:
    if kinds is not None:
        return dict.fromkeys(kinds)
    if not all(text and text.strip() for text in (page.question, page.answer)):
        return JsonLdKind.ARTICLE, JsonLdKind.BREADCRUMB_LIST
    return choose_default_kinds(page.article)


def _encode_nodes(nodes: Sequence[Thing]) -> str:
    body = msgspec.to_builtins(nodes[0]) if len(nodes) == 1 else {"@graph": nodes}
    text = msgspec.json.encode({"@context": SCHEMA_ORG_CONTEXT, **body}).decode()
    return UNSAFE_IN_SCRIPT.sub(lambda nodes: f"\\u{ord(nodes[0]):04x}", text)
