"""The documents for machines that read, over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

import httpx
import pytest

from gql_content.feeds import render_sitemap
from gql_content.feeds.sitemaps import SitemapLimits
from gql_content.library import Library
from gql_content.settings import Settings
from gql_content.sources import Watch
from gql_content.web import create_app
from gql_content.web.feed_routes import Built
from tests.articles import article, library_of
from tests.conftest import SAMPLE, Serve
from tests.feeds.markdown import find_links
from tests.feeds.validating import read_feed, read_sitemap
from tests.folder import write
from tests.served import Served, serving

HOME = "https://example.org"
QUESTION = "/learn/music/questions/what-is-a-fugue"
SECONDS = 20

MEDIA_TYPES = {
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/feed.xml": "application/atom+xml; charset=utf-8",
    "/feed.xml?subject=music": "application/atom+xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/llms.txt": "text/plain; charset=utf-8",
    f"{QUESTION}.md": "text/markdown; charset=utf-8",
    "/index.md": "text/markdown; charset=utf-8",
}
every_document = pytest.mark.parametrize("path", MEDIA_TYPES)


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with serving(SAMPLE, site_url=HOME, site_name="Field Notes", watch=Watch.OFF) as served:
        yield served


def get(served: Served, path: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return served.client.get(path, headers=named)


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return error["extensions"]["code"]


def eventually_another(served: Served, path: str, tag: str) -> httpx.Response:
    """The first response whose tag is another."""
    deadline = monotonic() + SECONDS
    while (response := get(served, path)).headers["etag"] == tag:
        assert monotonic() < deadline
    return response


# Reading


@every_document
def test_each_document_has_its_type_and_a_tag(site: Served, path: str) -> None:
    response = get(site, path)
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA_TYPES[path]
    assert response.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["etag"].startswith('"')
    assert int(response.headers["content-length"]) == len(response.content) > 0


@every_document
def test_head_is_get_without_the_document(site: Served, path: str) -> None:
    got, head = get(site, path), site.client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == got.headers[name]


def test_sitemap_and_feed_are_valid(site: Served) -> None:
    pages = read_sitemap(get(site, "/sitemap.xml").content)
    assert HOME + QUESTION in pages
    assert len(read_feed(get(site, "/feed.xml").content)) == 51


@pytest.mark.parametrize("subject", ["computer-science", "Computer Science", "COMPUTER science"])
def test_a_subject_is_named_by_its_slug_or_its_name(site: Served, subject: str) -> None:
    response = site.client.get("/feed.xml", params={"subject": subject})
    whole = get(site, "/feed.xml?subject=computer-science")
    assert response.content == whole.content
    assert response.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("subject", ["", "nothing", "x" * 5_000])
def test_a_subject_that_is_none_has_no_feed(site: Served, subject: str) -> None:
    response = site.client.get("/feed.xml", params={"subject": subject})
    assert response.status_code == 404
    assert code(response) == "NOT_FOUND"


def test_every_link_of_llms_txt_leads_to_an_article(site: Served) -> None:
    for title, target in find_links(get(site, "/llms.txt").text)[:-2]:
        response = get(site, target.removeprefix(HOME))
        assert response.text.startswith(f"# {title}\n")


def test_the_home_page_has_a_name_for_its_markdown(site: Served) -> None:
    assert get(site, "/index.md").text == get(site, "/.md").text
    assert get(site, "/index.md").text.startswith("# Home\n")


def test_an_article_names_its_page(site: Served) -> None:
    response = get(site, f"{QUESTION}.md")
    assert response.headers["link"] == f'<{HOME}{QUESTION}>; rel="canonical"'
    assert "x-robots-tag" not in response.headers
    assert response.text.startswith("# What is a fugue?\n\n- Date: 2025-04-15\n- Subject: Music\n")


# Asking again


@every_document
def test_what_is_known_is_not_sent_again(site: Served, path: str) -> None:
    first = get(site, path)
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', f'W/"a,b",{tag}', "*"):
        for response in (
            get(site, path, If_None_Match=known),
            site.client.head(path, headers={"If-None-Match": known}),
        ):
            assert response.status_code == 304
            assert response.content == b""
            assert response.headers["etag"] == tag
            assert response.headers["cache-control"] == first.headers["cache-control"]


@every_document
def test_what_is_not_known_is_sent(site: Served, path: str) -> None:
    tag = get(site, path).headers["etag"]
    for other in ('"other"', tag.strip('"'), tag[:-2] + '"', ""):
        assert get(site, path, If_None_Match=other).status_code == 200


def test_no_two_documents_share_a_tag(site: Served) -> None:
    tags = {get(site, path).headers["etag"] for path in MEDIA_TYPES}
    assert len(tags) == len(MEDIA_TYPES)


def test_every_replica_gives_the_same_tags_and_other_settings_others(serve: Serve) -> None:
    replicas = [serve(SAMPLE, site_url=HOME, watch=Watch.OFF) for _ in range(2)]
    renamed = serve(SAMPLE, site_url=HOME, site_name="Notes", watch=Watch.OFF)
    for path in MEDIA_TYPES:
        first, second = (get(one, path) for one in replicas)
        assert first.headers["etag"] == second.headers["etag"]
        assert first.content == second.content
        assert get(renamed, path).headers["etag"] != first.headers["etag"]


def test_a_changed_file_changes_the_tags(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "date": "2025-01-01"}, "b.md": {"title": "B"}})
    served = serve(tmp_path, site_url=HOME)
    paths = ("/sitemap.xml", "/feed.xml", "/llms.txt", "/a.md")
    tags = {path: get(served, path).headers["etag"] for path in (*paths, "/b.md", "/robots.txt")}
    write(tmp_path, {"a.md": {"title": "Again", "date": "2025-01-02", "url": "/c"}})
    assert f"{HOME}/c" in eventually_another(served, "/sitemap.xml", tags["/sitemap.xml"]).text
    assert "Again" in get(served, "/feed.xml", If_None_Match=tags["/feed.xml"]).text
    assert "Again" in get(served, "/llms.txt", If_None_Match=tags["/llms.txt"]).text
    assert get(served, "/a.md", If_None_Match=tags["/a.md"]).status_code == 404
    assert get(served, "/c.md", If_None_Match=tags["/a.md"]).text.startswith("# Again\n")
    for path in ("/b.md", "/robots.txt"):
        assert get(served, path, If_None_Match=tags[path]).status_code == 304


# What is not there


def test_without_the_url_of_the_site_what_needs_it_is_not_there(sample: Served) -> None:
    for path in ("/sitemap.xml", "/sitemap-1.xml", "/feed.xml", "/feed.xml?subject=music"):
        response = get(sample, path, If_None_Match="*")
        assert response.status_code == 404
        assert code(response) == "NOT_FOUND"
        assert "--site-url" in response.text
        assert response.headers["cache-control"] == "no-store"


def test_without_the_url_of_the_site_the_rest_is_there(sample: Served) -> None:
    assert "Sitemap" not in get(sample, "/robots.txt").text
    assert f"]({QUESTION}.md)" in get(sample, "/llms.txt").text
    page = get(sample, f"{QUESTION}.md")
    assert f"- Source: {QUESTION}\n" in page.text
    assert "link" not in page.headers


@pytest.mark.parametrize(
    "path",
    ["/nothing.md", "/a/../b.md", "/%00.md", "/%FF.md", "/a%0Ab.md", "/a.md/b"],
)
def test_a_path_without_an_article_is_refused_as_any_other(site: Served, path: str) -> None:
    response, other = get(site, path), get(site, "/nothing")
    assert (response.status_code, response.json()) == (404, other.json())


@pytest.mark.parametrize("path", ["/sitemap-1.xml", "/sitemap-0.xml", "/sitemap-x.xml"])
def test_a_sitemap_of_one_file_has_no_parts(site: Served, path: str) -> None:
    response = get(site, path)
    assert response.status_code == 404
    assert code(response) == "NOT_FOUND"


@every_document
def test_documents_are_there_to_be_read_only(site: Served, path: str) -> None:
    response = site.client.post(path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_a_large_sitemap_has_parts(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real one, at a limit that a test can reach."""
    monkeypatch.setattr(
        "gql_content.feeds.render_sitemap", partial(render_sitemap, limits=SitemapLimits(urls=2))
    )
    served = serve(write(tmp_path, {f"{n}.md": {"title": "A"} for n in range(5)}), site_url=HOME)
    parts = list(read_sitemap(get(served, "/sitemap.xml").content))
    assert parts == [f"{HOME}/sitemap-{n}.xml" for n in (1, 2, 3)]
    responses = [get(served, str(part).removeprefix(HOME)) for part in parts]
    pages = [page for one in responses for page in read_sitemap(one.content)]
    assert pages == [f"{HOME}/{n}" for n in range(5)]
    tags = {one.headers["etag"] for one in responses}
    assert len(tags) == 3
    assert get(served, "/sitemap-4.xml").status_code == 404
    for part, one in zip(parts, responses, strict=True):
        known = get(served, str(part).removeprefix(HOME), If_None_Match=one.headers["etag"])
        assert known.status_code == 304


