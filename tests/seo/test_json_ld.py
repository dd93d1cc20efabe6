import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.model import Article
from gql_content.seo import Crumb, ImageRef, JsonLdKind, Site, choose_default_kinds, render_json_ld
from tests.articles import article
from tests.seo.pages import ARTICLES, IMAGES, OPTIONAL_TEXTS, POST, QUESTION, SITE, SITES, TRAILS
from tests.seo.validator import find_errors, find_missing_recommended, iterate_nodes, parse_json_ld

URL = "https://example.org/learn/biology/questions/why-is-grass-green"
PUBLISHER = {"@type": "Organization", "name": "Field Notes", "url": "https://example.org"}
BIOLOGY = Crumb("Biology", "/learn/biology")
KINDS = st.none() | st.lists(st.sampled_from(JsonLdKind))


def test_a_question_is_a_qa_page_with_breadcrumbs() -> None:
    text = render_json_ld(QUESTION, SITE, answer_text="It leaves the green.\n", trail=[BIOLOGY])
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "QAPage",
                "url": URL,
                "description": "Of chlorophyll, and of the light it leaves.",
                "inLanguage": "en-US",
                "mainEntity": {
                    "@type": "Question",
                    "name": "Why is grass green?",
                    "text": "Why is grass green?",
                    "answerCount": 1,
                    "author": PUBLISHER,
                    "datePublished": "2025-02-06",
                    "acceptedAnswer": {
                        "@type": "Answer",
                        "text": "It leaves the green.",
                        "url": URL,
                        "author": PUBLISHER,
                        "datePublished": "2025-02-06",
                    },
                },
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Field Notes",
                        "item": "https://example.org/",
                    },
                    {
                        "@type": "ListItem",
                        "position": 2,
                        "name": "Biology",
                        "item": "https://example.org/learn/biology",
                    },
                    {
                        "@type": "ListItem",
                        "position": 3,
                        "name": "Why is grass green?",
                        "item": URL,
                    },
                ],
            },
        ],
    }


def test_a_post_is_a_blog_posting() -> None:
    text = render_json_ld(POST, SITE, [JsonLdKind.ARTICLE], image=ImageRef("/five.png"))
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Five answers",
        "description": "Five of them.",
        "image": ["https://example.org/five.png"],
        "datePublished": "2024-07-29T15:00:00+00:00",
        "author": {"@type": "Person", "name": "Ada Lovelace"},
        "publisher": {
            **PUBLISHER,
            "logo": {"@type": "ImageObject", "url": "https://example.org/logo.png"},
        },
        "url": "https://example.org/posts/five-answers",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/posts/five-answers"},
        "inLanguage": "en-US",
    }


def test_an_faq_page_has_the_answer() -> None:
    text = render_json_ld(
        QUESTION, Site(), [JsonLdKind.FAQ_PAGE], answer_text="It leaves the green."
    )
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "Why is grass green?",
                "acceptedAnswer": {"@type": "Answer", "text": "It leaves the green."},
            }
        ],
    }


def get_types(text: str) -> list[str]:
    return [node["@type"] for node in parse_json_ld(text)]


def test_the_default_kinds_depend_on_question_and_answer() -> None:
    question = (JsonLdKind.QA_PAGE, JsonLdKind.BREADCRUMB_LIST)
    other = (JsonLdKind.ARTICLE, JsonLdKind.BREADCRUMB_LIST)
    assert choose_default_kinds(QUESTION) == question
    assert choose_default_kinds(replace(QUESTION, has_answer=False)) == other
    assert choose_default_kinds(replace(QUESTION, question=" ")) == other
    assert choose_default_kinds(POST) == other


@pytest.mark.parametrize("nothing", [None, "", " \n"])
def test_without_its_answer_a_question_is_an_article(nothing: str | None) -> None:
    assert get_types(render_json_ld(QUESTION, SITE, answer_text=nothing)) == [
        "Article",
        "BreadcrumbList",
    ]
    unasked = render_json_ld(QUESTION, SITE, question_text="", answer_text="It leaves the green.")
    assert get_types(unasked) == ["Article", "BreadcrumbList"]


def test_an_invalid_kind_is_omitted() -> None:
    assert get_types(render_json_ld(QUESTION, SITE, [JsonLdKind.QA_PAGE, JsonLdKind.ARTICLE])) == [
        "Article"
    ]
    assert get_types(render_json_ld(QUESTION, Site(), [JsonLdKind.BREADCRUMB_LIST])) == []
    assert get_types(render_json_ld(QUESTION, SITE, [])) == []


