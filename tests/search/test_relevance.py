"""Relevance of hits. The queries were written from titles and texts alone."""

from hashlib import sha256
from pathlib import Path

import pytest

from gql_content.search import SearchIndex
from tests.needs import corpus
from tests.search.site import Site

TABLE = Path(__file__).with_name("relevance.tsv").read_text(encoding="utf-8").splitlines()[1:]


def parse_line(line: str) -> tuple[str, list[str]]:
    query, _, parts = line.partition("\t")
    return query, parts.split()


@pytest.mark.corpus
def test_nine_of_ten_queries_have_a_relevant_hit_among_the_first_three() -> None:
    root = corpus("quicktakes")
    files = {file.relative_to(root).as_posix(): file for file in sorted(root.rglob("*.md"))}
    site = Site({path: file.read_bytes() for path, file in files.items()})
    index = SearchIndex(None)
    index.update(site.library, site.read_texts)
    missed = [
        query
        for query, parts in map(parse_line, TABLE)
        if not has_relevant_hit(index, query, parts)
    ]
    index.close()
    assert len(TABLE) >= 60
    assert len(missed) <= len(TABLE) // 10, missed


def has_relevant_hit(index: SearchIndex, query: str, parts: list[str]) -> bool:
    hits = index.search(query, None, 3, None).hits
    digests = [sha256(hit.path.encode()).hexdigest() for hit in hits]
    return any(digest.startswith(part) for digest in digests for part in parts)
