"""The page in a real browser, in front of the real service; and its HTML where that says enough."""

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Literal
from urllib.parse import urlsplit

import httpx
import pytest
import strawberry
import uvicorn
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from strawberry.asgi import GraphQL

from gql_content.web.example_queries import Example
from gql_content.web.graphiql_page import CONTENT_SECURITY_POLICY, find_bundle, page, static_files
from tests.conftest import Serve
from tests.folder import write
from tests.needs import chromium, missing
from tests.served import Served

EXAMPLES = (
    Example("Newest titles", "{\n  articles {\n    title\n  }\n}"),
    Example(
        "Greeting by name",
        "query GreetingByName($name: String!) {\n  greeting(name: $name)\n}",
        '{"name": "Ada"}',
    ),
)


# A bundle made of two small files is enough for what the server does with it.


@pytest.fixture
def small_bundle(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "page-ABC.js").write_text("'page'")
    (tmp_path / "assets" / "page-DEF.css").write_text("body {}")
    (tmp_path / "manifest.json").write_text('{"script": "page-ABC.js", "style": "page-DEF.css"}')
    return tmp_path


def embedded(html: str) -> str:
    found = re.search(r'<script type="application/json" id="gql-content">(.*?)</script>', html)
    assert found is not None
    return found[1]


def test_a_title_cannot_leave_its_script(small_bundle: Path) -> None:
    hostile = Example("</script><script>alert(1)</script><!--", "{ __typename }")
    html = page([hostile], bundle=small_bundle)
    assert "alert(1)" in embedded(html)
    assert html.count("</script>") == 2


def test_the_head_names_only_our_own_files(small_bundle: Path) -> None:
    html = page(EXAMPLES, "/api/graphql", assets="/api/graphiql", bundle=small_bundle)
    addresses = re.findall(r'(?:src|href)="([^"]*)"', html)
    assert [one for one in addresses if not one.startswith("data:")] == [
        "/api/graphiql/page-DEF.css",
        "/api/graphiql/page-ABC.js",
    ]
    assert '"endpoint": "/api/graphql"' in embedded(html)
    assert "<title>gql-content · GraphiQL</title>" in html


@pytest.mark.parametrize(
    ("title", "query", "shown"),
    [
        ("Newest titles", "{ a }", "query NewestTitles { a }"),
        ("Newest titles", "query { a }", "query NewestTitles { a }"),
        ("By url", "query ($url: String) { a }", "query ByUrl ($url: String) { a }"),
        ("By url", "query Mine { a }", "query Mine { a }"),
        ("2024", "{ a }", "query Example2024 { a }"),
        ("新着", "{ a }", "query XinZhao { a }"),
        ("Two\nlines", "query Two { a }", "query Two { a }"),
    ],
)
def test_each_tab_has_its_title_and_a_name(
    small_bundle: Path, title: str, query: str, shown: str
) -> None:
    html = page([Example(title, query)], bundle=small_bundle)
    comment = f"# {' '.join(title.split())}"
    tabs = httpx.Response(200, content=embedded(html)).json()["examples"]
    assert tabs == [{"query": f"{comment}\n{shown}\n", "variables": ""}]


