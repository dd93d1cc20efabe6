"""The Markdown of real articles, by the paths of their files."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gql_content.parsing import read_texts
from tests.needs import corpus

SAMPLE = Path(__file__).parents[2] / "content"


def sample_texts() -> dict[str, str]:
    return _texts(SAMPLE)


def corpus_texts() -> dict[str, str]:
    return _texts(corpus("quicktakes"))


@cache
def _texts(root: Path) -> dict[str, str]:
    paths = sorted(root.rglob("*.md"))
    return {f"{path} {name}": text for path in paths for name, text in _of(path)}


def _of(path: Path) -> Iterator[tuple[str, str]]:
    texts = read_texts(path.name, path.read_bytes())
    assert texts is not None, path
    for name, text in (("answer", texts.answer), ("body", texts.body)):
        if text is not None:
            yield name, text
