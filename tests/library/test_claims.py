from collections.abc import Callable

import pytest
from hypothesis import given

from gql_content.library import Entry, Library
from gql_content.model import Problem, Severity
from tests.articles import article, broken, entry, files, library_of, stale


def rival(path: str) -> tuple[str, Entry]:
    return path, entry(article(path, url="/same"))


def duplicates(library: Library) -> list[Problem]:
    return [problem for problem in library.problems if problem.code == "DUPLICATE_URL"]


def test_of_two_files_that_claim_a_url_the_lower_path_is_served() -> None:
    library = Library.of(dict([rival("b.md"), rival("a.md")]))
    assert list(library.articles) == ["a.md"]
    assert library.article_at("b.md") is None
    found = library.article_by_url("/same")
    assert found is not None
    assert found.path == "a.md"


def test_the_problem_of_a_url_claimed_twice_names_both_files_and_what_to_do() -> None:
    (problem,) = duplicates(Library.of(dict([rival("b.md"), rival("a.md")])))
    assert (problem.path, problem.field, problem.severity) == ("b.md", "url", Severity.ERROR)
    assert all(word in problem.message for word in ("a.md", "b.md", "/same"))
    assert "b.md" in problem.remedy


def test_each_of_several_losers_is_told_who_won() -> None:
    library = Library.of(dict([rival("c.md"), rival("a.md"), rival("b.md")]))
    problems = duplicates(library)
    assert [problem.path for problem in problems] == ["b.md", "c.md"]
    assert all("a.md is served" in problem.message for problem in problems)


def test_the_next_rival_is_served_when_the_winner_goes_and_yields_when_it_returns() -> None:
    library = Library.of(dict([rival("c.md"), rival("a.md"), rival("b.md")]))
    without = library.replaced({}, ["a.md"])
    assert list(without.articles) == ["b.md"]
    assert [problem.path for problem in duplicates(without)] == ["c.md"]
    again = without.replaced(dict([rival("a.md")]))
    assert list(again.articles) == ["a.md"]
    assert again.problems == library.problems


def test_a_loser_that_takes_another_url_is_served_and_its_problem_is_gone() -> None:
    library = Library.of(dict([rival("a.md"), rival("b.md")]))
    mended = library.replaced({"b.md": entry(article("b.md", url="/other"))})
    assert set(mended.articles) == {"a.md", "b.md"}
    assert mended.problems == ()


def test_urls_that_differ_in_a_slash_at_the_end_are_two() -> None:
    library = library_of(article("a.md", url="/same"), article("b.md", url="/same/"))
    assert library.problems == ()
    assert len(library.articles) == 2


def outdated_rival(path: str) -> tuple[str, Entry]:
    return path, stale(article(path, url="/same"))


@pytest.mark.parametrize("first", [rival, outdated_rival])
@pytest.mark.parametrize("url", ["/same", "/same/"])
def test_a_last_good_version_yields_to_a_valid_file_that_claims_its_url(
    first: Callable[[str], tuple[str, Entry]], url: str
) -> None:
    valid = {"b.md": entry(article("b.md", url=url))}
    alone = Library.of(dict([first("a.md")])).replaced(dict([outdated_rival("a.md")]))
    for library in (
        alone.replaced(valid),
        Library.of({**dict([outdated_rival("a.md")]), **valid}),
        Library.of({**dict([rival("a.md")]), **valid}).replaced(dict([outdated_rival("a.md")])),
    ):
        for asked in ("/same", "/same/"):
            found = library.article_by_url(asked)
            assert found is not None
            assert found.path == "b.md"
        again = library.replaced({}, ["b.md"]).article_by_url("/same")
        assert again is not None
        assert (again.path, again.source.stale) == ("a.md", True)
        assert library.replaced({}, ["b.md"]).problems == alone.problems


def test_it_is_told_that_a_last_good_version_yields() -> None:
    library = Library.of(dict([outdated_rival("a.md"), rival("b.md")]))
    (problem,) = duplicates(library)
    assert problem.path == "a.md"
    assert "a.md is invalid and its last good version yields" in problem.message
    assert "Correct a.md" in problem.remedy


def test_of_two_last_good_versions_the_lower_path_is_served() -> None:
    library = Library.of(dict([outdated_rival("b.md"), outdated_rival("a.md")]))
    assert list(library.articles) == ["a.md"]
    assert [problem.path for problem in duplicates(library)] == ["b.md"]
    corrected = library.replaced(dict([rival("b.md")]))
    assert list(corrected.articles) == ["b.md"]
    assert list(corrected.replaced(dict([rival("a.md")])).articles) == ["a.md"]


def test_a_last_good_version_yields_its_url_when_it_is_invalid_at_another_one() -> None:
    library = Library.of(dict([rival("b.md"), ("a.md", stale(article("a.md", url="/other")))]))
    moved = library.replaced({"b.md": entry(article("b.md", url="/other"))})
    assert list(moved.articles) == ["b.md"]
    back = moved.replaced(dict([rival("b.md")]))
    assert set(back.articles) == {"a.md", "b.md"}
    assert back.problems == library.problems
    gone = moved.replaced({"a.md": broken("a.md")})
    assert duplicates(gone) == []


def test_by_its_slug_too_a_valid_file_comes_first() -> None:
    library = Library.of(
        {
            "a/x.md": stale(article("a/x.md", subject="Physics")),
            "b/x.md": entry(article("b/x.md", subject="Physics")),
        }
    )
    found = library.article_by_slug("physics", "x")
    assert found is not None
    assert found.path == "b/x.md"


@given(files())
def test_every_article_is_served_or_told_that_its_url_is_taken(some: dict[str, Entry]) -> None:
    library = Library.of(some)
    lost = [problem.path for problem in duplicates(library)]
    readable = [path for path, one in some.items() if one.article is not None]
    assert sorted([*library.articles, *lost]) == sorted(readable)
    assert len({one.url for one in library.articles.values()}) == len(library.articles)


@given(files())
def test_problems_stand_in_the_order_of_paths_and_none_is_left_out(some: dict[str, Entry]) -> None:
    library = Library.of(some)
    paths = [problem.path for problem in library.problems]
    assert paths == sorted(paths)
    written = [problem for one in some.values() for problem in one.problems]
    assert len(library.problems) == len(written) + len(duplicates(library))
    assert all(problem in library.problems for problem in written)
