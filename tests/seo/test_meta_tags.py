from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from msgspec.structs import replace

from gql_content.model import Article
from gql_content.seo import ImageRef, MetaTag, Site, build_meta_tags, build_open_graph
from tests.articles import article
from tests.seo.pages import ARTICLES, IMAGES, POST, QUESTION, SITE, SITES

URL = "https://example.org/learn/biology/questions/why-is-grass-green"


def get_metas(
    one: Article, site: Site = SITE, image: ImageRef | None = None
) -> list[tuple[str, str]]:
    """Return names or properties with their contents."""
    tags = build_meta_tags(one, site, image)
    return [(tag.attributes[0][1], tag.attributes[1][1]) for tag in tags if tag.tag == "meta"]


def test_the_head_of_a_question() -> None:
    title, *tags = build_meta_tags(QUESTION, SITE)
    assert title == MetaTag("title", content="Field Notes | Biology")
    assert [(tag.tag, *(value for pair in tag.attributes for value in pair)) for tag in tags] == [
        ("meta", "name", "description", "content", "Of chlorophyll, and of the light it leaves."),
        ("meta", "name", "keywords", "content", "grass, chlorophyll"),
        ("meta", "name", "author", "content", "Field Notes"),
        ("link", "rel", "canonical", "href", URL),
        ("meta", "property", "og:type", "content", "article"),
        ("meta", "property", "og:title", "content", "Why is grass green?"),
        ("meta", "property", "og:description", "content", QUESTION.seo.page_description),
        ("meta", "property", "og:url", "content", URL),
        ("meta", "property", "og:site_name", "content", "Field Notes"),
        ("meta", "property", "og:locale", "content", "en_US"),
        ("meta", "property", "og:image", "content", "https://example.org/share.png"),
        ("meta", "property", "og:image:alt", "content", "A notebook"),
        ("meta", "property", "article:published_time", "content", "2025-02-06"),
        ("meta", "property", "article:author", "content", "Field Notes"),
        ("meta", "property", "article:section", "content", "Biology"),
        ("meta", "property", "article:tag", "content", "grass"),
        ("meta", "property", "article:tag", "content", "chlorophyll"),
        ("meta", "name", "twitter:card", "content", "summary_large_image"),
        ("meta", "name", "twitter:site", "content", "@fieldnotes"),
        ("meta", "name", "twitter:image:alt", "content", "A notebook"),
    ]


def test_a_minimal_article_has_a_title_and_no_blank_tags() -> None:
    one = article("a.md", title="A")
    assert build_meta_tags(one, Site()) == (
        MetaTag("title", content="A"),
        MetaTag("meta", (("property", "og:type"), ("content", "article"))),
        MetaTag("meta", (("property", "og:title"), ("content", "A"))),
        MetaTag("meta", (("name", "twitter:card"), ("content", "summary"))),
    )


def test_only_articles_with_no_index_have_a_robots_tag() -> None:
    assert ("robots", "noindex") in get_metas(replace(QUESTION, no_index=True))
    assert "robots" not in dict(get_metas(QUESTION))


def test_the_image_of_the_article_comes_before_that_of_the_site() -> None:
    tags = dict(get_metas(POST, SITE, ImageRef("/uploads/five stars.png", "Five\n stars")))
    assert tags["og:image"] == "https://example.org/uploads/five%20stars.png"
    assert tags["og:image:alt"] == "Five stars"


@pytest.mark.parametrize("url", ["", "data:image/png;base64,AAAA"])
def test_an_image_without_a_public_url_is_omitted(url: str) -> None:
    tags = dict(get_metas(POST, replace(SITE, image=None), ImageRef(url, "alt")))
    assert not {"og:image", "og:image:alt", "twitter:image:alt"} & tags.keys()
    assert tags["twitter:card"] == "summary"


def test_a_relative_image_needs_the_url_of_the_site() -> None:
    assert build_open_graph(POST, Site(), ImageRef("/a.png")).image is None


@pytest.mark.parametrize(
    ("locale", "territory"),
    [
        ("en-US", "en_US"),
        ("EN_us", "en_US"),
        ("zh-Hant-HK", "zh_HK"),
        ("en", None),
        ("es-419", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_without_a_territory_is_omitted(locale: str | None, territory: str | None) -> None:
    assert build_open_graph(POST, Site(locale=locale)).locale == territory


@pytest.mark.parametrize("handle", ["fieldnotes", "@fieldnotes", " @fieldnotes "])
def test_a_twitter_handle_has_one_at_sign(handle: str) -> None:
    assert ("twitter:site", "@fieldnotes") in get_metas(POST, Site(twitter=handle))


def test_a_publication_time_has_its_own_zone() -> None:
    assert build_open_graph(POST, SITE).published_time == "2024-07-29T15:00:00+00:00"
    morning = datetime(2025, 2, 6, 8, tzinfo=timezone(timedelta(hours=8)))
    one = replace(QUESTION, published_at=morning)
    assert build_open_graph(one, SITE).published_time == "2025-02-06T08:00:00+08:00"


def test_a_plain_date_has_no_time() -> None:
    midnight = datetime(2025, 2, 6, tzinfo=UTC)
    for moment in (None, midnight):
        one = replace(QUESTION, date=date(2025, 2, 6), published_at=moment)
        assert build_open_graph(one, SITE).published_time == "2025-02-06"


def test_repeated_keywords_are_one_tag() -> None:
    one = article("a.md", keywords=("a", " a ", "b", " "))
    assert build_open_graph(one, SITE).tags == ("a", "b")


@given(ARTICLES, SITES, IMAGES)
@example(article("a.md", page_description="@"), Site(twitter=" @ "), None)
def test_every_value_is_plain_text_on_one_line(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    for tag in build_meta_tags(one, site, image):
        values = [value for _, value in tag.attributes]
        for value in (*values, *([] if tag.content is None else [tag.content])):
            assert value == " ".join(value.split())
            assert value not in {"", "None"}
    assert ("twitter:site", "@") not in get_metas(one, site, image)


@given(ARTICLES, SITES, IMAGES)
def test_every_url_in_a_head_is_absolute_and_ascii(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    graph = build_open_graph(one, site, image)
    for url in (graph.url, graph.image and graph.image.url):
        assert url is None or (url.isascii() and url.lower().startswith(("http://", "https://")))


@given(ARTICLES, SITES, IMAGES)
def test_only_article_tags_may_be_repeated(
    one: Article, site: Site, image: ImageRef | None
) -> None:
    names = [name for name, _ in get_metas(one, site, image) if name != "article:tag"]
    assert len(names) == len(set(names))
