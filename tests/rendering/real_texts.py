"""The Markdown of real articles, by path and field."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gql_content.content import read_texts
from tests.needs import corpus

SAMPLE = Path(__file__).parents[2] / "content"


def read_sample_texts() -> dict[str, str]:
    return _read_folder(SAMPLE)


def read_corpus_texts() -> dict[str, str]:
    return _read_folder(corpus("quicktakes"))


@cache
def _read_folder(root: Path) -> dict[str, str]:
    paths = sorted(root.rglob("*.md"))
    return {f"{path} {name}": text for path in paths for name, text in _read_fields(path)}


def _read_fields(path: Path) -> Iterator[tuple[str, str]]:
    texts = read_texts(path.name, path.read_bytes())
    assert texts is not None, path
    for name, text in (("answer", texts.answer), ("body", texts.body)):
        if text is not None:
            yield name, text