# Articles


def test_what_is_no_index_is_in_no_list_and_says_so_itself(tmp_path: Path, serve: Serve) -> None:
    hidden = {"title": "Hidden", "date": "2025-01-01", "no_index": True}
    write(tmp_path, {"a.md": hidden, "b.md": {"title": "B", "date": "2025-01-01"}})
    served = serve(tmp_path, site_url=HOME)
    for path in ("/sitemap.xml", "/feed.xml", "/llms.txt"):
        text = get(served, path).text
        assert f"{HOME}/b" in text
        assert f"{HOME}/a" not in text
    page = get(served, "/a.md")
    assert page.status_code == 200
    assert page.headers["x-robots-tag"] == "noindex"
    known = get(served, "/a.md", If_None_Match=page.headers["etag"])
    assert known.headers["x-robots-tag"] == "noindex"


URLS = {"/ö/東京", "/a%20b", "/c d", "/e%2Ff", "/g+h", "/i.j", "/k/", f"{HOME}/l", "/m'(n)&;o="}


def test_a_url_may_be_written_in_any_way(tmp_path: Path, serve: Serve) -> None:
    files = {f"{n}.md": {"title": url, "url": url} for n, url in enumerate(sorted(URLS))}
    served = serve(write(tmp_path, files), site_url=HOME)
    found = find_links(get(served, "/llms.txt").text)[:-2]
    assert {title for title, _ in found} == URLS
    for title, target in found:
        assert target.endswith(".md")
        page = get(served, target.removeprefix(HOME))
        assert page.status_code == 200, target
        assert find_links(page.text) == []
        assert page.text.count("\n# ") == 0
        assert title.removeprefix(HOME)[:2] in page.text


