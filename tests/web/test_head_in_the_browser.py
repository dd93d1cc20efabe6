"""The head of a page as a frontend makes it of our answers, and what a real browser makes of it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.needs import chromium
from tests.served import Served

pytestmark = pytest.mark.browser

HEAD = """query ($path: String!) {
  article(by: { path: $path }) {
    title
    seo {
      title pageDescription pageKeywords canonicalUrl
      metaTags { tag content attributes { name value } }
      jsonLd(types: [ARTICLE, QA_PAGE, FAQ_PAGE, BREADCRUMB_LIST])
    }
    answer { html text }
  }
}"""

ATTACKS = (
    "</script><img src=x onerror=\"document.documentElement.id='hacked'\">",
    "</title><script>document.documentElement.id='hacked'</script>",
    "<!--<script>",
    "\"><svg onload=document.documentElement.id='hacked'>",
    "' onmouseover='document.documentElement.id=\"hacked\"",
    "&lt;b&gt; &amp;amp; &quot;",
    "</textarea></style></noscript><iframe srcdoc='<script>parent.document.body.id=1</script>'>",
    "\u2028\u2029 ]]> {{x}} ${y} \\u003c",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = chromium()
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"]
        started = playwright.chromium.launch(executable_path=executable, args=args)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def element(tag: Mapping[str, Any]) -> str:
    """As a framework prints it: names as they are, values escaped, meta and link never closed."""
    pairs = "".join(f' {one["name"]}="{escape(one["value"])}"' for one in tag["attributes"])
    content = "" if tag["content"] is None else escape(tag["content"], quote=False)
    return f"<{tag['tag']}{pairs}>" + (f"{content}</title>" if tag["tag"] == "title" else "")


def shown(page: Page, article: Mapping[str, Any]) -> None:
    """Puts the answer into a page; the JSON-LD as it is."""
    seo, answer = article["seo"], article["answer"]
    page.set_content(
        f"""<!doctype html><html><head><meta charset="utf-8">
        {"".join(map(element, seo["metaTags"]))}
        <script type="application/ld+json">{seo["jsonLd"]}</script>
        </head><body><main>{answer["html"] if answer else ""}</main></body></html>"""
    )


def asked(served: Served, path: str) -> dict[str, Any]:
    return served.data(HEAD, path=path)["article"]


def meta(page: Page, name: str) -> list[str]:
    selector = f'head > meta[name="{name}"], head > meta[property="{name}"]'
    return page.locator(selector).evaluate_all("all => all.map(one => one.content)")


def json_ld(page: Page) -> dict[str, dict[str, Any]]:
    """The things that the browser itself parses out of the only such script, by their types."""
    scripts = page.locator('head > script[type="application/ld+json"]')
    assert scripts.count() == 1
    found = json.loads(scripts.evaluate("one => JSON.stringify(JSON.parse(one.textContent))"))
    assert found["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in found.get("@graph", [found])}


def check_unharmed(page: Page) -> None:
    """What was put into the page is all there is in it, and nothing has run."""
    assert page.evaluate("document.documentElement.id") == ""
    assert page.evaluate("document.body.id") == ""
    assert page.locator("img, svg, iframe, style, textarea").count() == 0
    assert page.locator("script").count() == page.locator("head > title").count() == 1
    assert page.locator("body > *").evaluate_all("all => all.map(one => one.tagName)") == ["MAIN"]
    strange = """all => all.flatMap(one => one.getAttributeNames())
      .filter(name => !['charset', 'name', 'property', 'content', 'rel', 'href'].includes(name))"""
    assert page.locator("head > meta, head > link").evaluate_all(strange) == []


def test_the_head_of_a_question_reads_as_it_was_written(
    tmp_path: Path, serve: Serve, page: Page
) -> None:
    question = {
        "title": "Why is “café” spelled with é?",
        "question": "Why is “café” spelled with é?",
        "date": date(2025, 2, 6),
        "author": "Ada",
        "subject": "Languages",
        "url": "/learn/languages/café",
        "seo": {
            "title": "Café & co | Notes",
            "page_description": "It is <French>.",
            "page_keywords": "é, accents",
        },
        "no_index": True,
        "answer": "It marks a *closed* sound.",
    }
    served = serve(
        write(tmp_path, {"a.md": question}), site_url="https://example.org", site_name="Notes"
    )
    shown(page, asked(served, "a.md"))
    url = "https://example.org/learn/languages/caf%C3%A9"
    assert page.title() == "Café & co | Notes"
    assert meta(page, "description") == meta(page, "og:description") == ["It is <French>."]
    assert meta(page, "keywords") == ["é, accents"]
    assert meta(page, "article:tag") == ["é", "accents"]
    assert meta(page, "robots") == ["noindex"]
    assert meta(page, "og:title") == ["Why is “café” spelled with é?"]
    assert meta(page, "og:url") == [url]
    canonical = page.locator('head > link[rel="canonical"]')
    assert canonical.evaluate_all("all => all.map(one => one.href)") == [url]
    things = json_ld(page)
    assert set(things) == {"Article", "QAPage", "FAQPage", "BreadcrumbList"}
    assert things["QAPage"]["mainEntity"]["acceptedAnswer"]["text"] == "It marks a closed sound."
    assert [one["item"] for one in things["BreadcrumbList"]["itemListElement"]] == [
        "https://example.org/",
        "https://example.org/learn/languages",
        url,
    ]
    assert page.locator("main em").text_content() == "closed"


@pytest.mark.parametrize("attack", ATTACKS[:2])
def test_these_attacks_succeed_where_nothing_is_escaped(page: Page, attack: str) -> None:
    page.set_content(f"<!doctype html><title>{attack}</title><script>{attack}</script>")
    page.wait_for_function("document.documentElement.id == 'hacked'")


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_texts_stay_text(tmp_path: Path, serve: Serve, page: Page, attack: str) -> None:
    hostile = {
        "title": attack,
        "question": attack,
        "author": attack,
        "subject": f"S {attack}",
        "url": f"/a{attack}",
        "seo": {"title": attack, "page_description": attack, "page_keywords": [attack]},
        "answer": "Harmless.",
    }
    served = serve(
        write(tmp_path, {"a.md": hostile}),
        watch=Watch.OFF,
        site_url="https://example.org",
        site_name=attack,
    )
    shown(page, asked(served, "a.md"))
    check_unharmed(page)
    text = " ".join(attack.split())
    assert page.title() == text
    for name in ("description", "keywords", "author", "og:title", "og:site_name", "article:tag"):
        assert meta(page, name) == [text]
    things = json_ld(page)
    assert things["Article"]["headline"] == things["Article"]["author"]["name"] == text
    assert things["QAPage"]["mainEntity"]["name"] == text
    assert things["BreadcrumbList"]["itemListElement"][0]["name"] == text


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_answer_stays_text_in_json_ld_and_harmless_in_html(
    tmp_path: Path, serve: Serve, page: Page, attack: str
) -> None:
    write(tmp_path, {"a.md": {"title": "A", "question": "Q?", "answer": f"Start {attack} end."}})
    article = asked(serve(tmp_path, watch=Watch.OFF), "a.md")
    shown(page, article)
    assert page.evaluate("document.documentElement.id") == ""
    assert page.evaluate("document.body.id") == ""
    assert page.locator("script").count() == 1
    assert page.locator("svg, iframe, style, textarea, [onerror], [onload]").count() == 0
    answer = json_ld(page)["QAPage"]["mainEntity"]["acceptedAnswer"]
    assert answer["text"] == article["answer"]["text"].strip()
    assert answer["text"].startswith("Start")


def test_every_article_of_the_sample_content_has_a_head_that_a_browser_reads(
    sample: Served, page: Page
) -> None:
    listed = sample.data("{ articles(first: 100) { nodes { path } } }")["articles"]["nodes"]
    assert len(listed) == sample.loaded.articles
    for one in listed:
        article = asked(sample, one["path"])
        shown(page, article)
        seo = article["seo"]
        assert page.title() == seo["title"]
        assert meta(page, "og:title") == [article["title"]]
        assert meta(page, "description") == (
            [seo["pageDescription"]] * bool(seo["pageDescription"])
        )
        things = json_ld(page)
        posting = things.get("Article") or things["BlogPosting"]
        assert posting["headline"] == article["title"]
