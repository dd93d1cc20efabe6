import pytest

from tests.articles import article, library_of


@pytest.mark.parametrize("written", ["/a", "/a/"])
@pytest.mark.parametrize("asked", ["/a", "/a/", "/a//"])
def test_a_slash_at_the_end_of_a_url_makes_no_difference(written: str, asked: str) -> None:
    one = article("x.md", url=written)
    assert library_of(one, article("y.md", url="/")).article_by_url(asked) is one


def test_the_url_as_it_is_written_goes_before_the_one_that_differs_in_a_slash() -> None:
    bare, slashed = article("x.md", url="/a"), article("y.md", url="/a/")
    library = library_of(bare, slashed)
    assert library.article_by_url("/a") is bare
    assert library.article_by_url("/a/") is slashed


def test_the_root_is_found_by_its_slash_or_by_nothing() -> None:
    root = article("index.md", url="/")
    library = library_of(root)
    assert [library.article_by_url(url) for url in ("/", "", "//")] == [root] * 3
    assert library.article_by_url("/a") is None


def test_of_articles_with_one_slug_in_one_subject_the_lowest_path_is_found() -> None:
    late, early = article("y/a.md", subject="ART"), article("x/a.md", subject="Art")
    other = article("a.md", subject="Music")
    library = library_of(late, early, other)
    assert library.article_by_slug("art", "a") is early
    assert library.article_by_slug("music", "a") is other
    assert library.article_by_slug("art", "b") is None
    assert library.articles_by_stem("a") == (other, early, late)


def test_all_articles_that_bear_an_id_are_found_in_the_order_of_paths() -> None:
    late, early = article("b.md", article_id="1"), article("a.md", article_id="1")
    library = library_of(late, early, article("c.md"))
    assert library.articles_by_id("1") == (early, late)
    assert library.articles_by_id("2") == ()
