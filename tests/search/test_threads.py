from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from gql_content.search import SearchIndex
from tests.search.site import find_hits, make_site

SITES = [
    make_site({f"{number}.md": f"common state{state} " * 5 for number in range(20 + state)})
    for state in range(6)
]
TOTALS = {site.library.revision: len(site.library.articles) for site in SITES}


def test_every_search_sees_one_revision_during_updates(tmp_path: Path) -> None:
    index, done = SearchIndex(tmp_path / "search"), Event()
    index.update(SITES[0].library, SITES[0].read_texts)

    def search() -> int:
        count = 0
        while not done.is_set():
            page = find_hits(index, "common")
            assert page.total == len(page.hits) == TOTALS[page.revision]
            count += 1
        return count

    with ThreadPoolExecutor(4) as threads:
        searches = [threads.submit(search) for _ in range(4)]
        for site in SITES * 4:
            index.update(site.library, site.read_texts)
        done.set()
        assert all(search_.result() > 0 for search_ in searches)
    index.close()
