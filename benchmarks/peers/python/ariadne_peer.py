"""Ariadne over plain dicts: python ariadne_peer.py ARTICLES PORT"""

import json
import sys
from collections import Counter
from pathlib import Path

import uvicorn
from ariadne import ObjectType, QueryType, make_executable_schema
from ariadne.asgi import GraphQL

query = QueryType()
connection = ObjectType("ArticleConnection")

articles = sorted(json.loads(Path(sys.argv[1]).read_bytes()), key=lambda one: one["url"])
by_url = {article["url"]: article for article in articles}


@query.field("article")
def article(_root, _info, by):
    return by_url.get(by["url"])


@query.field("articles")
def listed(_root, _info, first=20, offset=0, filter=None, orderBy=None):  # noqa: A002, N803
    subject = ((filter or {}).get("subject") or {}).get("eq")
    found = [one for one in articles if subject in {None, one["subject"]["slug"]}]
    if orderBy:
        found.sort(key=lambda one: one["date"], reverse=orderBy[0]["date"] == "DESC")
    return {"nodes": found[offset : offset + first], "totalCount": len(found), "found": found}


@connection.field("facets")
def facets(root, _info, fields):
    return [facet(root["found"], field) for field in fields]


def facet(found, field):
    counts = Counter(one["date"][: 4 if field == "YEAR" else 7] for one in found)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:20]
    return {"field": field, "values": [{"value": it, "count": count} for it, count in ranked]}


if __name__ == "__main__":
    sdl = Path(__file__).parents[1].joinpath("peer.graphql").read_text(encoding="utf-8")
    schema = make_executable_schema(sdl, query, connection)
    uvicorn.run(GraphQL(schema), port=int(sys.argv[2]), log_level="error", access_log=False)
