import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import count_words, read_markdown
from tests.rendering.test_sanitising import HOSTILE_MARKDOWN

COUNTS = {
    "": 0,
    "one two\nthree": 3,
    "don't stop: it’s a well-known l’été": 6,
    "one--two, a – b — c": 5,
    "and/or 3.5": 4,
    "snake_case is **one**": 3,
    "**A**irway, H<sub>2</sub>O": 2,
    "naïve Ελληνικά हिन्दी e\u0301a": 4,
    "量子力学 is かな": 7,
    "한국어 문장": 2,
    "[one two](/three/four 'five') ![six](seven.png)": 3,
    "[one][label] [two]\n\n[label]: /three 'four'\n[two]: <five six>": 2,
    "[![one](two.png)](/three) four": 2,
    "<https://one.org/two> https://three.org/four www.five.org/six me@seven.org": 4,
    "<b title='one'>two</b><!-- three --><br/>four<script>five</script>": 2,
    "<img src='one' alt='two three'>": 2,
    "`one two` ``three ` four``": 4,
    "```python one\ntwo(three)\n<four> $five$ [six](seven)\n```\neight": 7,
    "~~~\none\n~~~~\ntwo": 2,
    "```\none": 1,
    r"$x+1$ is \(a b c\)": 3,
    "$$\na = b\n\\nu\n$$\nand \\[c = d\\]": 3,
    "```math\na b c\n```": 1,
    "$5 and $10, but \\[one two\\]": 6,
    "$one\n\ntwo$": 2,
    "1. one\n2) two\n   10. three\n> 4. four": 4,
    "1\\. one": 2,
    "- [ ] one\n- [x] two": 2,
    "# one\n\ntwo\n===\n\n***\n\n| three | four |\n|---|:-:|": 4,
    "one[^a] two\n\n[^a]: three": 3,
    "&nbsp; one&amp;two caf&eacute;": 3,
    "\\*one\\* two\\_three": 2,
    "soft\u00adhyphen zero\u200bwidth 👍🏽": 3,
}


@pytest.mark.parametrize(("source", "count"), COUNTS.items())
def test_visible_words_are_counted(source: str, count: int) -> None:
    assert count_words(source) == count


@given(st.text(st.characters(exclude_categories=())) | HOSTILE_MARKDOWN)
def test_any_text_can_be_counted_and_documents_agree(source: str) -> None:
    assert read_markdown(source).word_count == count_words(source) >= 0


@given(st.lists(st.text("abcxyzäßé", min_size=1)))
def test_each_plain_word_counts_once(words: list[str]) -> None:
    assert count_words(" ".join(words)) == len(words)
