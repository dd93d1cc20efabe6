from random import Random

from hypothesis import given
from hypothesis import strategies as st

from gql_content.library import Entry, Library
from tests.articles import article, broken, entry, files, library_of, stale, touched

Digests = dict[str, tuple[bytes, bytes | None]]


def digests(of: dict[str, Entry]) -> Digests:
    """What a revision is to tell apart: of each file, what it holds and what is served."""
    return {
        path: (one.digest, None if one.article is None else one.article.source.digest)
        for path, one in of.items()
    }


def test_the_revision_is_the_same_on_every_machine() -> None:
    two = Library.of({"a.md": broken("a.md", b"1"), "Ähre.md": broken("Ähre.md", b"2")})
    assert Library.of({}).revision == "66687aadf862bd776c8fc18b8e9f8e2008971485"
    assert two.revision == "53aea7b75d629baab1b881b4a650fd0b79f7c7e5"


@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_makes_no_difference(some: dict[str, Entry], random: Random) -> None:
    shuffled = list(some.items())
    random.shuffle(shuffled)
    assert Library.of(dict(shuffled)).revision == Library.of(some).revision


@given(files(most=4), files(most=4))
def test_two_libraries_have_one_revision_only_if_their_files_are_the_same(
    some: dict[str, Entry], others: dict[str, Entry]
) -> None:
    same_revision = Library.of(some).revision == Library.of(others).revision
    assert same_revision == (digests(some) == digests(others))


@given(files().filter(bool), st.data())
def test_a_file_that_changes_in_any_way_changes_the_revision(
    some: dict[str, Entry], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(some)))
    library = Library.of(some)
    digest = b"\1" * 32
    moved = {**some, "new.md": some[path]}
    del moved[path]
    fewer = {other: one for other, one in some.items() if other != path}
    revisions = [
        library.revision,
        library.replaced({path: Entry(digest, None)}).revision,
        library.replaced({path: Entry(digest, article(path, title="new"))}).revision,
        Library.of(moved).revision,
        Library.of(fewer).revision,
    ]
    assert len(set(revisions)) == len(revisions)


def test_two_files_that_swap_their_content_change_the_revision() -> None:
    one, other = broken("a.md", b"1"), broken("b.md", b"2")
    library = Library.of({"a.md": one, "b.md": other})
    assert library.replaced({"a.md": other, "b.md": one}).revision != library.revision


def test_a_file_that_breaks_changes_the_revision_though_the_same_article_is_served() -> None:
    one = article("a.md")
    assert Library.of({"a.md": stale(one)}).revision != library_of(one).revision


def test_the_same_broken_file_has_another_revision_when_another_article_is_served() -> None:
    never, once, later = (
        broken("a.md"),
        stale(article("a.md", title="once")),
        stale(article("a.md", title="later")),
    )
    assert never.digest == once.digest == later.digest
    assert len({Library.of({"a.md": one}).revision for one in (never, once, later)}) == 3


def test_a_file_that_is_only_touched_leaves_the_revision() -> None:
    one = article("a.md")
    library = library_of(one)
    assert library.replaced({"a.md": entry(touched(one))}).revision == library.revision
