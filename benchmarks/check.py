"""What the rules cost, at first and after a change: python -m benchmarks.check [FOLDER]"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from benchmarks.corpora import generated
from gql_content.rules import FindingsCache, RuleEngine
from gql_content.sources import Selection, load_folder

TODAY = date(2025, 3, 20)
COUNT = 36_000

Made = TypeVar("Made")


def timed(what: str, make: Callable[[], Made]) -> Made:
    began = perf_counter()
    made = make()
    print(f"{what:44}{perf_counter() - began:8.2f} s")
    return made


def main(root: Path) -> None:
    library = load_folder(root, Selection()).library
    print(f"{len(library.articles):,} articles")
    first = RuleEngine(root)
    found = timed("a first check, on all cores", lambda: first.check(library, TODAY))
    print(f"{len(found.problems):,} problems")
    with TemporaryDirectory() as folder:
        place = Path(folder) / "saved.checks"
        timed("saving what was found", lambda: first.cache.write(place))
        print(f"{place.stat().st_size / 1e6:.1f} MB saved")
        cache = timed("reading it again", lambda: FindingsCache.read(place))
    again = RuleEngine(root, cache=cache)
    timed("a check of which nothing is new", lambda: again.check(library, TODAY))
    path, entry = next(iter(library.entries.items()))
    after = library.replaced({}, [path])
    timed("after one file is gone", lambda: again.check(after, TODAY))
    last = after.replaced({path: entry})
    timed("after one file has come", lambda: again.check(last, TODAY))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else generated(COUNT))
