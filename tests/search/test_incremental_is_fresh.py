from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.search import SearchIndex
from tests.search.site import Site, make_entry, make_site, render_file

PATHS = ("a.md", "b.md", "x/a.md", "x/c.md", "y/Äpfel.md")
WORDS = (
    "apple",
    "apples",
    "pear",
    "école",
    "光合作用",
    "H₂O",
    "# heading",
    "\n\n",
    "the",
    "-",
    "🙂",
)
QUERIES = (
    "apple",
    "pear -apple",
    "appl",
    "ecole",
    "合作",
    "h2o",
    "heading pear",
    "the",
    "aple",
    "x",
)

bodies = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
files = st.dictionaries(st.sampled_from(PATHS), bodies, max_size=len(PATHS))


def search_all(index: SearchIndex) -> list[object]:
    return [
        (index.search(query, None, 3, None), index.find_paths(query), index.suggest(query))
        for query in QUERIES
    ]


def search_fresh_index(site: Site) -> list[object]:
    index = SearchIndex(None)
    index.update(site.library, site.read_texts)
    results = search_all(index)
    index.close()
    return results


def make_next_site(previous: Site, contents: dict[str, str]) -> Site:
    """The site of these files, with a library derived from the previous one."""
    site = make_site(contents)
    changed = {
        path: make_entry(path, render_file(path, text).encode())
        for path, text in contents.items()
        if previous.files.get(path) != site.files[path]
    }
    site.library = previous.library.replaced(changed, previous.files.keys() - contents.keys())
    return site


@settings(max_examples=40, deadline=None)
@given(st.lists(files, min_size=1, max_size=5))
def test_an_updated_index_equals_a_new_one(steps: list[dict[str, str]]) -> None:
    site, index = make_site({}), SearchIndex(None)
    index.update(site.library, site.read_texts)
    for contents in steps:
        site = make_next_site(site, contents)
        index.update(site.library, site.read_texts)
        assert index.revision == site.library.revision
    assert search_all(index) == search_fresh_index(site)
    index.close()


@settings(max_examples=20, deadline=None)
@given(files, files)
def test_an_index_updated_by_another_process_equals_a_new_one(
    before: dict[str, str], after: dict[str, str]
) -> None:
    results: list[object] = []
    with TemporaryDirectory() as folder:
        for contents in (before, after):
            site, index = make_site(contents), SearchIndex(Path(folder) / "search")
            index.update(site.library, site.read_texts)
            results = search_all(index)
            index.close()
    assert results == search_fresh_index(make_site(after))