@pytest.mark.parametrize("manifest", [None, "", "{}", '{"script": 1}'])
def test_without_a_bundle_the_page_says_what_to_do(tmp_path: Path, manifest: str | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    html = page(EXAMPLES, bundle=tmp_path)
    assert "pip install" in html
    assert "POST /graphql" in html
    assert "<script" not in html


def test_only_this_server_may_be_asked_for_anything() -> None:
    parts = (one.partition(" ") for one in CONTENT_SECURITY_POLICY.split("; "))
    directives = {name: value for name, _, value in parts}
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["connect-src"] == "'self'"
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "unsafe-eval" not in CONTENT_SECURITY_POLICY


def client(bundle: Path) -> httpx.AsyncClient:
    app = Starlette(routes=[Mount("/graphiql", static_files(bundle))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test/graphiql/")


async def test_files_are_kept_by_the_browser_for_good(small_bundle: Path) -> None:
    async with client(small_bundle) as http:
        first = await http.get("page-ABC.js")
        again = await http.get("page-ABC.js", headers={"If-None-Match": first.headers["etag"]})
    assert first.status_code == 200
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["content-type"].startswith("text/javascript")
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["page-XYZ.js", "", "..%2fmanifest.json"])
async def test_other_files_are_not_found(small_bundle: Path, path: str) -> None:
    async with client(small_bundle) as http:
        assert (await http.get(path)).status_code == 404


async def test_without_a_bundle_its_files_are_not_found(tmp_path: Path) -> None:
    async with client(tmp_path / "nothing") as http:
        assert (await http.get("page-ABC.js")).status_code == 404


# From here on: a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if find_bundle() is None:
        missing("GraphiQL is not bundled; `pip install -e .` does it")
    quiet = [
        "--no-sandbox",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # A name that had to be looked up would show as a failed request.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    executable = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield started
        started.close()


@dataclass
class Visit:
    """One browser profile on the page, and what the browser had to say."""

    page: Page
    urls: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name)

    @property
    def editor(self) -> Locator:
        return self.page.get_by_label("Operation Editor").locator(".view-lines")

    @property
    def response(self) -> Locator:
        return self.page.locator(".graphiql-response .view-lines")

    def write(self, query: str) -> None:
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(query)  # typed letter by letter, it would gain braces

    def run(self) -> None:
        self.page.get_by_role("button", name="Execute query").click()

    def wait_until_stored(self, text: str) -> None:
        stored = "localStorage.getItem('gql-content/graphiql:tabState')"
        self.page.wait_for_function(f"text => {stored}?.includes(text)", arg=text)

    def heard(self, request: Request) -> None:
        self.urls.append(request.url)

    def open(self, site: str) -> None:
        self.page.goto(site)
        expect(self.editor).to_contain_text("{")


@pytest.fixture
def new_visit(browser: Browser) -> Iterator[Callable[[], Visit]]:
    context = browser.new_context(viewport={"width": 1400, "height": 850})

    def new() -> Visit:
        visit = Visit(context.new_page())
        visit.page.on("request", visit.heard)
        visit.page.on("requestfailed", lambda r: visit.complaints.append(f"failed: {r.url}"))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "console",
            lambda message: (
                visit.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        return visit

    yield new
    context.close()


@pytest.fixture
def visit(new_visit: Callable[[], Visit], sample: Served) -> Visit:
    opened = new_visit()
    opened.open(sample.url)
    return opened


def newest_title(served: Served) -> str:
    query = "{ articles(orderBy: [{ date: DESC_NULLS_LAST }], first: 1) { nodes { title } } }"
    return served.data(query)["articles"]["nodes"][0]["title"]


@pytest.mark.browser
def test_the_examples_stand_in_tabs(visit: Visit) -> None:
    for name in ("Newest", "Subjects", "SubjectPage", "ArticlePage", "Health"):
        expect(visit.tab(name)).to_be_visible()
    expect(visit.editor).to_contain_text("# Newest")


@pytest.mark.browser
def test_the_button_runs_the_query(visit: Visit, sample: Served) -> None:
    visit.run()
    expect(visit.response).to_contain_text(newest_title(sample))


@pytest.mark.browser
def test_a_subscription_shows_each_event_until_it_is_stopped(
    new_visit: Callable[[], Visit], tmp_path: Path, growing: Served
) -> None:
    visit = new_visit()
    visit.open(growing.url)
    visit.tab("Changes").click()
    visit.run()
    expect(visit.response).to_contain_text('"totalCount": 0')
    grow(tmp_path, growing)
    expect(visit.response).to_contain_text('"/b"')
    with visit.page.expect_event("requestfailed"):  # cut off, as was asked for
        visit.page.get_by_role("button", name="Stop query").click()
    expect(visit.page.get_by_role("button", name="Execute query")).to_be_visible()
    assert visit.complaints == [f"failed: {growing.url}/graphql"]


@pytest.mark.browser
def test_ctrl_enter_runs_the_query_with_its_variables(visit: Visit, sample: Served) -> None:
    subjects = sample.data("{ subjects { articleCount slug name } }")["subjects"]
    largest = max(subjects, key=lambda one: (one["articleCount"], one["slug"]))
    visit.tab("SubjectPage").click()
    expect(visit.editor).to_contain_text("SubjectPage")
    visit.editor.click()
    visit.page.keyboard.press("ControlOrMeta+Enter")
    expect(visit.response).to_contain_text(f'"name": "{largest["name"]}"')


@pytest.mark.browser
def test_the_documentation_lists_the_query_type(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = visit.page.locator(".graphiql-doc-explorer")
    docs.get_by_role("link", name="Query", exact=True).click()
    expect(docs).to_contain_text("articles")
    expect(docs).to_contain_text("A page of the articles that pass a filter, in an order.")


@pytest.mark.browser
def test_a_click_in_the_explorer_changes_the_query(visit: Visit) -> None:
    expect(visit.editor).not_to_contain_text("subjects")
    visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    explorer = visit.page.locator(".graphiql-explorer-root")
    expect(explorer).to_contain_text("articles")
    explorer.locator("[data-field-name=subjects] .graphiql-explorer-field-view").first.click()
    expect(visit.editor).to_contain_text("subjects")


@pytest.mark.browser
def test_a_mistake_is_underlined(visit: Visit) -> None:
    visit.write("{ articles { nodes { titel } } }")
    expect(visit.page.locator(".squiggly-error").first).to_be_visible()


@pytest.mark.browser
def test_an_answer_that_is_no_json_is_shown(visit: Visit) -> None:
    visit.page.route("**/graphql", lambda route: route.fulfill(status=502, body="no upstream"))
    visit.run()
    expect(visit.response).to_contain_text("502 Bad Gateway: no upstream")


@contextmanager
def serving_example(example: Example) -> Generator[str]:
    """An app of one example that has variables, as no first example of the real one has."""

    @strawberry.type
    class Query:
        @strawberry.field
        def greeting(self, name: str = "you") -> str:
            return f"Good day, {name}"

    def show(_: HttpRequest) -> HTMLResponse:
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        return HTMLResponse(page([example]), headers=headers)

    app = Starlette(
        routes=[
            Route("/", show),
            Route("/graphql", GraphQL[None, None](strawberry.Schema(Query))),
            Mount("/graphiql", static_files()),
        ]
    )
    config = uvicorn.Config(app, port=0, log_level="warning")
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.mark.browser
def test_the_first_tab_has_its_variables_too(new_visit: Callable[[], Visit]) -> None:
    with serving_example(EXAMPLES[1]) as url:
        visit = new_visit()
        visit.open(url)
        visit.run()
        expect(visit.response).to_contain_text("Good day, Ada")
        visit.page.close()


@pytest.fixture
def growing(tmp_path: Path, serve: Serve) -> Served:
    """Content without a subject yet, so its examples are few."""
    return serve(write(tmp_path, {"a.md": {"title": "A"}}))


def grow(root: Path, served: Served) -> None:
    """From now on there is a subject, and with it there are more examples."""
    write(root, {"b.md": {"title": "B", "subject": "Stars"}})
    deadline = monotonic() + 20
    while not served.data("{ subjects { slug } }")["subjects"]:
        assert monotonic() < deadline, "the new file was not noticed"


@pytest.mark.browser
def test_examples_that_nobody_touched_give_way_to_newer_ones(
    new_visit: Callable[[], Visit], tmp_path: Path, growing: Served
) -> None:
    visit = new_visit()
    visit.open(growing.url)
    expect(visit.tab("Health")).to_be_visible()
    expect(visit.tab("Subjects")).to_have_count(0)
    visit.wait_until_stored("Newest")
    grow(tmp_path, growing)
    visit.open(growing.url)
    expect(visit.tab("Subjects")).to_be_visible()
    expect(visit.tab("Newest")).to_have_count(1)


@pytest.mark.browser
def test_tabs_that_somebody_wrote_in_stay(
    new_visit: Callable[[], Visit], tmp_path: Path, growing: Served
) -> None:
    visit = new_visit()
    visit.open(growing.url)
    visit.write("query Mine { subjects { name } }")
    visit.wait_until_stored("query Mine")
    grow(tmp_path, growing)
    visit.open(growing.url)
    expect(visit.tab("Mine")).to_be_visible()
    expect(visit.editor).to_contain_text("query Mine")
    expect(visit.tab("SubjectPage")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_colours_of_the_system(
    visit: Visit, scheme: Literal["light", "dark"]
) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    shown = visit.page.locator(".graphiql-container").evaluate(
        "element => getComputedStyle(element).backgroundColor"
    )
    brightness = sum(int(part) for part in re.findall(r"\d+", shown)[:3]) / 3
    assert (brightness > 128) == (scheme == "light")


@pytest.mark.browser
def test_nothing_is_asked_of_other_machines_and_nothing_is_refused(
    visit: Visit, sample: Served
) -> None:
    visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    visit.run()
    expect(visit.response).to_contain_text(newest_title(sample))
    visit.page.get_by_role("button", name="Prettify query").click()
    visit.write("{ nonsense }")
    expect(visit.page.locator(".squiggly-error").first).to_be_visible()
    asked = [urlsplit(url) for url in visit.urls if not url.startswith("data:")]
    assert {(url.scheme, url.hostname) for url in asked} == {("http", "127.0.0.1")}
    assert any("graphql-worker" in url.path for url in asked)
    assert visit.complaints == []