def test_a_repeated_kind_is_rendered_once() -> None:
    assert get_types(render_json_ld(POST, SITE, [JsonLdKind.ARTICLE] * 1000)) == ["BlogPosting"]


def test_the_caller_may_pass_the_question_as_plain_text() -> None:
    text = render_json_ld(
        replace(QUESTION, question="Why is *grass* green?"),
        SITE,
        [JsonLdKind.QA_PAGE],
        question_text="Why is grass green?",
        answer_text="It is.",
    )
    assert parse_json_ld(text)[0]["mainEntity"]["name"] == "Why is grass green?"


def trail(one: Article, site: Site = SITE, crumbs: tuple[Crumb, ...] = ()) -> list[tuple[str, str]]:
    (node,) = parse_json_ld(render_json_ld(one, site, [JsonLdKind.BREADCRUMB_LIST], trail=crumbs))
    return [(item["name"], item.get("item", "")) for item in node["itemListElement"]]


def test_breadcrumbs_begin_at_the_home_page() -> None:
    assert trail(POST)[0] == ("Field Notes", "https://example.org/")
    assert trail(POST, Site(url="https://example.org"))[0][0] == "Home"


def test_the_last_breadcrumb_may_have_no_url() -> None:
    crumbs = (Crumb("Posts", "https://example.net/posts"),)
    assert trail(POST, Site(), crumbs) == [
        ("Posts", "https://example.net/posts"),
        ("Five answers", ""),
    ]


def test_breadcrumbs_without_a_url_are_omitted() -> None:
    crumbs = (Crumb(" ", "/a"), Crumb("A", ""), Crumb("A", "javascript:a"))
    assert len(trail(POST, SITE, crumbs)) == 2


def test_the_home_page_has_no_breadcrumbs() -> None:
    text = render_json_ld(article("index.md", url="/"), SITE, [JsonLdKind.BREADCRUMB_LIST])
    assert get_types(text) == []


@pytest.mark.parametrize("name", ["field notes", "FIELD  NOTES"])
def test_an_author_named_like_the_site_is_an_organization(name: str) -> None:
    node = parse_json_ld(render_json_ld(replace(POST, author=name), SITE))[0]
    assert node["author"]["@type"] == "Organization"


def test_the_publisher_may_have_another_name_than_the_site() -> None:
    node = parse_json_ld(render_json_ld(POST, replace(SITE, publisher="Ada Lovelace")))[0]
    assert node["publisher"]["name"] == "Ada Lovelace"
    assert node["author"]["@type"] == "Organization"


def test_all_recommended_properties_that_are_known_are_rendered() -> None:
    answered = render_json_ld(
        QUESTION, SITE, list(JsonLdKind)[:2], answer_text="It leaves the green."
    )
    assert [find_missing_recommended(node) for node in parse_json_ld(answered)] == [set(), set()]


def test_text_cannot_close_the_script_element() -> None:
    title = "</script><!-- & \u2028\u2029"
    text = render_json_ld(replace(POST, title=title + "x"), SITE, [JsonLdKind.ARTICLE])
    assert r"\u003c/script\u003e\u003c!-- \u0026" in text
    answer = render_json_ld(QUESTION, SITE, [JsonLdKind.QA_PAGE], answer_text=f"{title}x")
    assert parse_json_ld(answer)[0]["mainEntity"]["acceptedAnswer"]["text"] == f"{title}x"
    assert not set("<>&\u2028\u2029") & set(text + answer)


@given(ARTICLES, SITES, KINDS, OPTIONAL_TEXTS, OPTIONAL_TEXTS, IMAGES, TRAILS)
def test_the_output_is_always_valid_and_safe(
    one: Article,
    site: Site,
    kinds: list[JsonLdKind] | None,
    question: str | None,
    answer: str | None,
    image: ImageRef | None,
    crumbs: list[Crumb],
) -> None:
    text = render_json_ld(
        one,
        site,
        kinds,
        question_text=question,
        answer_text=answer,
        image=image,
        trail=crumbs,
    )
    assert not set("<>&\u2028\u2029") & set(text)
    assert not [node for node in iterate_nodes(parse_json_ld(text)) if None in node.values()]
    assert [mistake for node in parse_json_ld(text) for mistake in find_errors(node)] == []
