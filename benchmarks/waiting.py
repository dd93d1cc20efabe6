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


def listed(condition: object) -> Request:
    query = "query ($f: ArticleFilter) { articles(filter: $f, first: 1) { totalCount } }"
    return post(query, f=condition)


def each(count: int, make: Callable[[int], object]) -> list[object]:
    return [make(number) for number in range(count)]


def aliased(count: int, field: Callable[[int], str]) -> str:
    return "{ " + " ".join(f"a{number}: {field(number)}" for number in range(count)) + " }"


MOST = 500  # conditions

FILTERS: Mapping[str, Callable[[int], object]] = {
    "or of has": lambda n: {"or": each(MOST, lambda i: {"keywords": {"has": f"k {n} {i}"}})},
    "and of not has": lambda n: {
        "and": each(MOST, lambda i: {"not": {"keywords": {"has": f"k {n} {i}"}}})
    },
    "hasAny": lambda n: {"keywords": {"hasAny": each(MOST, lambda i: f"ba{i % 9} {n} {i}")}},
    "or of globs": lambda n: {"or": each(MOST, lambda i: {"title": {"glob": f"*{n}x*{i}?y*"}})},
    "or of globs that nearly fit": lambda n: {
        "or": each(MOST, lambda i: {"title": {"glob": f"*e*a*e*[{i}x]*a*e*{n}"}})
    },
    "or of contains": lambda n: {"or": each(MOST, lambda i: {"title": {"contains": f"q{n}{i}"}})},
    "and of contains that fit": lambda n: {
        "and": each(MOST, lambda i: {"title": {"contains": "aeior"[i % 5]}, "wordCount": {"gt": i}})
    },
    "contains without case": lambda n: {
        "or": each(
            MOST,
            lambda i: {"seo": {"pageDescription": {"contains": f"Q{n}{i}", "ignoreCase": True}}},
        )
    },
    "startsWith": lambda n: {"or": each(MOST, lambda i: {"url": {"startsWith": f"/l{n}{i}"}})},
    "in": lambda n: {"title": {"in": each(MOST, lambda i: f"t{n}{i}")}},
    "ranges": lambda n: {
        "or": each(
            MOST, lambda i: {"wordCount": {"between": {"start": -n - i - 2, "end": -n - i - 1}}}
        )
    },
    "pairs": lambda n: {
        "or": each(
            MOST // 2,
            lambda i: {"title": {"contains": "aeior"[i % 5]}, "keywords": {"has": f"k{n}{i}"}},
        )
    },
    "pairs of commons": lambda n: {
        "or": each(
            MOST // 2,
            lambda i: {
                "title": {"contains": "aeior"[i % 5], "ignoreCase": True},
                "question": {"endsWith": f"{n}{i}"},
            },
        )
    },
    "nests": lambda n: nested(18, n),
}


def nested(levels: int, number: int) -> object:
    leaf: object = {"title": {"contains": f"q{number}"}}
    for level in range(levels):
        leaf = {"not": {"or": [leaf, {"keywords": {"has": f"k {number} {level}"}}]}}
    return leaf


ORDERS = ("date", "title", "url", "subject", "score", "wordCount")
WAYS = ("ASC", "DESC", "ASC_NULLS_LAST", "DESC_NULLS_LAST")


def orders(number: int) -> Request:
    keys = ORDERS[number % 6 :] + ORDERS[: number % 6]
    terms = [
        "[" + ", ".join(f"{{{key}: {WAYS[(i + j) % 4]}}}" for j, key in enumerate(keys)) + "]"
        for i in range(4)
    ]
    return post(
        aliased(4, lambda i: f"articles(orderBy: {terms[i]}, offset: 30000) {{ totalCount }}")
    )


TEXT = "answer { html text excerpt headings { id } links { href } images { src } }"
FACETS = "[KEYWORD, SUBJECT, AUTHOR, YEAR, MONTH, SCHEMA]"

