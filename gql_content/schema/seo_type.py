"""The type Seo: what goes into a page's head."""

from collections.abc import Iterable
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from gql_content import model, seo
from gql_content.schema.connection_type import given
from gql_content.schema.context import Info, costly, described
from gql_content.schema.markdown_type import answer_of, text_of

__all__ = ["Seo"]


@strawberry.enum(description="What a page can be to a search engine, by the names of schema.org.")
class JsonLdType(Enum):
    ARTICLE = strawberry.enum_value("Article", description="An article, or a blog posting.")
    QA_PAGE = strawberry.enum_value(
        "QAPage", description="A question with its answer, where readers can answer too."
    )
    FAQ_PAGE = strawberry.enum_value(
        "FAQPage", description="A question that is often asked, with the site's own answer."
    )
    BREADCRUMB_LIST = strawberry.enum_value(
        "BreadcrumbList", description="The way from the home page to this one."
    )


@strawberry.type(description="An attribute of an element.")
class Attribute:
    name: str = described("Its name.")
    value: str = described("Its value, plain text for the page to escape.")


def attributes(root: seo.MetaTag) -> list[Attribute]:
    return [Attribute(name=name, value=value) for name, value in root.attributes]


@strawberry.type(description="An element of a page's head, for any framework's head component.")
class MetaTag:
    tag: str = described("Its name: title, meta or link.")
    attributes: list[Attribute] = described("Its attributes.", resolver=attributes)
    content: str | None = described("What stands in it, plain text; null where it is empty.")


def image_url(root: seo.OpenGraph) -> str | None:
    return None if root.image is None else root.image.url


def image_alt(root: seo.OpenGraph) -> str | None:
    return None if root.image is None else root.image.alt


@strawberry.type(description="How a page looks where it is shared: https://ogp.me")
class OpenGraph:
    type: str = described("What it is: article.")
    title: str = described("Its title.")
    description: str | None = described("Its description.")
    url: str | None = described("Its canonical url.")
    site_name: str | None = described("The name of the site.")
    locale: str | None = described("Its language and territory, such as en_US.")
    image: str | None = described("The url of its image.", resolver=image_url)
    image_alt: str | None = described("What its image shows.", resolver=image_alt)
    published_time: str | None = described("When it was published, in ISO 8601.")
    author: str | None = described("Who wrote it.")
    section: str | None = described("Its subject.")
    tags: list[str] = described("Its keywords.")


def title(root: model.Article) -> str:
    return root.seo.title


def page_description(root: model.Article) -> str | None:
    return root.seo.page_description


def page_keywords(root: model.Article) -> Iterable[str]:
    return root.seo.page_keywords


def canonical_url(root: model.Article, info: Info) -> str | None:
    return seo.resolve_canonical_url(root, info.context.presentation.site)


def meta_tags(root: model.Article, info: Info) -> Iterable[seo.MetaTag]:
    return seo.build_meta_tags(root, info.context.presentation.site, image_of(root))


def open_graph(root: model.Article, info: Info) -> seo.OpenGraph:
    return seo.build_open_graph(root, info.context.presentation.site, image_of(root))


def image_of(article: model.Article) -> seo.ImageRef | None:
    image = article.image
    return None if image is None else seo.ImageRef(image.src, image.alt or None)


async def json_ld(
    root: model.Article,
    info: Info,
    types: Annotated[
        list[JsonLdType] | None,
        strawberry.argument(description="What to say it is: an Article and its BreadcrumbList."),
    ] = UNSET,
) -> str:
    chosen = given(types)
    each = dict.fromkeys(chosen or ())  # a type that is named twice says nothing more
    kinds = None if chosen is None else [seo.JsonLdKind(kind.value) for kind in each]
    return seo.render_json_ld(
        root,
        info.context.presentation.site,
        kinds,
        question_text=root.question,
        image=image_of(root),
        answer_text=await answer_text(root, info),
        trail=trail(root, info),
    )


async def answer_text(root: model.Article, info: Info) -> str | None:
    answer = await answer_of(root, info)
    return None if answer is None else await text_of(answer)


def trail(root: model.Article, info: Info) -> list[seo.Crumb]:
    """The page of the subject, where the article's url goes through one of its name."""
    slug = root.subject_slug
    subject = None if slug is None else info.context.content.subject(slug)
    before, found, _ = root.url.partition(f"/{slug}/")
    return [seo.Crumb(subject.name, f"{before}/{slug}")] if subject and found else []


@strawberry.type(description="What search engines and social networks are told.")
class Seo:
    title: str = described(
        "The title for search results; the article's own where none is given.", resolver=title
    )
    page_description: str | None = described(
        "The description for search results.", resolver=page_description
    )
    page_keywords: list[str] = described(
        "The keywords, without blanks around them.", resolver=page_keywords
    )
    canonical_url: str | None = described(
        "The one url of this content: the one its author names, else its own, made absolute by the "
        "site's url.",
        resolver=canonical_url,
    )
    meta_tags: list[MetaTag] = described(
        "The elements of the page's head: title, description, keywords, robots, canonical url, "
        "Open Graph and Twitter card.",
        resolver=meta_tags,
    )
    open_graph: OpenGraph = described("How it looks where it is shared.", resolver=open_graph)
    json_ld: str = costly(
        "What it is in the words of schema.org, safe to print inside <script type="
        '"application/ld+json">.',
        resolver=json_ld,
    )
