"""The documents for machines that read, over HTTP: each with its tag, and 304 where it is known."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial, wraps
from hashlib import sha256

import msgspec
from cachetools import LRUCache
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from gql_content import feeds
from gql_content.content import slugify_subject
from gql_content.errors import ContentMoved, TextUnavailable
from gql_content.library import Library
from gql_content.model import Article, Subject, Texts
from gql_content.pacing import Threads
from gql_content.seo import resolve_canonical_url
from gql_content.sources import Repository
from gql_content.web.http_errors import Refusal, loading, refusal_response
from gql_content.web.service import Service

__all__ = ["Built", "feed_routes"]


XML = "application/xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"

HEADERS = {
    "Cache-Control": "public, max-age=0, must-revalidate",
    "X-Content-Type-Options": "nosniff",
}
TAG = re.compile(r'(?:W/)?("[^"]*")')
ATTEMPTS = 5
MOST_KEPT = 64 << 20  # bytes: a sitemap of 36,000 urls has five million
SITEMAP = "sitemap"  # its parts are built together
LONGEST_NAME = 255  # of a subject
LONGEST_READ = 4_000  # characters of If-None-Match

SOON = {"Retry-After": "1"}

BUILDING = Threads(1, "feeds")

Files = Mapping[str, bytes]
Build = Callable[[Library], Files]
Endpoint = Callable[[Request], Awaitable[Response]]


def feed_routes(service: Service) -> list[BaseRoute]:
    """The routes of a service's feeds."""
    served = Feeds(service)
    endpoints: dict[str, Endpoint] = {
        "/sitemap.xml": served.sitemap,
        "/sitemap-{number}.xml": served.sitemap,
        "/feed.xml": served.atom,
        "/robots.txt": served.robots,
        "/llms.txt": served.llms,
        "/{path:path}.md": served.markdown,
    }
    return [Route(path, refusing(endpoint)) for path, endpoint in endpoints.items()]


