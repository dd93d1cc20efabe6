import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gql_content.model import Article
from gql_content.seo import Crumb, ImageRef, JsonLdKind, Site, default_kinds, json_ld
from tests.articles import article
from tests.seo.pages import ARTICLES, IMAGES, NASTY, POST, QUESTION, SITE, SITES, TRAILS
from tests.seo.validator import mistakes, nodes, parsed, recommended

URL = "https://example.org/learn/biology/questions/why-is-grass-green"
HOUSE = {"@type": "Organization", "name": "Field Notes", "url": "https://example.org"}
BIOLOGY = Crumb("Biology", "/learn/biology")
KINDS = st.none() | st.lists(st.sampled_from(JsonLdKind))


def test_a_question_is_a_page_of_its_own_on_a_trail() -> None:
    text = json_ld(QUESTION, SITE, answer_text="It leaves the green.\n", trail=[BIOLOGY])
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
                    "author": HOUSE,
                    "datePublished": "2025-02-06",
                    "acceptedAnswer": {
                        "@type": "Answer",
                        "text": "It leaves the green.",
                        "url": URL,
                        "author": HOUSE,
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
    text = json_ld(POST, SITE, [JsonLdKind.ARTICLE], image=ImageRef("/five.png"))
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Five answers",
        "description": "Five of them.",
        "image": ["https://example.org/five.png"],
        "datePublished": "2024-07-29T15:00:00+00:00",
        "author": {"@type": "Person", "name": "Ada Lovelace"},
        "publisher": {
            **HOUSE,
            "logo": {"@type": "ImageObject", "url": "https://example.org/logo.png"},
        },
        "url": "https://example.org/posts/five-answers",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/posts/five-answers"},
        "inLanguage": "en-US",
    }


def test_a_frequent_question_has_the_answer_of_the_house() -> None:
    text = json_ld(QUESTION, Site(), [JsonLdKind.FAQ_PAGE], answer_text="It leaves the green.")
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


def types(text: str) -> list[str]:
    return [node["@type"] for node in parsed(text)]


def test_what_a_page_is_by_default_depends_on_question_and_answer() -> None:
    question = (JsonLdKind.QA_PAGE, JsonLdKind.BREADCRUMB_LIST)
    other = (JsonLdKind.ARTICLE, JsonLdKind.BREADCRUMB_LIST)
    assert default_kinds(QUESTION) == question
    assert default_kinds(replace(QUESTION, has_answer=False)) == other
    assert default_kinds(replace(QUESTION, question=" ")) == other
    assert default_kinds(POST) == other


@pytest.mark.parametrize("nothing", [None, "", " \n"])
def test_without_its_answer_a_question_is_an_article(nothing: str | None) -> None:
    assert types(json_ld(QUESTION, SITE, answer_text=nothing)) == ["Article", "BreadcrumbList"]
    unasked = json_ld(QUESTION, SITE, question_text="", answer_text="It leaves the green.")
    assert types(unasked) == ["Article", "BreadcrumbList"]


def test_a_kind_that_would_be_invalid_is_left_out() -> None:
    assert types(json_ld(QUESTION, SITE, [JsonLdKind.QA_PAGE, JsonLdKind.ARTICLE])) == ["Article"]
    assert types(json_ld(QUESTION, Site(), [JsonLdKind.BREADCRUMB_LIST])) == []
    assert types(json_ld(QUESTION, SITE, [])) == []


def test_a_kind_is_written_once_however_often_it_is_asked_for() -> None:
    assert types(json_ld(POST, SITE, [JsonLdKind.ARTICLE] * 1000)) == ["BlogPosting"]


def test_the_caller_may_give_the_question_in_plain_text() -> None:
    text = json_ld(
        replace(QUESTION, question="Why is *grass* green?"),
        SITE,
        [JsonLdKind.QA_PAGE],
        question_text="Why is grass green?",
        answer_text="It is.",
    )
    assert parsed(text)[0]["mainEntity"]["name"] == "Why is grass green?"


def trail(one: Article, site: Site = SITE, crumbs: tuple[Crumb, ...] = ()) -> list[tuple[str, str]]:
    (node,) = parsed(json_ld(one, site, [JsonLdKind.BREADCRUMB_LIST], trail=crumbs))
    return [(item["name"], item.get("item", "")) for item in node["itemListElement"]]


def test_a_trail_begins_at_the_home_page() -> None:
    assert trail(POST)[0] == ("Field Notes", "https://example.org/")
    assert trail(POST, Site(url="https://example.org"))[0][0] == "Home"


def test_the_last_page_of_a_trail_may_go_without_a_url() -> None:
    crumbs = (Crumb("Posts", "https://example.net/posts"),)
    assert trail(POST, Site(), crumbs) == [
        ("Posts", "https://example.net/posts"),
        ("Five answers", ""),
    ]


def test_crumbs_that_lead_nowhere_are_left_out() -> None:
    crumbs = (Crumb(" ", "/a"), Crumb("A", ""), Crumb("A", "javascript:a"))
    assert len(trail(POST, SITE, crumbs)) == 2


def test_the_home_page_is_on_no_trail() -> None:
    text = json_ld(article("index.md", url="/"), SITE, [JsonLdKind.BREADCRUMB_LIST])
    assert types(text) == []


@pytest.mark.parametrize("name", ["field notes", "FIELD  NOTES"])
def test_an_author_called_like_the_site_is_no_person(name: str) -> None:
    node = parsed(json_ld(replace(POST, author=name), SITE))[0]
    assert node["author"]["@type"] == "Organization"


def test_a_publisher_may_be_called_unlike_the_site() -> None:
    node = parsed(json_ld(POST, replace(SITE, publisher="Ada Lovelace")))[0]
    assert node["publisher"]["name"] == "Ada Lovelace"
    assert node["author"]["@type"] == "Organization"


def test_nothing_that_is_recommended_and_known_goes_unsaid() -> None:
    answered = json_ld(QUESTION, SITE, list(JsonLdKind)[:2], answer_text="It leaves the green.")
    assert [recommended(node) for node in parsed(answered)] == [set(), set()]


def test_a_script_cannot_be_ended_by_a_text() -> None:
    title = "</script><!-- & \u2028\u2029"
    text = json_ld(replace(POST, title=title + "x"), SITE, [JsonLdKind.ARTICLE])
    assert r"\u003c/script\u003e\u003c!-- \u0026" in text
    answer = json_ld(QUESTION, SITE, [JsonLdKind.QA_PAGE], answer_text=f"{title}x")
    assert parsed(answer)[0]["mainEntity"]["acceptedAnswer"]["text"] == f"{title}x"
    assert not set("<>&\u2028\u2029") & set(text + answer)


@given(ARTICLES, SITES, KINDS, NASTY, NASTY, IMAGES, TRAILS)
def test_whatever_is_written_is_valid_and_safe(
    one: Article,
    site: Site,
    kinds: list[JsonLdKind] | None,
    question: str | None,
    answer: str | None,
    image: ImageRef | None,
    crumbs: list[Crumb],
) -> None:
    text = json_ld(
        one,
        site,
        kinds,
        question_text=question,
        answer_text=answer,
        image=image,
        trail=crumbs,
    )
    assert not set("<>&\u2028\u2029") & set(text)
    assert not [node for node in nodes(parsed(text)) if None in node.values()]
    assert [mistake for node in parsed(text) for mistake in mistakes(node)] == []
