"""The schema.org types that are used here. Fields that are None are omitted."""

from msgspec import Struct, field

__all__ = [
    "Answer",
    "Article",
    "BlogPosting",
    "BreadcrumbList",
    "FaqPage",
    "ImageObject",
    "ListItem",
    "Organization",
    "Person",
    "QaPage",
    "Question",
    "Thing",
    "WebPage",
]


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


class Article(Thing, frozen=True, tag="Article"):
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


class BlogPosting(Article, frozen=True, tag="BlogPosting"):
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
