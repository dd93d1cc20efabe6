from hypothesis import given

from gql_content.library import Entry, Library
from gql_content.query import nearest
from tests.articles import article, entry, libraries


def about(path: str, title: str, *keywords: str, subject: str = "biology") -> tuple[str, Entry]:
    return path, entry(article(path, title=title, subject=subject, keywords=keywords))


CONTENT = dict(
    (
        about("a.md", "How do octopuses change colour?", "octopus", "camouflage", "skin"),
        about("b.md", "Why are cuttlefish so colourful?", "cuttlefish", "camouflage", "skin"),
        about("c.md", "Do octopuses dream?", "octopus", "sleep"),
        about("d.md", "How do bees dance?", "bees"),
        about("e.md", "How is camouflage painted?", "camouflage", subject="art"),
    )
)


def paths(library: Library, of: str, count: int = 10, but: tuple[str, ...] = ()) -> list[str]:
    return [near.article.path for near in nearest(library, library.articles[of], count, but)]


def test_articles_that_share_more_rare_terms_are_nearer() -> None:
    library = Library.of(CONTENT)
    assert paths(library, "a.md") == ["b.md", "c.md"]


def test_what_is_shared_is_told() -> None:
    library = Library.of(CONTENT)
    first = nearest(library, library.articles["a.md"], 1, ())[0]
    assert set(first.reasons) == {"camouflage", "skin"}
    assert 0 < first.score <= 1


def test_those_left_out_make_room_for_others() -> None:
    library = Library.of(CONTENT)
    assert paths(library, "a.md", 1, but=("b.md",)) == ["c.md"]


@given(libraries())
def test_an_article_is_never_near_to_itself_or_twice(library: Library) -> None:
    for path in library.articles:
        found = paths(library, path)
        assert path not in found
        assert len(set(found)) == len(found)
        subject = library.articles[path].subject_slug
        assert all(library.articles[one].subject_slug == subject for one in found)


@given(libraries(), libraries())
def test_a_change_is_followed(before: Library, after: Library) -> None:
    for path in before.articles:
        paths(before, path)
    followed = before.replaced(after.entries, before.entries.keys() - after.entries.keys())
    fresh = Library.of(after.entries)
    for path in fresh.articles:
        assert paths(followed, path) == paths(fresh, path)
