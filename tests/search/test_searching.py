import re
from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.search import Hit, HitKey, SearchIndex
from tests.search.site import find_hits, find_paths, open_index

FIELDS = {
    "title.md": {"title": "quokka"},
    "question.md": {"question": "What is a quokka?"},
    "description.md": {"seo": {"page_description": "About the quokka."}},
    "keywords.md": {"seo": {"page_keywords": "animal, quokka"}},
    "heading.md": "# The quokka\n\nis small",
    "answer.md": {"answer": "It is a quokka."},
    "body.md": "Look at the quokka.",
    "none.md": "Nothing here.",
}

PLACES = {
    "light.md": {
        "answer": "Photosynthesis turns **light** into sugar; it is related.",
        "seo": {"page_keywords": "organisms"},
    },
    "cells.md": {"answer": "Cell division, or mitosis, makes two cells."},
    "walls.md": {"answer": "The division of a cell wall. A café in São Paulo."},
    "science.md": {
        "title": "Relativity",
        "answer": "The relativity of time. Religion is another thing.",
    },
    "water.md": {"answer": "Water is H₂O, and CO₂ dissolves in it."},
    "zh.md": {"answer": "光合作用是植物利用DNA复制的过程。"},
    "ja.md": {"answer": "東京タワーは高い。カタカナもある。"},
    "ko.md": {"answer": "학교에서 공부한다."},
    "th.md": {"answer": "การสังเคราะห์ด้วยแสง"},
    "el.md": {"answer": "Η Ακρόπολη των Αθηνών"},
}


@pytest.fixture(scope="module")
def fields() -> Generator[SearchIndex]:
    with open_index(FIELDS) as index:
        yield index


@pytest.fixture(scope="module")
def places() -> Generator[SearchIndex]:
    with open_index(PLACES) as index:
        yield index


def test_every_field_is_searched_and_a_title_weighs_most(fields: SearchIndex) -> None:
    hits = find_paths(fields, "quokka")
    assert sorted(hits) == sorted(
        ["title", "question", "description", "keywords", "heading", "answer", "body"]
    )
    assert hits[:2] == ["title", "question"]
    assert set(hits[-2:]) == {"answer", "body"}


def test_every_hit_has_a_snippet_with_the_match_marked(fields: SearchIndex) -> None:
    assert all("<mark>quokka</mark>" in hit.snippet for hit in find_hits(fields, "quokka").hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("photosynthesis", ["light"]),
        ("PHOTOSYNTHESIS light", ["light"]),
        ("photosyn", ["light"]),
        ("relig", ["science"]),
        ("organis", ["light"]),
        ("relat", ["light", "science"]),
        ("relativity", ["science"]),
        ("dividing cell", []),
        ("cells divisions", ["cells", "walls"]),
        ('"cell division"', ["cells"]),
        ("cell-division", ["cells"]),
        ("cell -mitosis", ["walls"]),
        ('cell -"cell wall"', ["cells"]),
        ("-cell", []),
        ("cafe", ["walls"]),
        ("café SAO", ["walls"]),
        ("ακροπολη", ["el"]),
        ("H2O", ["water"]),
        ("co₂", ["water"]),
        ("光合作用", ["zh"]),
        ("植物", ["zh"]),
        ("光", ["zh"]),
        ("复制", ["zh"]),
        ("DNA", ["zh"]),
        ("DNA复制", ["zh"]),
        ("光合的作用", ["zh"]),
        ("合光", []),
        ("タワー", ["ja"]),
        ("カナ", ["ja"]),
        ("학교", ["ko"]),
        ("สังเคราะห์", ["th"]),
        ("the what of", []),
        ("how does the photosynthesis", ["light"]),
        ("", []),
        ('"', []),
        ("*", []),
        ("NEAR", []),
        ("title:light", ["light"]),
    ],
)
def test_a_query_finds(places: SearchIndex, query: str, expected: list[str]) -> None:
    assert sorted(find_paths(places, query)) == sorted(expected)


def test_words_without_a_common_article_find_articles_with_some_of_them(
    places: SearchIndex,
) -> None:
    assert sorted(find_paths(places, "photosynthesis mitosis")) == ["cells", "light"]
    assert sorted(find_paths(places, "photosynthesis xyzzy")) == []


def test_unspaced_text_is_shown_unchanged(places: SearchIndex) -> None:
    (hit,) = find_hits(places, "作用").hits
    assert hit.snippet == "光合<mark>作用</mark>是植物利用DNA复制的过程。"


def test_a_snippet_has_no_markdown(places: SearchIndex) -> None:
    (hit,) = find_hits(places, "light").hits
    assert hit.snippet.startswith("Photosynthesis turns <mark>light</mark> into sugar;")


