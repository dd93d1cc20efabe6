from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from gql_content.search import SearchIndex
from tests.search.site import found, site

SITES = [
    site({f"{number}.md": f"common state{state} " * 5 for number in range(20 + state)})
    for state in range(6)
]
TOTALS = {one.library.revision: len(one.library.articles) for one in SITES}


def test_every_search_sees_one_revision_while_updates_come_in(tmp_path: Path) -> None:
    index, done = SearchIndex(tmp_path / "search"), Event()
    index.update(SITES[0].library, SITES[0].texts_of)

    def search() -> int:
        count = 0
        while not done.is_set():
            page = found(index, "common")
            assert page.total == len(page.hits) == TOTALS[page.revision]
            count += 1
        return count

    with ThreadPoolExecutor(4) as threads:
        searching = [threads.submit(search) for _ in range(4)]
        for one in SITES * 4:
            index.update(one.library, one.texts_of)
        done.set()
        assert all(thread.result() > 0 for thread in searching)
    index.close()
