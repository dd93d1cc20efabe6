from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.library import Entry, Library
from tests.articles import (
    PATHS,
    Files,
    all_files,
    article,
    broken,
    entry,
    files,
    library_of,
    stale,
    touched,
)
from tests.library.asking import QUESTIONS, answers


class Step:
    """One change of files, and what is asked of the library before it."""

    def __init__(self, changed: Files, removed: list[str], asked: list[str]) -> None:
        self.changed = changed
        self.removed = removed
        self.asked = asked

    def __repr__(self) -> str:
        return f"Step({self.changed!r}, {self.removed!r}, {self.asked!r})"

    def applied(self, before: Files) -> dict[str, Entry]:
        kept = {path: one for path, one in before.items() if path not in self.removed}
        return {**kept, **self.changed}


@st.composite
def steps(draw: st.DrawFn, most: int = 3) -> Step:
    return Step(
        changed=draw(files(most=most)),
        removed=draw(st.lists(st.sampled_from((*PATHS, "never.md")), max_size=most)),
        asked=draw(st.lists(st.sampled_from(sorted(QUESTIONS)), max_size=8)),
    )


def ask(library: Library, questions: Iterable[str]) -> dict[str, object]:
    return {name: QUESTIONS[name](library) for name in questions}


@given(files(), st.lists(steps(), min_size=1, max_size=5))
def test_a_library_that_was_changed_step_by_step_is_the_library_of_its_files(
    first: dict[str, Entry], changes: list[Step]
) -> None:
    now, library = first, Library.of(first)
    for step in changes:
        before = ask(library, step.asked)
        following = library.replaced(step.changed, step.removed)
        assert ask(library, step.asked) == before
        now, library = step.applied(now), following
    assert answers(library) == answers(Library.of(now))


@given(files(), steps())
def test_what_was_never_asked_before_a_change_is_right_after_it(
    first: dict[str, Entry], step: Step
) -> None:
    library = Library.of(first).replaced(step.changed, step.removed)
    assert answers(library) == answers(Library.of(step.applied(first)))


@given(files(), steps())
def test_a_change_leaves_the_library_it_started_from_as_it_was(
    first: dict[str, Entry], step: Step
) -> None:
    library = Library.of(first)
    before = answers(library)
    following = library.replaced(step.changed, step.removed)
    answers(following)
    assert answers(library) == before == answers(Library.of(first))


@settings(max_examples=20)
@given(all_files(), all_files())
def test_a_change_of_nearly_every_file_gives_the_library_of_the_files(
    first: dict[str, Entry], second: dict[str, Entry]
) -> None:
    library = Library.of(first)
    answers(library)
    changed = {path: second[path] for path in PATHS[:16]}
    following = library.replaced(changed, PATHS[16:])
    assert answers(following) == answers(Library.of(changed))


def test_removing_every_file_leaves_the_empty_library() -> None:
    library = library_of(*(article(path, subject="Ökologie") for path in PATHS))
    answers(library)
    assert answers(library.replaced({}, PATHS)) == answers(Library.of({}))


def test_a_change_there_and_back_ends_where_it_began() -> None:
    one, other = article("a.md", title="one"), article("a.md", title="other")
    library = library_of(one, article("b.md"))
    there = library.replaced({"a.md": entry(other)})
    back = there.replaced({"a.md": entry(one)})
    assert there.revision != library.revision
    assert answers(back) == answers(library)


def test_a_path_that_is_removed_twice_is_removed_once() -> None:
    library = library_of(article("a.md"), article("b.md"))
    assert answers(library.replaced({}, ["a.md", "a.md"])) == answers(library_of(article("b.md")))


def test_removed_paths_may_come_from_an_iterator_and_need_not_be_known() -> None:
    library = library_of(article("a.md"), article("b.md"))
    following = library.replaced({}, iter(["never.md", "a.md"]))
    assert answers(following) == answers(library_of(article("b.md")))


def test_a_file_that_is_both_changed_and_removed_is_there() -> None:
    library = library_of(article("a.md"))
    changed = article("a.md", title="new")
    following = library.replaced({"a.md": entry(changed)}, ["a.md"])
    assert following.article_at("a.md") is changed


def test_a_file_that_breaks_keeps_its_article_and_one_that_is_new_and_broken_has_none() -> None:
    one = article("a.md")
    library = library_of(one).replaced({"a.md": stale(one), "b.md": broken("b.md")})
    assert list(library.articles) == ["a.md"]
    assert library.entries["a.md"].is_stale
    assert not library.entries["b.md"].is_stale
    assert [problem.path for problem in library.problems] == ["a.md", "b.md"]


def test_two_files_can_swap_their_urls_in_one_change() -> None:
    library = library_of(article("a.md", url="/1"), article("b.md", url="/2"))
    answers(library)
    swapped = [article("a.md", url="/2"), article("b.md", url="/1")]
    following = library.replaced({one.path: entry(one) for one in swapped})
    assert answers(following) == answers(library_of(*swapped))
    assert [following.article_by_url(url) for url in ("/1", "/2")] == swapped[::-1]


def test_a_file_that_was_only_touched_is_served_with_its_new_time() -> None:
    one = article("a.md")
    library = library_of(one)
    answers(library)
    following = library.replaced({"a.md": entry(touched(one))})
    assert following.revision == library.revision
    found = following.article_by_url("/a")
    assert found is not None
    assert found.source.mtime_ns == one.source.mtime_ns + 1


@given(files(), st.lists(steps(), min_size=1, max_size=3))
def test_what_was_asked_of_the_library_before_is_right_after_adopting_it(
    first: dict[str, Entry], changes: list[Step]
) -> None:
    known = library = Library.of(first)
    now = first
    for step in changes:
        library, now = library.replaced(step.changed, step.removed), step.applied(now)
    before = answers(known)
    library.adopt(known)
    assert answers(library) == answers(Library.of(now))
    assert answers(known) == before
