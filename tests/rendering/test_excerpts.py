import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import read_markdown

# Grapheme clusters: each is one character for a reader.
CLUSTERS = [
    *("a", "é", "e\u0301", "o\u0323\u0302", "漢", "か\u3099", "ﾊﾞ", "각", "\u1100\u1161\u11a8"),
    *("क्षि", "ที่", "🇩🇪", "🇨🇭", "👍🏽", "👩\u200d👩\u200d👧", "❤\ufe0f", "🏴\U000e0067\U000e007f"),
]


@pytest.mark.parametrize(
    ("source", "length", "excerpt"),
    [
        ("one **two** three", 13, "one two three"),
        ("one **two** three", 12, "one two…"),
        ("one **two** three", 8, "one two…"),
        ("one **two** three", 7, "one…"),
        ("one, two", 5, "one…"),
        ("one two", 2, "o…"),
        ("# one\n\ntwo", 9, "one two"),
        ("one two", 1, "…"),
        ("one two", 0, ""),
        ("one two", -3, ""),
        ("", 5, ""),
        ("量子力学的基础", 5, "量子力学…"),
        ("量子 mechanics 力学", 12, "量子…"),
        ("GDP増加について", 6, "GDP増加…"),
        ("unbelievably long", 6, "unbel…"),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("🇩🇪🇨🇭🇫🇷", 4, "🇩🇪…"),
        ("👩\u200d👩\u200d👧a", 5, "…"),
    ],
)
def test_an_excerpt_is_truncated_between_words(source: str, length: int, excerpt: str) -> None:
    assert read_markdown(source).excerpt(length) == excerpt


@given(st.text(st.sampled_from("ab 漢字。, \n-*'é\u0301"), max_size=60), st.integers(-1, 70))
def test_an_excerpt_is_a_prefix_of_at_most_the_length(source: str, length: int) -> None:
    document = read_markdown(source)
    line = " ".join(document.text.split())
    excerpt = document.excerpt(length)
    assert len(excerpt) <= max(length, 0)
    assert line.startswith(excerpt.removesuffix("…"))
    assert excerpt == line or excerpt.endswith("…") or length < 1


@given(st.lists(st.sampled_from(CLUSTERS)), st.integers(1, 40))
def test_no_grapheme_cluster_is_split(clusters: list[str], length: int) -> None:
    excerpt = read_markdown("".join(clusters)).excerpt(length).removesuffix("…")
    assert excerpt in ["".join(clusters[:count]) for count in range(len(clusters) + 1)]
