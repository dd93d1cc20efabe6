"""Search beside bare FTS5 over the same texts: python -m benchmarks.search [FOLDER] [ARTICLES]

The articles of a folder are repeated, under other paths, until there are as many as wanted.
"""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from benchmarks.queries import queries_of
from gql_content.content import parse, read_texts
from gql_content.library import Entry, Library
from gql_content.model import Article, Texts
from gql_content.search import SearchIndex
from gql_content.search.fts_query import parse_query
from gql_content.search.indexed_document import make_document
from gql_content.search.ranking import RankingCache
from gql_content.search.read_transactions import ReadTransaction

RUNS = 25
SOME = 2_000  # articles of which the texts of a folder are taken

BARE_TABLE = """
CREATE VIRTUAL TABLE bare USING fts5(
    title, question, description, keywords, headings, answer, body,
    tokenize='porter unicode61 remove_diacritics 2'
)
"""
BARE_INSERT = "INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?)"
BARE_SEARCH = """
SELECT rowid, bm25(bare, 10.0, 8.0, 3.0, 4.0, 3.0, 1.0, 1.0) AS score,
    snippet(bare, -1, '<mark>', '</mark>', '…', 30)
FROM bare WHERE bare MATCH ? ORDER BY score LIMIT 10
"""

Content = dict[str, tuple[Article, Texts]]


def main(folder: Path, count: int) -> None:
    """Measures and prints the table."""
    content = repeated(articles_in(folder), count)
    library = Library.of({path: Entry(a.source.digest, a, ()) for path, (a, _) in content.items()})
    with TemporaryDirectory() as state:
        path = Path(state) / "index"
        with closing(bare(Path(state) / "bare", library, content)) as database:
            index = SearchIndex(path, max_cached_hits=0)
            seconds = timed(lambda: index.update(library, lambda one: content[one.path][1]))
            print(f"update: {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
            print(f"merge, while it is searched: {timed(lambda: merged(index)):.1f} s")
            titles = [article.title for article, _ in content.values()]
            compare(index, path, database, queries_of(titles))
            index.close()


def bare(path: Path, library: Library, content: Content) -> sqlite3.Connection:
    """The same texts in FTS5, with nothing around it."""
    documents = [make_document(*content[path]).fields for path in library.articles]
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(BARE_TABLE)
    database.execute("BEGIN")
    seconds = timed(lambda: database.executemany(BARE_INSERT, documents))
    seconds += timed(lambda: database.execute("COMMIT"))
    print(f"bare executemany of {len(documents):,} articles: {seconds:.1f} s")
    return database


def compare(
    index: SearchIndex, path: Path, database: sqlite3.Connection, queries: Sequence[str]
) -> None:
    """Each query beside the statement it comes to."""
    table = Table(title=f"Ten hits with snippets, the best of {RUNS} runs")
    table.add_column("query")
    for heading in ("hits", "bare, ms", "search, ms", "ratio"):
        table.add_column(heading, justify="right")
    with closing(sqlite3.connect(path)) as own:
        snapshot = ReadTransaction(own, ("", 0), "", [""] * 1_000_000)
        for query in queries:
            match = RankingCache(0).get_all(snapshot, parse_query(query))
            row = [query, f"{match.total:,}"]
            if match.total:  # of what is nowhere, there is no statement to compare with
                row += ratio(
                    partial(searched, database, match.expression), partial(index.search, query)
                )
            table.add_row(*row)
    Console().print(table)


def merged(index: SearchIndex) -> None:
    """Takes all the small steps that the service takes once an index is built."""
    while index.optimize():
        pass


def searched(database: sqlite3.Connection, expression: str) -> list[object]:
    """The ten hits of the bare statement."""
    return database.execute(BARE_SEARCH, (expression,)).fetchall()


def ratio(statement: Callable[[], object], search: Callable[[], object]) -> tuple[str, str, str]:
    """The cells of one row."""
    bare_ms, own_ms = side_by_side(statement, search)
    return f"{bare_ms:.2f}", f"{own_ms:.2f}", f"{own_ms / bare_ms:.2f}"


def timed(action: Callable[[], object]) -> float:
    """The seconds it takes."""
    began = perf_counter()
    action()
    return perf_counter() - began


def side_by_side(*actions: Callable[[], object]) -> list[float]:
    """The shortest milliseconds of each, taken in turns."""
    best = [float("inf")] * len(actions)
    for _ in range(RUNS):
        for place, action in enumerate(actions):
            best[place] = min(best[place], 1000 * timed(action))
    return best


def articles_in(folder: Path) -> list[tuple[Article, Texts]]:
    """The articles of a folder with their texts, those of a sample where there are many."""
    found: list[tuple[Article, Texts]] = []
    for file in sorted(folder.rglob("*.md"))[:SOME]:
        path, data = file.relative_to(folder).as_posix(), file.read_bytes()
        article, texts = parse(path, data).article, read_texts(path, data)
        if article is not None and texts is not None:
            found.append((article, texts))
    return found


def repeated(articles: list[tuple[Article, Texts]], count: int) -> Content:
    """`count` articles, each with a path, a url and a digest of its own."""
    content: Content = {}
    for number, (article, texts) in enumerate(islice(cycle(articles), count)):
        path = f"{number:06}/{article.path}"
        source = replace(article.source, digest=sha256(path.encode()).digest())
        content[path] = (replace(article, path=path, url=f"/{path}", source=source), texts)
    return content


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else generated(36_000),
        int(sys.argv[2]) if len(sys.argv) > 2 else 36_000,
    )
