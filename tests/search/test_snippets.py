import re

from hypothesis import given
from hypothesis import strategies as st

from gql_content.search.normalization import ENDS, HEADING, SEPARATOR, STARTS
from gql_content.search.snippets import Excerpt, excerpt

MARKS = str.maketrans({"[": STARTS, "]": ENDS, "#": HEADING})


def make_excerpt(marked: str) -> Excerpt:
    return excerpt(marked.translate(MARKS))


def test_a_match_is_marked_and_all_else_is_escaped() -> None:
    assert make_excerpt("a <b> & [match]").snippet == "a &lt;b&gt; &amp; <mark>match</mark>"
    assert make_excerpt("[<b>]").snippet == "<mark>&lt;b&gt;</mark>"


def test_about_thirty_words_around_the_match_are_shown() -> None:
    text = " ".join(f"word{number}" for number in range(100))
    snippet = make_excerpt(f"{text} [match] {text}").snippet
    assert snippet.startswith("… word")
    assert snippet.endswith(" …")
    assert "<mark>match</mark> word0" in snippet
    assert 20 <= len(snippet.split()) <= 40


def test_no_word_is_cut() -> None:
    text = " ".join("longer" for _ in range(100))
    shown = make_excerpt(f"{text} [match] {text}").snippet.replace("<mark>match</mark>", "")
    assert set(shown.split()) == {"…", "longer"}


def test_the_place_with_the_most_different_words_is_best() -> None:
    far = "x " * 300
    assert "here" in make_excerpt(f"[cell] [cell] [cell] {far} here [cell] [wall]").snippet


def test_the_heading_is_the_one_above_the_match() -> None:
    text = "[no]thing\n#First **\nsome text\n#Second\nthe [match]\n#Third\n"
    assert make_excerpt(text.replace("[no]", "no")).heading == "Second"
    assert make_excerpt("a [match]\n#Later\n").heading is None


def test_a_snippet_stays_within_its_section() -> None:
    result = make_excerpt("before\n#Above\nthe [match]\n#Below\nafter")
    assert result == Excerpt("… the <mark>match</mark> …", "Above")


def test_a_match_in_text_is_preferred_to_one_in_a_heading() -> None:
    assert make_excerpt("#The [match]\ntext\n#Next\na [match]").heading == "Next"


def test_a_match_in_a_heading_only_shows_the_heading_and_what_follows() -> None:
    result = make_excerpt("text\n#The [match]\nfollows")
    assert result == Excerpt("… The <mark>match</mark> follows", "The match")


def test_a_text_without_a_match_shows_its_beginning() -> None:
    assert make_excerpt("just a title") == Excerpt("just a title", None)


@given(st.text(alphabet="ab<&\n #光。"), st.lists(st.integers(0, 40), max_size=6))
def test_every_snippet_is_whole_html_and_nothing_of_the_index_shows(
    text: str, places: list[int]
) -> None:
    for place in sorted(set(places), reverse=True):
        text = f"{text[:place]}§{text[place:]}"
    result = make_excerpt(text.replace("§", "[m]") * 20)
    bare = re.sub(r"<mark>[^<>]*</mark>", "", result.snippet)
    assert not set(bare) & {"<", ">"}
    assert not set(result.snippet + (result.heading or "")) & {STARTS, ENDS, HEADING}
    assert ("<mark>" in result.snippet) == bool(places)


def test_a_match_that_goes_on_below_a_heading_ends_with_the_snippet() -> None:
    result = make_excerpt("the [cell\n#Wall\nis] firm")
    assert result == Excerpt("the <mark>cell</mark> …", None)


def test_a_match_that_the_beginning_of_a_snippet_cuts_is_marked_from_there_on() -> None:
    text = "x" * 300
    assert is_well_marked(make_excerpt(f"a [{text} b] c [d] [e] f").snippet)


PIECES = st.lists(
    st.sampled_from(
        ["cell", "wall ", "光", "合" + SEPARATOR, "a<b>&", " ", "\n", "\n#H ", "w" * 90]
    ),
    max_size=60,
).map("".join)


@given(PIECES, st.lists(st.integers(0, 600), max_size=30))
def test_wherever_matches_begin_and_end_marks_are_whole(text: str, places: list[int]) -> None:
    """Signs come in pairs, as FTS5 sets them: at any letters, across lines, words and headings."""
    inside = sorted({place for place in places if place <= len(text)})
    inside = inside[: len(inside) // 2 * 2]
    for at, place in reversed([*enumerate(inside)]):
        text = f"{text[:place]}{']' if at % 2 else '['}{text[place:]}"
    result = make_excerpt(text)
    assert is_well_marked(result.snippet)
    shown = set(result.snippet + (result.heading or ""))
    assert not shown & {STARTS, ENDS, HEADING, SEPARATOR}


def is_well_marked(snippet: str) -> bool:
    """Whether the only elements are marks: each with something in it, closed, none in another."""
    bare = re.sub(r"<mark>[^<>]+</mark>", "", snippet)
    return not set(bare) & {"<", ">"}