def test_a_hit_has_the_heading_above_the_match() -> None:
    with open_index({"a.md": "intro\n\n## The *first*\n\napples\n\n## Second\n\npears"}) as index:
        assert [
            find_hits(index, query).hits[0].heading for query in ("intro", "apples", "pears")
        ] == [
            None,
            "The first",
            "Second",
        ]


NUMBERS = {f"{number:02}.md": "word " * (1 + number % 5) for number in range(30)}


def all_hits(index: SearchIndex, size: int) -> list[Hit]:
    hits: list[Hit] = []
    after: HitKey | None = None
    while True:
        page = index.search("word", None, size, after)
        assert page.total == len(NUMBERS)
        hits += page.hits
        if not page.has_next:
            return hits
        after = page.hits[-1].key


@pytest.mark.parametrize("size", [1, 7, 30, 100])
def test_pages_together_are_all_hits_by_score_and_path(size: int) -> None:
    with open_index(NUMBERS) as index:
        hits = all_hits(index, size)
        assert [hit.path for hit in hits] == [hit.path for hit in find_hits(index, "word").hits]
        assert [hit.key for hit in hits] == sorted(
            (hit.key for hit in hits), key=lambda key: (-key.score, key.path)
        )


def test_a_page_continues_after_its_key_when_scores_have_changed() -> None:
    with open_index(NUMBERS) as index:
        hits = find_hits(index, "word").hits
        for score in (hits[9].score * 1.5, hits[9].score * 0.5):
            page = index.search("word", None, 5, HitKey(score, hits[9].path))
            assert page.hits == hits[10:15]


def test_a_key_of_a_deleted_article_is_still_valid() -> None:
    with open_index(NUMBERS) as index:
        hits = find_hits(index, "word").hits
        page = index.search("word", None, 5, HitKey(hits[9].score, hits[9].path + "x"))
        assert page.hits == hits[10:15]


def test_only_allowed_articles_are_counted_and_returned() -> None:
    with open_index(NUMBERS) as index:
        page = index.search("word", lambda path: path < "05", 3, None)
        assert (page.total, page.has_next, len(page.hits)) == (5, True, 3)
        assert all(hit.path < "05" for hit in page.hits)
        assert index.search("word", lambda _: False, 3, None).total == 0
        assert index.find_paths("word") == NUMBERS.keys()


def test_an_empty_page_has_a_total() -> None:
    with open_index(NUMBERS) as index:
        page = index.search("word", None, 0, None)
        assert (page.hits, page.total, page.has_next) == ((), len(NUMBERS), True)


def test_errors_of_a_filter_are_raised() -> None:
    def broken(path: str) -> bool:
        raise LookupError(path)

    with open_index(NUMBERS) as index:
        with pytest.raises(LookupError):
            index.search("word", broken, 3, None)
        assert find_hits(index, "word").total == len(NUMBERS)


LETTERS = st.text(
    alphabet="word light cell \"'-*:()^+{}[]\\~§光合作用ไé\u0301\0\ud800\u200b\n12₂", max_size=60
)


@given(st.one_of(st.text(max_size=250), LETTERS))
def test_every_text_is_a_valid_query(text: str) -> None:
    index = shared()
    hits = index.search(text, None, 5, None)
    assert len(hits.hits) == min(5, hits.total) == min(5, len(index.find_paths(text)))
    assert isinstance(index.suggest(text), tuple)


SHARED: list[SearchIndex] = []


def shared() -> SearchIndex:
    return SHARED[0]


@pytest.fixture(autouse=True, scope="module")
def one_index(places: SearchIndex) -> None:
    SHARED.append(places)


SPANNING = {
    "cut.md": "All about the cell\n\n## Wall of plants\n\nIt is firm, and so is the rest.",
    "long.md": f"The {'very ' * 100}cell\n\n## Wall\n\nIt is firm.",
    "zh.md": f"光合作用\n\n## 是植物\n\n{'利用' * 200}",
    "title.md": {"title": "The cell", "answer": "wall"},
}


@pytest.mark.parametrize(
    "query",
    ['"cell wall"', '"cell wall of"', "cell wall", '"作用是植物"', "光合作用是", "cel", "利用利用"],
)
def test_a_phrase_that_spans_a_heading_leaves_no_mark_open(query: str) -> None:
    with open_index(SPANNING) as index:
        hits = find_hits(index, query).hits
        assert hits
        for hit in hits:
            pieces = re.split(r"(</?mark>)", hit.snippet)
            signs = pieces[1::2]
            assert signs == ["<mark>", "</mark>"] * (len(signs) // 2)
            assert "<" not in "".join(pieces[::2])
