"""Each file in `golden/` with its expected result."""

from pathlib import Path

import msgspec
import pytest

from gql_content.content import parse, read_texts
from gql_content.model import Source

GOLDEN = Path(__file__).parent / "golden"


class Expected(msgspec.Struct):
    article: dict[str, object]
    answer: str | None
    body: str | None
    front_matter: dict[str, object]


@pytest.mark.parametrize("source", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_a_file_parses_to_the_expected_result(source: Path) -> None:
    expected = msgspec.json.decode(source.with_suffix(".json").read_bytes(), type=Expected)
    path, data = f"learn/{source.name}", source.read_bytes()

    parsed, texts = parse(path, data, 5), read_texts(path, data)

    assert parsed.problems == ()
    assert parsed.article is not None
    assert texts is not None
    article = msgspec.json.decode(msgspec.json.encode(parsed.article), type=dict[str, object])
    del article["source"]
    assert article == expected.article
    assert (texts.answer, texts.body) == (expected.answer, expected.body)
    assert msgspec.json.decode(texts.front_matter) == expected.front_matter


def test_the_source_is_the_digest_and_size_of_the_bytes() -> None:
    parsed = parse("a.md", b"abc", 7)
    assert parsed.article is not None
    digest = bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    assert parsed.article.source == Source(digest=digest, size=3, mtime_ns=7)
