from gql_content.model import Subject
from tests.articles import article, broken, entry, library_of, stale


def spelled(*names: str | None) -> dict[str, Subject]:
    articles = (article(f"{number}.md", subject=name) for number, name in enumerate(names))
    return dict(library_of(*articles).subjects)


def test_spellings_of_one_slug_are_one_subject_named_as_most_articles_spell_it() -> None:
    found = spelled("Computer science", "Computer Science", "Computer Science", "COMPUTER SCIENCE")
    assert found == {"computer-science": Subject("computer-science", "Computer Science", 4)}


def test_of_spellings_that_are_equally_frequent_the_first_by_letters_names_the_subject() -> None:
    names = ["b c", "B c", "B C", "b C"]
    assert spelled(*names)["b-c"].name == spelled(*reversed(names))["b-c"].name == "B C"


def test_subjects_stand_in_the_order_of_their_slugs() -> None:
    assert list(spelled("zoology", "Art", "Music", "art")) == ["art", "music", "zoology"]


def test_articles_without_a_subject_make_none() -> None:
    assert spelled(None, None) == {}


def test_the_majority_moves_with_a_change_and_back() -> None:
    library = library_of(article("a.md", subject="Art"), article("b.md", subject="ART"))
    assert library.subjects["art"].name == "ART"
    more = library.replaced({"c.md": entry(article("c.md", subject="Art"))})
    assert more.subjects["art"] == Subject("art", "Art", 3)
    less = more.replaced({}, ["a.md", "c.md"])
    assert less.subjects["art"] == Subject("art", "ART", 1)


def test_a_subject_goes_with_its_last_article() -> None:
    library = library_of(article("a.md", subject="Art"), article("b.md", subject="Music"))
    assert set(library.subjects) == {"art", "music"}
    assert set(library.replaced({"a.md": broken("a.md")}).subjects) == {"music"}


def test_an_article_that_is_not_served_counts_in_no_subject() -> None:
    winner = article("a.md", url="/same", subject="Art")
    loser = article("b.md", url="/same", subject="Music")
    library = library_of(winner, loser)
    assert set(library.subjects) == {"art"}
    assert set(library.replaced({}, ["a.md"]).subjects) == {"music"}


def test_a_stale_article_counts_in_its_subject() -> None:
    one = article("a.md", subject="Art")
    assert library_of(one).replaced({"a.md": stale(one)}).subjects["art"].article_count == 1


def test_the_articles_of_a_subject_stand_in_the_order_of_paths_whatever_its_spelling() -> None:
    late, early = article("b.md", subject="ART", url="/1"), article("a.md", subject="Art", url="/2")
    library = library_of(late, early, article("c.md"))
    assert library.articles_of("art") == (early, late)
    assert library.articles_of("Art") == ()