def refusing(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its refusals as responses."""

    @wraps(endpoint)
    async def responding(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal_response(refusal)
        except feeds.MissingSiteUrlError as error:
            message = f"There is no {request.url.path} here. {error}"
            return refusal_response(Refusal(404, "NOT_FOUND", message))

    return responding


class Document(Struct, frozen=True):
    """What a response is made of, apart from its body."""

    tag: str
    media_type: str
    headers: Mapping[str, str] = {}


class Feeds:
    """Answers for the content of a service, as it is at the time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._site = service.settings.site
        self._zone = service.settings.time_zone
        self._built = Built()

    async def sitemap(self, request: Request) -> Response:
        """The sitemap or, where that is an index, a part of it."""
        feeds.require_home_url(self._site)
        name = request.url.path.rpartition("/")[2]
        return await self._file(request, name, XML, partial(feeds.render_sitemap, site=self._site))

    async def atom(self, request: Request) -> Response:
        """The newest articles, of the subject in the query or of all."""
        feeds.require_home_url(self._site)
        subject = subject_in(request, self._repository.library)
        name = f"feed.xml?subject={subject.slug}" if subject else "feed.xml"

        def build(library: Library) -> Files:
            return {name: feeds.render_atom(library, self._site, self._zone, subject)}

        return await self._file(request, name, ATOM, build)

    async def llms(self, request: Request) -> Response:
        """What there is to read, and where its Markdown is."""

        def build(library: Library) -> Files:
            return {"llms.txt": feeds.render_llms_txt(library, self._site, self._zone).encode()}

        return await self._file(request, "llms.txt", TEXT, build)

    async def robots(self, request: Request) -> Response:
        """What crawlers may read. It needs no content, and answers while that is being loaded."""
        document = Document(self._tag("robots.txt"), TEXT)
        return unchanged(request, document) or full(
            document, feeds.render_robots_txt(self._site).encode()
        )

    async def markdown(self, request: Request) -> Response:
        """The article at the url without the suffix.

        Its tag is that of its file, and outlives what happens to others.
        """
        repository, names = self._repository, markdown_names(request)
        for _ in range(ATTEMPTS):
            library = repository.library
            article = feeds.find_article_by_markdown_path(library, self._site, *names)
            if article is None:
                raise HTTPException(404)
            document = self._page(article)
            if response := unchanged(request, document):
                return response
            if texts := await texts_of(article, library, repository):
                body = feeds.render_markdown_page(article, texts, self._site)
                return full(document, body.encode())
        raise Refusal(503, "CONTENT_CHANGING", "This article keeps changing; ask again.", SOON)

    @property
    def _repository(self) -> Repository:
        if self._service.repository is None:
            raise loading(self._service)
        return self._service.repository

    async def _file(self, request: Request, name: str, media_type: str, build: Build) -> Response:
        """One of the files that `build` makes of the current library, unless it is known."""
        library = self._repository.library
        document = Document(self._tag(library.revision, name), media_type)
        if response := unchanged(request, document):
            return response
        key = SITEMAP if media_type == XML else name
        files = await self._built.files(key, library, build)
        if name not in files:
            raise HTTPException(404)
        return full(document, files[name])

    def _page(self, article: Article) -> Document:
        headers = {"X-Robots-Tag": "noindex"} if article.no_index else {}
        url = resolve_canonical_url(article, self._site)
        if url and url.isascii():
            headers["Link"] = f'<{url}>; rel="canonical"'
        tag = self._tag(article.source.digest.hex(), article.path)
        return Document(tag, MARKDOWN, headers)

    def _tag(self, *parts: str) -> str:
        """Of everything that a document is made from: the code, the settings, the content."""
        written = msgspec.json.encode(
            (feeds.compute_feeds_version(), self._site, self._zone, parts)
        )
        return f'"{sha256(written).hexdigest()[:32]}"'


class Built:
    """The files of the newest library that were built last; those asked for at once, once.

    They are built in a thread: a sitemap takes longer than other requests should wait.
    """

    def __init__(self) -> None:
        self._revision = ""
        self._kept: LRUCache[str, Files] = LRUCache(MOST_KEPT, size_of)
        self._under_way: dict[tuple[str, str], asyncio.Task[Files]] = {}

    async def files(self, key: str, library: Library, build: Build) -> Files:
        """What `build` makes of this library; `key` has to stand for `build`."""
        if library.revision != self._revision:
            self._revision = library.revision
            self._kept.clear()
        if key in self._kept:
            return self._kept[key]
        task = self._under_way.get((library.revision, key)) or self._begin(key, library, build)
        return await asyncio.shield(task)  # others may be waiting for it

    def _begin(self, key: str, library: Library, build: Build) -> asyncio.Task[Files]:
        task = asyncio.create_task(BUILDING.run(build, library))
        self._under_way[library.revision, key] = task
        task.add_done_callback(partial(self._keep, key, library.revision))
        return task

    def _keep(self, key: str, revision: str, task: asyncio.Task[Files]) -> None:
        del self._under_way[revision, key]
        built = None if task.cancelled() or task.exception() else task.result()
        if built is not None and revision == self._revision and size_of(built) <= MOST_KEPT:
            self._kept[key] = built


def size_of(files: Files) -> int:
    return sum(map(len, files.values())) + 1


def unchanged(request: Request, document: Document) -> Response | None:
    """304 where the client names the tag: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2"""
    named = ",".join(request.headers.getlist("if-none-match"))
    if named.strip() != "*" and document.tag not in TAG.findall(named[:LONGEST_READ]):
        return None
    return Response(status_code=304, headers=headers_of(document))


def full(document: Document, body: bytes) -> Response:
    headers = {**headers_of(document), "Content-Type": document.media_type}
    return Response(body, headers=headers)


def headers_of(document: Document) -> dict[str, str]:
    return {**HEADERS, **document.headers, "ETag": document.tag}


def subject_in(request: Request, library: Library) -> Subject | None:
    """The subject that the query names, by its slug or its name."""
    written = request.query_params.get("subject")
    if written is None:
        return None
    slug = slugify_subject(written) if len(written) <= LONGEST_NAME else ""
    subject = library.subjects.get(slug)
    if subject is None:
        raise Refusal(404, "NOT_FOUND", "There is no such subject; { subjects { slug } } has all.")
    return subject


def markdown_names(request: Request) -> tuple[str, str]:
    """The path without its suffix: decoded, and as it came, since urls may be written encoded."""
    raw: bytes = request.scope.get("raw_path") or b""
    prefix = request.scope.get("root_path", "")
    written = raw.decode("latin-1").removeprefix(prefix).removesuffix(".md")
    return f"/{request.path_params['path']}", written


async def texts_of(article: Article, library: Library, repository: Repository) -> Texts | None:
    """The texts, or None where the content moved on and there is another article to look for."""
    try:
        return await repository.texts(article)
    except ContentMoved:
        await repository.refresh([article.path])
    except TextUnavailable as error:
        # The next library may have the text, and at least has the problem that tells of it.
        if library is repository.library:
            raise Refusal(503, error.code, str(error), SOON) from None
    return None
