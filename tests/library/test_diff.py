from hypothesis import given
from hypothesis import strategies as st

from gql_content.library import Diff, Entry, Library, diff
from tests.articles import article, entry, files, library_of, stale, touched


def test_the_diff_tells_what_was_added_modified_and_removed_in_the_order_of_paths() -> None:
    kept, old, gone = article("k.md"), article("o.md"), [article("g.md"), article("f.md")]
    new, come = article("o.md", title="new"), [article("z.md"), article("b.md")]
    found = diff(library_of(kept, old, *gone), library_of(*come, new, kept))
    assert found.added == (come[1], come[0])
    assert found.modified == (new,)
    assert found.removed == (gone[1], gone[0])
    assert found


def test_a_file_that_was_only_touched_is_not_modified() -> None:
    one = article("a.md")
    assert not diff(library_of(one), library_of(touched(one)))


def test_a_file_that_broke_is_not_modified_while_its_article_is_served() -> None:
    one = article("a.md")
    assert not diff(library_of(one), Library.of({"a.md": stale(one)}))


def test_an_article_that_loses_its_url_to_a_new_file_is_removed() -> None:
    loser, winner = article("b.md", url="/same"), article("a.md", url="/same")
    found = diff(library_of(loser), library_of(loser, winner))
    assert (found.added, found.modified, found.removed) == ((winner,), (), (loser,))


def test_a_library_does_not_differ_from_itself() -> None:
    library = library_of(article("a.md"))
    assert not diff(library, library)


@given(files(), files())
def test_the_diff_leads_from_any_library_to_any_other(
    some: dict[str, Entry], others: dict[str, Entry]
) -> None:
    seen, current = Library.of(some), Library.of(others)
    found = diff(seen, current)
    follower = dict(seen.articles)
    for one in found.removed:
        del follower[one.path]
    for one in found.added:
        assert one.path not in follower
        follower[one.path] = one
    for one in found.modified:
        assert follower[one.path].source.digest != one.source.digest
        follower[one.path] = one
    assert {path: one.source.digest for path, one in follower.items()} == {
        path: one.source.digest for path, one in current.articles.items()
    }


@given(files(), files(most=4))
def test_the_diff_of_a_change_names_nothing_but_the_change_and_its_rivals(
    some: dict[str, Entry], changed: dict[str, Entry]
) -> None:
    library = Library.of(some)
    found = diff(library, library.replaced(changed))
    urls = {
        one.article.url
        for files_ in (changed, {path: some[path] for path in changed if path in some})
        for one in files_.values()
        if one.article is not None
    }
    named = [*found.added, *found.modified, *found.removed]
    assert all(one.path in changed or one.url in urls for one in named)


def test_an_unchanged_file_given_again_is_no_difference() -> None:
    one = article("a.md")
    library = library_of(one)
    assert not diff(library, library.replaced({"a.md": entry(article("a.md"))}))


@given(files(), st.lists(files(most=4), min_size=1, max_size=4))
def test_what_a_change_costs_nothing_to_tell_is_what_a_look_at_every_article_tells(
    some: dict[str, Entry], changes: list[dict[str, Entry]]
) -> None:
    library = Library.of(some)
    for changed in changes:
        gone = sorted(library.entries)[:2]
        following = library.replaced(changed, gone)
        assert diff(library, following) == diff(library, Library.of(following.entries))
        library = following


@given(files(), files(), files(), files())
def test_differences_join_to_the_difference_of_their_ends(
    first: dict[str, Entry],
    second: dict[str, Entry],
    third: dict[str, Entry],
    fourth: dict[str, Entry],
) -> None:
    one, two, three, four = (Library.of(files_) for files_ in (first, second, third, fourth))
    whole = diff(one, two).then(diff(two, three)).then(diff(three, four))
    straight = diff(one, four)
    assert digests(whole) == digests(straight)
    assert len(whole.modified) == len(whole.former)


def digests(found: Diff) -> list[list[tuple[str, bytes]]]:
    """Of a file that was only touched, either version may be named."""
    parts = (found.added, found.modified, found.removed, found.former)
    return [[(one.path, one.source.digest) for one in part] for part in parts]
