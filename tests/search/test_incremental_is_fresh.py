from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.search import SearchIndex
from tests.search.site import Site, entry, site, written

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


def answers(index: SearchIndex) -> list[object]:
    return [
        (index.search(query, None, 3, None), index.matching(query), index.suggestions(query))
        for query in QUERIES
    ]


def fresh(one: Site) -> list[object]:
    index = SearchIndex(None)
    index.update(one.library, one.texts_of)
    found = answers(index)
    index.close()
    return found


def following(one: Site, given: dict[str, str]) -> Site:
    """The site of these files, its library made as the next of the one before."""
    after = site(given)
    changed = {
        path: entry(path, written(path, text).encode())
        for path, text in given.items()
        if one.files.get(path) != after.files[path]
    }
    after.library = one.library.replaced(changed, one.files.keys() - given.keys())
    return after


@settings(max_examples=40, deadline=None)
@given(st.lists(files, min_size=1, max_size=5))
def test_an_index_brought_along_answers_as_one_that_is_new(steps: list[dict[str, str]]) -> None:
    one, index = site({}), SearchIndex(None)
    index.update(one.library, one.texts_of)
    for given_files in steps:
        one = following(one, given_files)
        index.update(one.library, one.texts_of)
        assert index.revision == one.library.revision
    assert answers(index) == fresh(one)
    index.close()


@settings(max_examples=20, deadline=None)
@given(files, files)
def test_so_does_one_that_another_process_brings_along(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found: list[object] = []
    with TemporaryDirectory() as folder:
        for given_files in (before, after):
            one, index = site(given_files), SearchIndex(Path(folder) / "search")
            index.update(one.library, one.texts_of)
            found = answers(index)
            index.close()
    assert found == fresh(site(after))
