"""Everything a reader can ask of a library, to hold one against another."""

from collections.abc import Callable, Mapping

from gql_content.content import slugify_subject
from gql_content.library import Library
from gql_content.query import (
    EVERYTHING,
    ArticleFilter,
    Order,
    OrderKey,
    OrderTerm,
    Sort,
    SubjectFilter,
    Window,
    list_articles,
)
from tests.articles import IDS, PATHS, SUBJECTS, URLS

__all__ = ["QUESTIONS", "answers"]

SLUGS = sorted({slugify_subject(name) for name in SUBJECTS} | {"nothing"})
STEMS = sorted({path.rpartition("/")[2].removesuffix(".md") for path in PATHS})
ALL_URLS = sorted({*URLS, *("/" + path.removesuffix(".md") for path in PATHS), "", "/no", "/no/"})

ORDERS: Mapping[str, Order] = {
    "by url": (OrderTerm(OrderKey.URL, Sort.ASC),),
    "by date": (OrderTerm(OrderKey.DATE, Sort.DESC_NULLS_LAST),),
    "by title and score": (
        OrderTerm(OrderKey.TITLE, Sort.ASC),
        OrderTerm(OrderKey.SCORE, Sort.DESC),
    ),
    "by subject": (OrderTerm(OrderKey.SUBJECT, Sort.ASC_NULLS_LAST),),
}


def listed(order: Order, slug: str | None) -> Callable[[Library], object]:
    asked = EVERYTHING if slug is None else ArticleFilter(subject=SubjectFilter(eq=slug))
    return lambda library: list_articles(library, asked, order, Window(size=1_000)).articles


QUESTIONS: Mapping[str, Callable[[Library], object]] = {
    "revision": lambda library: library.revision,
    "entries": lambda library: dict(library.entries),
    "articles": lambda library: dict(library.articles),
    "problems": lambda library: library.problems,
    "subjects": lambda library: list(library.subjects.items()),
    "paths": lambda library: [library.article_at(path) for path in (*PATHS, "no.md")],
    "urls": lambda library: [library.article_by_url(url) for url in ALL_URLS],
    "ids": lambda library: [library.articles_by_id(one) for one in (*IDS, "no")],
    "stems": lambda library: [library.articles_by_stem(stem) for stem in (*STEMS, "no")],
    "slugs": lambda library: [
        library.article_by_slug(slug, stem) for slug in SLUGS for stem in STEMS
    ],
    "articles of a subject": lambda library: [library.articles_of(slug) for slug in SLUGS],
    **{f"all {name}": listed(order, None) for name, order in ORDERS.items()},
    **{f"{slug} {name}": listed(order, slug) for slug in SLUGS for name, order in ORDERS.items()},
}


def answers(library: Library) -> dict[str, object]:
    """What a library answers to every question."""
    return {name: ask(library) for name, ask in QUESTIONS.items()}