OPERATIONS: tuple[Heavy, ...] = (
    *(
        Heavy(f"filter: {name}", lambda n, make=make: [listed(make(n))])
        for name, make in FILTERS.items()
    ),
    Heavy(
        "filter: eight at a time",
        lambda n: [listed(FILTERS["pairs of commons"](9 * n + i)) for i in range(8)],
    ),
    Heavy("order: four of six keys", lambda n: [orders(n)]),
    Heavy(
        "facets: six of a filter",
        lambda n: [
            post(
                f'{{ articles(filter: {{title: {{ne: "{n}"}}}}) {{ facets(fields: {FACETS}, limit: 100)'
                " { values { label count } } } }"
            )
        ],
    ),
    Heavy(
        "facets: twenty times",
        lambda n: [
            post(
                aliased(
                    20,
                    lambda i: (
                        f'articles(filter: {{title: {{ne: "{n} {i}"}}}}) '
                        "{ facets(fields: [KEYWORD]) { values { label count } } }"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "facets: many values",
        lambda n: [
            post(
                f'{{ articles(filter: {{title: {{ne: "m{n}"}}}}) {{ facets(fields: [KEYWORD], limit: 9000)'
                " { values { label } } } }"
            )
        ],
    ),
    Heavy(
        "texts: of 1,000 articles",
        lambda n: [
            post(
                aliased(
                    10,
                    lambda i: (
                        f"articles(first: 100, offset: {1000 * n + 100 * i}) {{ nodes {{ {TEXT} }} }}"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "texts: head of 1,000 articles",
        lambda n: [
            post(
                aliased(
                    10,
                    lambda i: (
                        f"articles(first: 100, offset: {1000 * n + 100 * i + 5000}) "
                        "{ nodes { seo { jsonLd openGraph { title url tags } metaTags { tag content } } } }"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "front matter of 1,500 articles",
        lambda n: [
            post(
                aliased(
                    15,
                    lambda i: (
                        f"articles(first: 100, offset: {1500 * n + 100 * i + 10000}) {{ nodes {{ frontMatter }} }}"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "related: of 90 articles",
        lambda n: [
            post(
                f"{{ articles(first: 90, offset: {400 * n}) {{ nodes {{ related(first: 100) {{ title score }} }} }} }}"
            )
        ],
    ),
    Heavy(
        "backlinks: of 100 articles",
        lambda n: [
            post(
                f"{{ articles(first: 100, offset: {n}) {{ nodes {{ backlinks {{ kinds article {{ title }} }} }} }} }}"
            )
        ],
    ),
    Heavy(
        "neighbours, dates and the like",
        lambda n: [
            post(
                aliased(
                    20,
                    lambda i: (
                        f"articles(first: 100, offset: {n + 200 * i}) {{ nodes {{ next {{ title dateText }} "
                        "previous { postedOn } publishedAt seo { openGraph { title } } } }"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "search: twenty of common words",
        lambda n: [
            post(
                aliased(
                    20,
                    lambda i: (
                        f'search(query: "ba ce di {n} {i}", first: 100) {{ totalCount nodes {{ title }} }}'
                    ),
                )
            )
        ],
    ),
    Heavy(
        "search: with filters and facets",
        lambda n: [
            post(
                aliased(
                    10,
                    lambda i: (
                        f'search(query: "{"abcdefghij"[i]}", filter: {{title: {{ne: "s{n}{i}"}}}}) '
                        f"{{ totalCount facets(fields: {FACETS}) {{ totalCount }} }}"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "subjects, each with a filter",
        lambda n: [
            post(
                "query ($f: ArticleFilter) { subjects { articles(filter: $f, first: 1) { totalCount } } }",
                f=FILTERS["pairs of commons"](1000 + n),
            )
        ],
    ),
    Heavy(
        "problems: twenty times",
        lambda n: [
            post(
                aliased(
                    1,
                    lambda i: (
                        "content { "
                        + " ".join(
                            f'p{i}: problems(codes: ["X{n}"]) {{ code }} k{i}: problemKinds {{ count }}'
                            for i in range(12)
                        )
                        + " }"
                    ),
                )
            )
        ],
    ),
    Heavy(
        "validation: as many fields as may be",
        lambda n: [
            post(
                "{ articles { nodes { "
                + " ".join(f"title url slug path # {n}\n" for _ in range(240))
                + "} } }"
            )
        ],
    ),
)

PATHS: tuple[Heavy, ...] = tuple(
    Heavy(path, lambda n, path=path: [("GET", path, b"", {})])
    for path in ("/sitemap.xml", "/llms.txt", "/feed.xml", "/metrics", "/sitemap-1.xml")
)

HEADERS: tuple[Heavy, ...] = (
    Heavy(
        "Content-Type with many parameters",
        lambda n: [
            (
                "POST",
                "/graphql",
                b'{"query": "{ __typename }"}',
                {"Content-Type": 'application/json;"' + ";" * 60_000},
            )
        ],
    ),
    Heavy(
        "Accept with many ranges",
        lambda n: [
            ("GET", f"/graphql?query=%7B__typename%7D&n={n}", b"", {"Accept": "a/b;q=0.1," * 6_000})
        ],
    ),
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
            Thread(target=lambda one=one: outcomes.append(asked(port, one)))
            for one in heavy.requests(number + 1)
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
