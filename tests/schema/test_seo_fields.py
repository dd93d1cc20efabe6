"""What search engines and social networks are told, with a url of the site and without."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.schema.conftest import ABOUT, DARK, HELLO, LEAP
from tests.served import Served

SEO = """query ($path: String!, $types: [JsonLdType!]) {
  article(by: { path: $path }) { seo {
    title pageDescription pageKeywords canonicalUrl
    metaTags { tag content attributes { name value } }
    openGraph {
      type title description url siteName locale image imageAlt publishedTime author section tags
    }
    jsonLd(types: $types)
  } }
}"""
SITE = {
    "site_url": "https://example.org/",
    "site_name": "Field Notes",
    "site_image": "/card.png",
    "site_twitter": "notes",
    "site_publisher": "Notes Ltd",
    "site_logo": "/logo.png",
}


def seo(served: Served, path: str, **more: Any) -> dict[str, Any]:
    return served.data(SEO, path=path, **more)["article"]["seo"]


def nodes(served: Served, path: str, **more: Any) -> list[dict[str, Any]]:
    """The things that the JSON-LD speaks of."""
    found = json.loads(seo(served, path, **more)["jsonLd"])
    assert found.pop("@context") == "https://schema.org"
    return found.get("@graph", [found] if found else [])


def types(served: Served, path: str, wanted: list[str] | None = None) -> list[str]:
    return [node["@type"] for node in nodes(served, path, types=wanted)]


def tags(found: dict[str, Any]) -> dict[str, list[str]]:
    """The contents of the meta elements by their names."""
    named: dict[str, list[str]] = {}
    for tag in found["metaTags"]:
        given = {one["name"]: one["value"] for one in tag["attributes"]}
        if tag["tag"] == "meta":
            assert tag["content"] is None
            name = given.get("name") or given["property"]
            named.setdefault(name, []).append(given["content"])
    return named


def links(found: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {one["name"]: one["value"] for one in tag["attributes"]}
        for tag in found["metaTags"]
        if tag["tag"] == "link"
    ]


@pytest.fixture
def site(root: Path, serve: Serve) -> Served:
    """The service over the small content, with everything known about the site."""
    return serve(root, watch=Watch.OFF, **SITE)


# Canonical urls


@pytest.mark.parametrize(
    ("front_matter", "without_site", "with_site"),
    [
        ({"url": "/a"}, None, "https://example.org/a"),
        ({"url": "/café & co"}, None, "https://example.org/caf%C3%A9%20&%20co"),
        ({"url": "https://other.example/a"}, "https://other.example/a", "https://other.example/a"),
        ({"url": "/a", "canonical_url": "/b"}, None, "https://example.org/b"),
        ({"url": "/a", "canonical_url": "https://c.example/é"}, *["https://c.example/%C3%A9"] * 2),
        ({"url": "/a", "canonical_url": "javascript:alert(1)"}, None, "https://example.org/a"),
        ({}, None, "https://example.org/x/a"),
    ],
)
def test_a_canonical_url_is_absolute_or_there_is_none(
    tmp_path: Path,
    serve: Serve,
    front_matter: dict[str, str],
    without_site: str | None,
    with_site: str,
) -> None:
    chosen = {key: value for key, value in front_matter.items() if key == "canonical_url"}
    url = {key: value for key, value in front_matter.items() if key == "url"}
    write(tmp_path, {"x/a.md": {"title": "A", **url, "seo": chosen}})
    for settings, expected in (({}, without_site), (SITE, with_site)):
        found = seo(serve(tmp_path, watch=Watch.OFF, **settings), "x/a.md")
        assert found["canonicalUrl"] == found["openGraph"]["url"] == expected
        assert links(found) == ([{"rel": "canonical", "href": expected}] if expected else [])
        assert tags(found).get("og:url") == ([expected] if expected else None)


def test_the_author_names_the_canonical_url(small: Served, site: Served) -> None:
    assert seo(small, DARK)["canonicalUrl"] == "https://example.org/dark"
    assert seo(small, LEAP)["canonicalUrl"] is None
    assert seo(site, LEAP)["canonicalUrl"] == "https://example.org/learn/stars/questions/leap"


# Meta tags and Open Graph


def test_the_head_of_a_question_says_all_that_is_known(site: Served) -> None:
    found = seo(site, DARK)
    assert found["metaTags"][0] == {"tag": "title", "content": "Notes | Stars", "attributes": []}
    assert tags(found) == {
        "description": ["On Olbers."],
        "keywords": ["Night, sky, Light"],
        "author": ["Ada"],
        "og:type": ["article"],
        "og:title": ["Why is the night dark?"],
        "og:description": ["On Olbers."],
        "og:url": ["https://example.org/dark"],
        "og:site_name": ["Field Notes"],
        "og:locale": ["en_US"],
        "og:image": ["https://example.org/card.png"],
        "article:published_time": ["2025-02-06"],
        "article:author": ["Ada"],
        "article:section": ["Stars"],
        "article:tag": ["Night", "sky", "Light"],
        "twitter:card": ["summary_large_image"],
        "twitter:site": ["@notes"],
    }


def test_the_open_graph_is_that_of_the_tags(site: Served) -> None:
    assert seo(site, HELLO)["openGraph"] == {
        "type": "article",
        "title": "Hello, world",
        "description": "The first one.",
        "url": "https://example.org/posts/hello",
        "siteName": "Field Notes",
        "locale": "en_US",
        "image": "https://example.org/card.png",
        "imageAlt": None,
        "publishedTime": "2025-03-20T15:00:00+00:00",
        "author": "Grace",
        "section": None,
        "tags": [],
    }


def test_only_what_is_not_to_be_indexed_speaks_to_robots(small: Served) -> None:
    assert tags(seo(small, LEAP))["robots"] == ["noindex"]
    assert "robots" not in tags(seo(small, DARK))


def test_without_a_site_there_is_no_image_and_no_name(small: Served) -> None:
    found = tags(seo(small, DARK))
    assert found["twitter:card"] == ["summary"]
    assert not found.keys() & {"og:image", "og:site_name", "twitter:site"}


def test_the_articles_own_image_comes_before_that_of_the_site(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "image": {"src": "/a b.png", "alt": " A  moon "}}})
    graph = seo(serve(tmp_path, watch=Watch.OFF, **SITE), "a.md")["openGraph"]
    assert (graph["image"], graph["imageAlt"]) == ("https://example.org/a%20b.png", "A moon")
    (thing,) = nodes(serve(tmp_path, watch=Watch.OFF, **SITE), "a.md", types=["ARTICLE"])
    assert thing["image"] == ["https://example.org/a%20b.png"]


# JSON-LD


def test_a_question_with_its_answer_is_a_page_of_questions_and_its_trail(site: Served) -> None:
    page, trail = nodes(site, DARK)
    assert (page["@type"], trail["@type"]) == ("QAPage", "BreadcrumbList")
    question = page["mainEntity"]
    assert question["name"] == "Why is the night sky dark?"
    assert question["answerCount"] == 1
    assert question["acceptedAnswer"]["text"] == "Because it is.\nOlbers\nIts \\nu is shifted."
    assert question["author"] == {"@type": "Person", "name": "Ada"}
    assert question["datePublished"] == "2025-02-06"
    assert [(item["position"], item["name"]) for item in trail["itemListElement"]] == [
        (1, "Field Notes"),
        (2, "Stars"),
        (3, "Why is the night dark?"),
    ]
    assert [item["item"] for item in trail["itemListElement"]] == [
        "https://example.org/",
        "https://example.org/learn/stars",
        "https://example.org/dark",
    ]


def test_a_post_is_a_posting_and_a_page_an_article(small: Served, site: Served) -> None:
    assert types(site, HELLO) == ["BlogPosting", "BreadcrumbList"]
    assert types(site, ABOUT) == ["Article", "BreadcrumbList"]
    assert types(small, HELLO) == ["BlogPosting"]  # with no site there is no way to it
    (posting,) = nodes(site, HELLO, types=["ARTICLE"])
    assert posting["datePublished"] == "2025-03-20T15:00:00+00:00"
    assert posting["publisher"]["name"] == "Notes Ltd"
    assert posting["mainEntityOfPage"] == {
        "@type": "WebPage",
        "@id": "https://example.org/posts/hello",
    }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["ARTICLE"], ["Article"]),
        (["QA_PAGE"], ["QAPage"]),
        (["FAQ_PAGE"], ["FAQPage"]),
        (["BREADCRUMB_LIST"], ["BreadcrumbList"]),
        (["FAQ_PAGE", "ARTICLE"], ["FAQPage", "Article"]),
        (["ARTICLE", "ARTICLE"], ["Article"]),
        ([], []),
        (None, ["QAPage", "BreadcrumbList"]),
    ],
)
def test_the_types_are_an_argument(
    site: Served, wanted: list[str] | None, expected: list[str]
) -> None:
    assert types(site, DARK, wanted) == expected


def test_what_a_page_cannot_be_is_left_out(site: Served) -> None:
    assert types(site, HELLO, ["QA_PAGE", "FAQ_PAGE"]) == []
    assert types(site, LEAP, ["QA_PAGE"]) == []  # an answer without a question


def test_an_unknown_type_is_a_mistake(site: Served) -> None:
    (error,) = site.errors(SEO, path=DARK, types=["Recipe"])
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


HOSTILE = "</script><img src=x onerror=alert(1)> \u2028 &lt; <!-- \"'"


def test_json_ld_can_be_printed_within_a_script(tmp_path: Path, serve: Serve) -> None:
    hostile = {"title": HOSTILE, "question": HOSTILE, "answer": HOSTILE, "author": HOSTILE}
    write(tmp_path, {"a.md": {**hostile, "url": "/</script>", "subject": "S </script>"}})
    served = serve(tmp_path, watch=Watch.OFF, **SITE)
    wanted = ["ARTICLE", "QA_PAGE", "FAQ_PAGE", "BREADCRUMB_LIST"]
    written = seo(served, "a.md", types=wanted)["jsonLd"]
    assert not set(written) & set("<>&\u2028\u2029")
    article, question, _, _ = nodes(served, "a.md", types=wanted)
    expected = " ".join(HOSTILE.split())
    assert article["headline"] == article["author"]["name"] == expected
    assert question["mainEntity"]["name"] == expected


def test_meta_tags_are_plain_text_on_one_line(tmp_path: Path, serve: Serve) -> None:
    several = "One\n\n  two </title>\tthree"
    write(tmp_path, {"a.md": {"title": several, "description": several}})
    found = seo(serve(tmp_path), "a.md")
    assert found["metaTags"][0]["content"] == "One two </title> three"
    assert tags(found)["description"] == ["One two </title> three"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (date(2025, 2, 6), "2025-02-06"),
        (datetime(2025, 2, 6, 9, 30, tzinfo=UTC), "2025-02-06T09:30:00+00:00"),
        (None, None),
    ],
)
def test_the_time_of_publication_is_as_it_was_written(
    tmp_path: Path, serve: Serve, written: object, expected: str | None
) -> None:
    write(tmp_path, {"a.md": {"title": "A", **({"date": written} if written else {})}})
    found = seo(serve(tmp_path, time_zone="Asia/Tokyo"), "a.md")
    assert found["openGraph"]["publishedTime"] == expected