def test_a_file_that_was_changed_meanwhile_is_read_again(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "answer": "Old."}})
    served = serve(tmp_path, watch=Watch.OFF)
    write(tmp_path, {"a.md": {"title": "A again", "answer": "New."}})
    assert get(served, "/a.md").text == "# A again\n\n- Source: /a\n\nNew.\n"


def test_a_file_that_is_gone_is_not_there(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "answer": "B"}})
    served = serve(tmp_path, watch=Watch.OFF)
    (tmp_path / "a.md").unlink()
    assert get(served, "/a.md").status_code == 404


def test_a_file_that_became_invalid_has_no_text_now(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "answer": "B"}})
    served = serve(tmp_path, watch=Watch.OFF)
    write(tmp_path, {"a.md": "---\n[\n---\n"})
    response = get(served, "/a.md")
    assert response.status_code == 503
    assert code(response) == "TEXT_UNAVAILABLE"
    assert str(tmp_path) not in response.text


# While loading


@pytest.fixture
async def waiting() -> AsyncIterator[httpx.AsyncClient]:
    """An app whose lifespan has not begun, and which therefore has no content yet."""
    app = create_app(Settings(content=SAMPLE, state=False, site_url=HOME))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as client:
        yield client


async def test_while_loading_documents_are_to_come_back(waiting: httpx.AsyncClient) -> None:
    for path in MEDIA_TYPES:
        response = await waiting.get(path)
        if path == "/robots.txt":  # a crawler that is refused it takes everything for forbidden
            assert response.status_code == 200
            continue
        assert response.status_code == 503
        assert response.headers["retry-after"] == "1"
        assert code(response) == "LOADING"


# Building


def tiny(_: Library) -> Mapping[str, bytes]:
    return {"a": b"1"}


async def test_what_many_ask_for_at_once_is_built_once() -> None:
    built, go, library = Built(), Event(), library_of(article("a.md"))
    begun: list[str] = []

    def build(of: Library) -> Mapping[str, bytes]:
        begun.append(of.revision)
        go.wait(SECONDS)
        return {"a": b"1"}

    asked = [asyncio.create_task(built.files("a", library, build)) for _ in range(5)]
    await asyncio.sleep(0)  # until they wait
    asked[0].cancel()  # whose client left
    go.set()
    assert await asyncio.gather(*asked[1:]) == [{"a": b"1"}] * 4
    assert await built.files("a", library, build) == {"a": b"1"}
    assert begun == [library.revision]


async def test_the_next_library_is_built_anew() -> None:
    built = Built()
    first, second = library_of(article("a.md")), library_of(article("b.md"))
    begun: list[str] = []

    def build(of: Library) -> Mapping[str, bytes]:
        begun.append(of.revision)
        return {"a": of.revision.encode()}

    for library in (first, second, second, first):
        assert await built.files("a", library, build) == {"a": library.revision.encode()}
    assert begun == [first.revision, second.revision, first.revision]


async def test_a_build_that_failed_is_tried_again() -> None:
    built, library = Built(), library_of(article("a.md"))

    def broken(_: Library) -> Mapping[str, bytes]:
        raise OSError("no thread")

    for _ in range(2):
        with pytest.raises(OSError, match="no thread"):
            await built.files("a", library, broken)
    assert await built.files("a", library, tiny) == {"a": b"1"}
