"""What meaning costs, against the least it could: python -m benchmarks.render [ARTICLES]

HTML against markdown-it-py and nh3 alone, all facets against one bare Counter for each field, and
the completion of related articles. What is compared runs in turn, in one process; medians count.
"""

import sys
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from statistics import median
from time import perf_counter

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin  # pyright: ignore[reportUnknownVariableType] - the package has no types
from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated
from gql_content.content import read_texts
from gql_content.library import Library
from gql_content.markdown import read_markdown
from gql_content.model import Article
from gql_content.query import EVERYTHING, FacetField, facets_of, nearest
from gql_content.sources import Selection, load_folder

ROUNDS = 5
TEXTS = 400
SAMPLE = Path(__file__).parents[1].parent / "shared" / "corpus" / "quicktakes"

READ: tuple[Callable[[Article], str | None], ...] = (
    lambda article: article.subject_slug,
    lambda article: article.author,
    lambda article: article.date and article.date.isoformat()[:4],
    lambda article: article.date and article.date.isoformat()[:7],
    lambda article: article.schema_name,
)


def main(count: int) -> None:
    """Measures and prints the table."""
    root = generated(count)
    library = load_folder(root, Selection()).library
    table = Table(title=f"{count:,} articles, medians of {ROUNDS} rounds")
    for heading in ("what", "ours, ms", "least, ms", "ratio"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    table.add_row("first HTML of an article", *html(SAMPLE if SAMPLE.is_dir() else root))
    table.add_row("all facets of the whole list", *all_facets(library))
    table.add_row("related articles completed", f"{1000 * related(library):.2f}", "", "")
    Console().print(table)


def compared(ours: Callable[[], object], least: Callable[[], object], per: int = 1) -> list[str]:
    times = [(timed(ours) / per, timed(least) / per) for _ in range(ROUNDS)]
    mine, bare = (median(column) for column in zip(*times, strict=True))
    return [f"{1000 * mine:.2f}", f"{1000 * bare:.2f}", f"{mine / bare:.2f}"]


def timed(run: Callable[[], object]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def html(root: Path) -> list[str]:
    texts = list(chain.from_iterable(map(texts_of, sorted(root.rglob("*.md"))[: TEXTS * 3])))
    texts = texts[:TEXTS]
    plain = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "strikethrough"])
    plain.use(footnote_plugin).enable("linkify")
    return compared(
        lambda: [read_markdown(text).html() for text in texts],
        lambda: [nh3.clean(plain.render(text)) for text in texts],
        per=len(texts),
    )


def texts_of(file: Path) -> list[str]:
    texts = read_texts(file.name, file.read_bytes())
    return [] if texts is None else [text for text in (texts.answer, texts.body) if text]


def all_facets(library: Library) -> list[str]:
    articles = list(library.articles.values())

    def bare() -> None:
        for read_one in READ:
            Counter(map(read_one, articles))
        keywords = (article.seo.keyword_lines.split("\n") for article in articles)
        Counter(chain.from_iterable(keywords))

    def ours() -> None:
        # A library of its own, which remembers nothing.
        facets_of(library.replaced({}), EVERYTHING, list(FacetField), 20)

    return compared(ours, bare)


def related(library: Library) -> float:
    articles = list(library.articles.values())[:: max(1, len(library.articles) // 200)]
    for article in articles:
        nearest(library, article, 5, ())
    return median(timed(lambda one=article: nearest(library, one, 5, ())) for article in articles)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 36_000)
