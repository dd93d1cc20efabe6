"""Every field there is, of every article, in one query that the schema itself writes."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.needs import corpus
from tests.schema.asking import ready
from tests.served import Served, serving

DEPTH = 3
DEEPER = 4  # down to the attributes of meta tags, and to headings below headings
SCHEMA = """{ __schema { types { name kind enumValues { name } fields {
  name
  type { ...Wrapped }
  args { name defaultValue type { ...Wrapped } }
} } } }
fragment Wrapped on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
}"""

Types = Mapping[str, Mapping[str, Any]]


def types_of(served: Served) -> Types:
    return {one["name"]: one for one in served.data(SCHEMA)["__schema"]["types"]}


def bare(wrapped: Mapping[str, Any]) -> str:
    """The name of a type without its brackets and exclamation marks."""
    while wrapped["ofType"] is not None:
        wrapped = wrapped["ofType"]
    return wrapped["name"]


def selection(types: Types, name: str, depth: int) -> str:
    """All fields of a type, those that are objects as deep as `depth` allows."""
    fields = [field_of(types, field, depth) for field in types[name]["fields"]]
    return f"{{ __typename {' '.join(filter(None, fields))} }}"


def field_of(types: Types, field: Mapping[str, Any], depth: int) -> str:
    inner = bare(field["type"])
    arguments = [argument_of(types, one) for one in field["args"] if is_needed(one)]
    head = field["name"] + (f"({', '.join(arguments)})" if arguments else "")
    if not types[inner]["fields"]:
        return head
    return f"{head} {selection(types, inner, depth - 1)}" if depth > 1 else ""


def is_needed(argument: Mapping[str, Any]) -> bool:
    return argument["type"]["kind"] == "NON_NULL" and argument["defaultValue"] is None


def argument_of(types: Types, argument: Mapping[str, Any]) -> str:
    """Of an enumeration all values: no other argument is needed below an article."""
    values = types[bare(argument["type"])]["enumValues"]
    return f"{argument['name']}: [{', '.join(one['name'] for one in values)}]"


def pages(served: Served, depth: int, size: int, most: int) -> Iterator[Sequence[dict[str, Any]]]:
    """All fields of up to `most` articles."""
    types = types_of(served)
    query = f"""query ($after: String) {{ articles(first: {size}, after: $after) {{
      nodes {selection(types, "Article", depth)}
      facets(fields: [{", ".join(one["name"] for one in types["ArticleFacet"]["enumValues"])}])
      {selection(types, "Facet", depth)}
      pageInfo {{ hasNextPage endCursor }}
    }} }}"""
    after, more, seen = None, True, 0
    while more and seen < most:
        page = served.data(query, after=after)["articles"]
        yield page["nodes"]
        seen += len(page["nodes"])
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]


def check(article: Mapping[str, Any]) -> None:
    """What is said in several places has to agree."""
    texts = [text for text in (article["answer"], article["body"]) if text]
    assert article["wordCount"] == sum(text["wordCount"] for text in texts)
    for text in texts:
        check_text(text)
    seo = article["seo"]
    assert seo["openGraph"]["url"] == seo["canonicalUrl"]
    assert json.loads(seo["jsonLd"])["@context"] == "https://schema.org"
    assert not set(seo["jsonLd"]) & set("<>&")
    assert (article["dateText"] is None) == (article["date"] is None)
    assert (article["publishedAt"] is None) == (article["date"] is None)
    assert article["source"]["path"] == article["path"]
    for step, back in (("next", "previous"), ("previous", "next")):
        if article[step] is not None:
            assert article[step][back]["path"] == article["path"]
    assert all(one["article"]["path"] != article["path"] for one in article["backlinks"])


def check_text(text: Mapping[str, Any]) -> None:
    ids = re.findall(r'<h[1-6][^>]* id="([^"]+)"', text["html"])
    assert [one["id"] for one in text["headings"]] == ids
    assert len(set(ids)) == len(ids)
    assert set(flat(text["toc"])) <= set(ids)
    assert text["readingTime"] >= 1
    assert len(text["excerpt"]) <= 160
    words = " ".join(text["text"].split())
    assert words.startswith(text["excerpt"].removesuffix("…").rstrip())


def flat(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield entry["id"]
        yield from flat(entry.get("children", []))


def test_the_query_asks_for_every_field_of_every_type_an_article_leads_to(sample: Served) -> None:
    types = types_of(sample)
    written = set(re.findall(r"\w+", selection(types, "Article", DEEPER)))
    reached, waiting = set[str](), ["Article"]
    while waiting:
        name = waiting.pop()
        if name not in reached and types[name]["fields"]:
            reached.add(name)
            waiting += [bare(field["type"]) for field in types[name]["fields"]]
    assert {"Markdown", "Seo", "OpenGraph", "Backlink", "RelatedLink", "Subject"} <= reached
    fields = {field["name"] for name in reached for field in types[name]["fields"]}
    # Deeper still, and asked for by the pages and the search below.
    assert fields - written == {"node", "values", "label", "count"}


def test_every_article_of_the_sample_content_answers_every_field(sample: Served) -> None:
    articles = [article for page in pages(sample, DEEPER, 10, 1_000) for article in page]
    assert len(articles) == sample.loaded.articles
    for article in articles:
        check(article)


@pytest.mark.corpus
def test_articles_of_the_real_site_answer_every_field() -> None:
    with serving(corpus("quicktakes"), watch=Watch.OFF) as served:
        articles = [article for page in pages(served, DEPTH, 20, 320) for article in page]
    assert len(articles) == 320
    for article in articles:
        check(article)


def test_every_hit_of_a_search_answers_every_field(sample: Served) -> None:
    types = types_of(ready(sample))
    query = f"""query ($words: String!) {{
      search(query: $words) {selection(types, "SearchConnection", DEPTH + 1)}
    }}"""
    found = sample.data(query, words="light")["search"]
    assert len(found["edges"]) > 3
    assert [edge["node"]["path"] for edge in found["edges"]] == [
        one["path"] for one in found["nodes"]
    ]
    assert len(found["facets"]) == len(types["ArticleFacet"]["enumValues"])
