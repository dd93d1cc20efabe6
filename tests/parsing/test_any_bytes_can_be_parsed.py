"""`parse` never raises, and `read_texts` agrees with it."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.content import parse, read_texts
from gql_content.markdown import count_words
from gql_content.model import Severity

REAL = (Path(__file__).parent / "golden" / "question.md").read_bytes()

PIECES = st.sampled_from(
    [
        *(
            piece.encode()
            for piece in ("---", "\n", ": ", "- ", "? ", "[", "]", "{", "}", "&a", "*a")
        ),
        *(
            piece.encode()
            for piece in ("!x ", "!!int ", "|", ">", "'", '"', "#", "%", "\\n", "$", "`")
        ),
        *(
            piece.encode()
            for piece in ("~", "<<", "&nbsp;", "<!--", "-->", "é", "\u2028", "\r", "\t")
        ),
        *(
            piece.encode()
            for piece in ("title", "date", "answer", "seo", "score", "subject", "1e9")
        ),
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\x0c",
        b"+++\n",
        b"= 1",
    ]
)


def assert_consistent(data: bytes) -> None:
    parsed, texts = parse("a/b.md", data), read_texts("a/b.md", data)
    has_errors = any(problem.severity is Severity.ERROR for problem in parsed.problems)
    assert (parsed.article is None) is (texts is None) is has_errors
    if parsed.article and texts:
        assert parsed.article.has_answer is (texts.answer is not None)
        assert parsed.article.has_body is (texts.body is not None)
        assert parsed.article.title.strip()
        assert parsed.article.word_count == sum(
            count_words(text) for text in (texts.answer, texts.body) if text is not None
        )
        assert len(set(parsed.article.links)) == len(parsed.article.links)
    for problem in parsed.problems:
        assert problem.message
        assert problem.remedy
        assert (problem.line or 1) >= 1
        assert (problem.column or 1) >= 1


@given(st.binary())
def test_random_bytes(data: bytes) -> None:
    assert_consistent(data)


@given(st.sampled_from([b"---\n", b"+++\n", b"{\n"]), st.text(), st.text())
def test_random_front_matter(opening: bytes, front_matter: str, body: str) -> None:
    closing = b"\n}" if opening == b"{\n" else b"\n" + opening
    assert_consistent(
        opening + front_matter.encode(errors="replace") + closing + body.encode(errors="replace")
    )


@given(st.lists(PIECES, max_size=30))
def test_front_matter_made_of_yaml_syntax(pieces: list[bytes]) -> None:
    assert_consistent(b"---\n" + b"".join(pieces) + b"\n---\n")
    assert_consistent(b"---\ntitle: T\nanswer: " + b"".join(pieces) + b"\n---\n" + b"".join(pieces))


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(REAL)), st.integers(0, 30), PIECES), max_size=6))
def test_mutations_of_a_real_file(edits: list[tuple[int, int, bytes]]) -> None:
    data = REAL
    for at, length, piece in edits:
        data = data[:at] + piece + data[at + length :]
    assert_consistent(data)
