"""Structured data of a page: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct, field

from gql_content.model import Article
from gql_content.seo.absolute_urls import (
    ImageRef,
    Site,
    get_home_url,
    make_absolute_image,
    make_absolute_url,
)
from gql_content.seo.head import (
    format_published_date,
    get_headline,
    normalize_line,
    normalize_lines,
    resolve_canonical_url,
)

__all__ = ["Crumb", "JsonLdKind", "choose_default_kinds", "render_json_ld"]


class Crumb(Struct, frozen=True):
    """A breadcrumb between the home page and the article, such as the page of its subject."""

    name: str
    url: str


class JsonLdKind(StrEnum):
    """The schema.org types of a page: https://schema.org

    Google shows rich results for a QAPage only if readers can answer, and none for an FAQPage.
    """

    ARTICLE = "Article"
    QA_PAGE = "QAPage"
    FAQ_PAGE = "FAQPage"
    BREADCRUMB_LIST = "BreadcrumbList"


def choose_default_kinds(article: Article) -> tuple[JsonLdKind, ...]:
    """Return the kinds used by default: a question with its answer, or an article."""
    answered = article.has_answer and article.question and not article.question.isspace()
    page = JsonLdKind.QA_PAGE if answered else JsonLdKind.ARTICLE
    return page, JsonLdKind.BREADCRUMB_LIST


class PageContext(Struct, frozen=True):
    """An article and its site, with question and answer as plain text."""

    article: Article
    site: Site
    question: str | None = None
    answer: str | None = None
    image: ImageRef | None = None
    trail: Sequence[Crumb] = ()

    @property
    def url(self) -> str | None:
        return resolve_canonical_url(self.article, self.site)

    @property
    def language(self) -> str | None:
        """The language tag (BCP 47), with hyphens instead of underscores."""
        locale = normalize_line(self.site.locale)
        return locale.replace("_", "-") if locale else None


class Thing(
    Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel", tag_field="@type"
):
    """The properties common to all types: https://schema.org/Thing"""

    name: str | None = None
    url: str | None = None


class Person(Thing, frozen=True, tag="Person"):
    pass


class ImageObject(Thing, frozen=True, tag="ImageObject"):
    pass


class Organization(Thing, frozen=True, tag="Organization"):
    logo: ImageObject | None = None


class WebPage(Thing, frozen=True, tag="WebPage"):
    id: str = field(name="@id")


class ArticleNode(Thing, frozen=True, tag="Article"):
    headline: str
    description: str | None = None
    image: tuple[str, ...] | None = None
    date_published: str | None = None
    author: Person | Organization | None = None
    publisher: Organization | None = None
    main_entity_of_page: WebPage | None = None
    in_language: str | None = None
    article_section: str | None = None
    keywords: str | None = None


class BlogPosting(ArticleNode, frozen=True, tag="BlogPosting"):
    pass


class Answer(Thing, frozen=True, tag="Answer"):
    text: str
    author: Person | Organization | None = None
    date_published: str | None = None


class Question(Thing, frozen=True, kw_only=True, tag="Question"):
    text: str | None = None
    answer_count: int | None = None
    accepted_answer: Answer
    author: Person | Organization | None = None
    date_published: str | None = None


class QaPage(Thing, frozen=True, kw_only=True, tag="QAPage"):
    description: str | None = None
    in_language: str | None = None
    main_entity: Question


class FaqPage(Thing, frozen=True, kw_only=True, tag="FAQPage"):
    in_language: str | None = None
    main_entity: tuple[Question, ...]


class ListItem(Thing, frozen=True, tag="ListItem"):
    position: int
    item: str | None = None


class BreadcrumbList(Thing, frozen=True, tag="BreadcrumbList"):
    item_list_element: tuple[ListItem, ...]


NamedUrl = tuple[str | None, str]  # url, name

DEFAULT_HOME_NAME = "Home"
MIN_BREADCRUMBS = 2  # Google rejects a single one


def build_breadcrumb_list(page: PageContext) -> BreadcrumbList | None:
    """Build the breadcrumbs from the home page to this one, without repetitions."""
    breadcrumbs = dict(_iterate_breadcrumbs(page))
    if len(breadcrumbs) < MIN_BREADCRUMBS:
        return None
    items = (
        ListItem(position=position, name=name, item=url)
        for position, (url, name) in enumerate(breadcrumbs.items(), start=1)
    )
    return BreadcrumbList(item_list_element=tuple(items))


def _iterate_breadcrumbs(page: PageContext) -> Iterator[NamedUrl]:
    """Yield the breadcrumbs. Only the last may have no url."""
    if site_url := get_home_url(page.site):
        yield f"{site_url}/", normalize_line(page.site.name) or DEFAULT_HOME_NAME
    for crumb in page.trail:
        name, url = normalize_line(crumb.name), make_absolute_url(crumb.url, page.site)
        if name and url:
            yield url, name
    yield page.url, get_headline(page.article)


def make_publisher(page: PageContext) -> Organization | None:
    """Return the publisher, by the site's name if it has no other."""
    name = normalize_line(page.site.publisher) or normalize_line(page.site.name)
    if name is None:
        return None
    logo = make_absolute_url(page.site.logo, page.site)
    return Organization(
        name=name, url=get_home_url(page.site), logo=ImageObject(url=logo) if logo else None
    )


def make_author(page: PageContext) -> Person | Organization | None:
    """Return the author: an organization if named like the site or its publisher, else a person."""
    name = normalize_line(page.article.author)
    if name is None:
        return None
    site_names = {
        normalize_line(name_of_site) for name_of_site in (page.site.name, page.site.publisher)
    }
    if name.casefold() in {name_of_site.casefold() for name_of_site in site_names if name_of_site}:
        return Organization(name=name, url=get_home_url(page.site))
    return Person(name=name)


def build_article_node(page: PageContext) -> ArticleNode:
    """Build a BlogPosting, or an Article for a question or an article without a date."""
    article = page.article
    node_type = BlogPosting if article.date and not article.question else ArticleNode
    image = make_absolute_image(page.image, page.site)
    return node_type(
        headline=get_headline(article),
        description=normalize_line(article.seo.page_description),
        image=(image.url,) if image else None,
        date_published=format_published_date(article),
        author=make_author(page),
        publisher=make_publisher(page),
        url=page.url,
        main_entity_of_page=WebPage(id=page.url) if page.url else None,
        in_language=page.language,
        article_section=normalize_line(article.subject_name),
        keywords=", ".join(normalize_lines(article.seo.page_keywords)) or None,
    )


def build_qa_page(page: PageContext) -> QaPage | None:
    """Build a QAPage: a question and its accepted answer, with author and date."""
    name, text = normalize_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    author, date_published = make_author(page), format_published_date(page.article)
    answer = Answer(text=text, url=page.url, author=author, date_published=date_published)
    question = Question(
        name=name,
        text=name,
        answer_count=1,
        accepted_answer=answer,
        author=author,
        date_published=date_published,
    )
    description = normalize_line(page.article.seo.page_description)
    return QaPage(
        url=page.url, description=description, in_language=page.language, main_entity=question
    )


def build_faq_page(page: PageContext) -> FaqPage | None:
    """Build an FAQPage with one question and its answer."""
    name, text = normalize_line(page.question), (page.answer or "").strip()
    if not name or not text:
        return None
    question = Question(name=name, accepted_answer=Answer(text=text))
    return FaqPage(url=page.url, in_language=page.language, main_entity=(question,))


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
