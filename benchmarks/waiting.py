"""How long a small request waits while the worst operations that are accepted run.

Each is asked of a service of its own process over HTTP; meanwhile another client, which does
nothing else, asks small things over and over.
"""

import http.client
import json
from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles
from threading import Event, Thread
from time import perf_counter, sleep
from typing import Any

from msgspec import Struct

__all__ = ["HEADERS", "OPERATIONS", "PATHS", "Heavy", "Waited", "waited"]

SECONDS = 60
PAUSE = 0.002  # between two small requests
SMALL = (
    ("GET", "/healthz", b""),
    ("POST", "/graphql", b'{"query": "{ articles(first: 1) { nodes { title } } }"}'),
)
ROUNDS = 3

Request = tuple[str, str, bytes, Mapping[str, str]]
"""Method, target, body and headers."""


class Heavy(Struct, frozen=True):
    """Requests that are sent at the same time; `round` makes them new ones each time."""

    name: str
    requests: Callable[[int], Sequence[Request]]


class Waited(Struct, frozen=True):
    """What became of the heavy requests, and how long small ones waited, in milliseconds."""

    outcome: str
    took: float
    p99: float
    longest: float


def post(query: str, **variables: object) -> Request:
    """An operation as a frontend sends it."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    return "POST", "/graphql", body, {"Content-Type": "application/json"}


LISTED = "query ($f: ArticleFilter) { articles(filter: $f, first: 1) { totalCount } }"
OF_SUBJECTS = (
    "query ($f: ArticleFilter) { subjects { articles(filter: $f, first: 1) { totalCount } } }"
)


def each(count: int, make: Callable[[int], object]) -> list[object]:
    return [make(number) for number in range(count)]


def either(count: int, make: Callable[[int], object]) -> object:
    return {"or": each(count, make)}


def aliased(count: int, field: Callable[[int], str]) -> Request:
    fields = (f"a{number}: {field(number)}" for number in range(count))
    return post("{ " + " ".join(fields) + " }")


def pages(count: int, nodes: str, begin: int) -> Request:
    """Pages of a hundred articles, one behind the other."""
    page = "articles(first: 100, offset: %d) { nodes { %s } }"
    return aliased(count, lambda i: page % (begin + 100 * i, nodes))


def others(name: str) -> str:
    """A filter that nearly all pass, and that is new."""
    return f'filter: {{title: {{ne: "{name}"}}}}'


def nested(levels: int, number: int) -> object:
    found: object = {"title": {"contains": f"q{number}"}}
    for level in range(levels):
        found = {"not": {"or": [found, {"keywords": {"has": f"k {number} {level}"}}]}}
    return found


MOST = 500  # conditions
HALF = MOST // 2
COMMON = "aeior"

FILTERS: Mapping[str, Callable[[int], object]] = {
    "or of has": lambda n: either(MOST, lambda i: {"keywords": {"has": f"k {n} {i}"}}),
    "and of not has": lambda n: {
        "and": each(MOST, lambda i: {"not": {"keywords": {"has": f"k {n} {i}"}}})
    },
    "hasAny": lambda n: {"keywords": {"hasAny": each(MOST, lambda i: f"ba{i % 9} {n} {i}")}},
    "or of globs": lambda n: either(MOST, lambda i: {"title": {"glob": f"*{n}x*{i}?y*"}}),
    "or of globs that nearly fit": lambda n: either(
        MOST, lambda i: {"title": {"glob": f"*e*a*e*[{i}x]*a*e*{n}"}}
    ),
    "or of contains": lambda n: either(MOST, lambda i: {"title": {"contains": f"q{n}{i}"}}),
    "and of contains that hold": lambda n: {
        "and": each(HALF, lambda i: {"title": {"contains": COMMON[i % 5]}, "score": {"lt": i + n}})
    },
    "contains without case": lambda n: either(
        HALF,
        lambda i: (
            {"seo": {"pageDescription": {"contains": f"Q{n}{i}", "ignoreCase": True}}}
            if i % 2
            else {"seo": {"title": {"contains": f"Q{n}{i}"}}}
        ),
    ),
    "startsWith": lambda n: either(MOST, lambda i: {"url": {"startsWith": f"/l{n}{i}"}}),
    "in": lambda n: {"title": {"in": each(MOST, lambda i: f"t{n}{i}")}},
    "ranges": lambda n: either(
        HALF, lambda i: {"wordCount": {"between": {"start": -n - i - 2, "end": -n - i - 1}}}
    ),
    "pairs": lambda n: either(
        HALF, lambda i: {"title": {"contains": COMMON[i % 5]}, "keywords": {"has": f"k{n}{i}"}}
    ),
    "pairs of two texts": lambda n: either(
        HALF,
        lambda i: {"title": {"contains": COMMON[i % 5]}, "question": {"endsWith": f"{n}{i}"}},
    ),
    "nests": lambda n: nested(6, n),
}

ORDERS = ("date", "title", "url", "subject", "score", "wordCount")
WAYS = ("ASC", "DESC", "ASC_NULLS_LAST", "DESC_NULLS_LAST")


def in_an_order(number: int, turn: int) -> str:
    keys = ORDERS[number % 6 :] + ORDERS[: number % 6]
    terms = ", ".join(f"{{{key}: {WAYS[(turn + at) % 4]}}}" for at, key in enumerate(keys))
    return f"articles(orderBy: [{terms}], offset: 30000) {{ totalCount }}"


FACETS = "facets(fields: [KEYWORD, SUBJECT, AUTHOR, YEAR, MONTH, SCHEMA], limit: 100)"
KEYWORDS = "facets(fields: [KEYWORD]) { values { label count } }"
TEXT = "answer { html text excerpt }"
HEAD = "seo { jsonLd metaTags { tag } }"
BESIDE = "next { title dateText } previous { postedOn } publishedAt"
FIELDS = 240

OPERATIONS: tuple[Heavy, ...] = (
    *(
        Heavy(f"filter: {name}", lambda n, make=make: [post(LISTED, f=make(n))])
        for name, make in FILTERS.items()
    ),
    Heavy(
        "filters: eight at a time",
        lambda n: [post(LISTED, f=FILTERS["pairs of two texts"](9 * n + i)) for i in range(8)],
    ),
    Heavy(
        "filter of each subject",
        lambda n: [post(OF_SUBJECTS, f=FILTERS["pairs of two texts"](n + 1_000))],
    ),
    Heavy("orders of six keys, four", lambda n: [aliased(4, lambda i: in_an_order(n, i))]),
    Heavy(
        "facets: six of a filter",
        lambda n: [
            post(f"{{ articles({others(f'f{n}')}) {{ {FACETS} {{ values {{ label count }} }} }} }}")
        ],
    ),
    Heavy(
        "facets: of twenty filters",
        lambda n: [aliased(20, lambda i: f"articles({others(f'{n} {i}')}) {{ {KEYWORDS} }}")],
    ),
    Heavy("texts: of 1,300 articles", lambda n: [pages(13, TEXT, 1_300 * n)]),
    Heavy(
        "texts: of 1,300 articles, thrice at a time",
        lambda n: [pages(13, TEXT, 6_000 + 3_900 * n + 1_300 * i) for i in range(3)],
    ),
    Heavy("texts: heads of 400 pages", lambda n: [pages(4, HEAD, 20_000 + 500 * n)]),
    Heavy(
        "texts: front matter of 1,500 articles",
        lambda n: [pages(15, 'frontMatter(path: "title")', 22_000 + 1_500 * n)],
    ),
    Heavy(
        "links: 20,000 of a page",
        lambda n: [
            post(
                '{ article(by: {path: "hostile/links.md"}) { body { links { article '
                f"{{ body {{ html(headingOffset: {n}) }} }} }} }} }} }}"
            )
        ],
    ),
    Heavy(
        "links: 9,000 of a page",
        lambda n: [
            post(
                '{ article(by: {path: "hostile/many.md"}) '
                f"{{ body {{ html(headingOffset: {n}) links {{ href article {{ title }} }} }} }} }}"
            )
        ],
    ),
    Heavy(
        "related: of 90 articles",
        lambda n: [
            post(
                f"{{ articles(first: 90, offset: {400 * n}) "
                "{ nodes { related(first: 100) { title score } } } }"
            )
        ],
    ),
    Heavy("backlinks: of 500 articles", lambda n: [pages(5, "backlinks { kinds }", 500 * n)]),
    Heavy("neighbours: of 1,500 articles", lambda n: [pages(15, BESIDE, 1_500 * n)]),
    Heavy(
        "search: twenty times common words",
        lambda n: [
            aliased(20, lambda i: f'search(query: "ba ce {n} {i}", first: 100) {{ totalCount }}')
        ],
    ),
    Heavy(
        "search: with filters and facets",
        lambda n: [
            aliased(
                10,
                lambda i: (
                    f'search(query: "{"bcdfglmnor"[i]}", {others(f"s{n}{i}")}) '
                    f"{{ totalCount {FACETS} {{ totalCount }} }}"
                ),
            )
        ],
    ),
    Heavy(
        "problems: fifteen times",
        lambda n: [
            post(
                "{ content { "
                + " ".join(f'p{i}: problems(codes: ["X{n}"]) {{ code }}' for i in range(15))
                + " problemKinds { count } } }"
            )
        ],
    ),
    Heavy(
        "validation: as many fields as may be",
        lambda n: [
            post("{ articles { nodes { " + "title url slug path " * FIELDS + f"}} }} }} # {n}")
        ],
    ),
)


def got(path: str) -> Heavy:
    return Heavy(path, lambda _: [("GET", path, b"", {})])


PATHS: tuple[Heavy, ...] = tuple(
    map(got, ("/sitemap.xml", "/llms.txt", "/feed.xml", "/metrics", "/readyz"))
)


def headed(name: str, value: str) -> Heavy:
    """A header of nearly the length that the server takes."""
    body = b'{"query": "{ __typename }"}'
    headers = {"Content-Type": "application/json", name: value}
    return Heavy(f"header {name}", lambda _: [("POST", "/graphql", body, headers)])


LONGEST = 60_000

HEADERS: tuple[Heavy, ...] = (
    headed("Content-Type", 'application/json;"' + ";" * LONGEST),
    headed("Accept", "a/b;q=0.1," * (LONGEST // 10)),
    headed("Accept-Encoding", "br;q=0.1," * (LONGEST // 10)),
    headed("If-None-Match", 'W/"a", ' * (LONGEST // 10)),
    headed("X-Forwarded-For", "10.0.0.1, " * (LONGEST // 10)),
)


def waited(port: int, heavy: Heavy) -> Waited:
    """Asks it a few times, new each time, and meanwhile small things."""
    times: list[float] = []
    ended = Event()
    prober = Thread(target=probe, args=(port, ended, times))
    prober.start()
    sleep(0.05)
    began = perf_counter()
    outcomes: list[str] = []
    for number in range(ROUNDS):
        threads = [
            Thread(target=ask, args=(port, one, outcomes)) for one in heavy.requests(number + 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    took = (perf_counter() - began) / ROUNDS
    ended.set()
    prober.join()
    outcome = ", ".join(sorted(set(outcomes)))
    p99 = quantiles(times, n=100)[-1] if len(times) > 1 else max(times)
    return Waited(outcome, 1000 * took, 1000 * p99, 1000 * max(times))


def probe(port: int, ended: Event, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    while not ended.is_set():
        for method, target, body in SMALL:
            began = perf_counter()
            connection.request(method, target, body, {"Content-Type": "application/json"})
            connection.getresponse().read()
            times.append(perf_counter() - began)
        sleep(PAUSE)


def ask(port: int, request: Request, outcomes: list[str]) -> None:
    outcomes.append(asked(port, request))


def asked(port: int, request: Request) -> str:
    """What came of a request, in a word: the first error's code, or the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    method, target, body, headers = request
    connection.request(method, target, body, dict(headers))
    response = connection.getresponse()
    text = response.read()
    try:
        content: Any = json.loads(text)
        return str(content["errors"][0]["extensions"]["code"])
    except (ValueError, KeyError, TypeError):
        return str(response.status)
