"""Helpers to parse front matter in tests."""

from gql_content.content import parse, read_texts
from gql_content.model import Article, Problem, Texts

__all__ = ["parse_article", "parse_problem", "parse_texts", "with_front_matter"]


def with_front_matter(yaml: str, body: str = "") -> bytes:
    return f"---\n{yaml}\n---\n{body}".encode()


def parse_article(yaml: str, body: str = "", path: str = "learn/a-file.md") -> Article:
    parsed = parse(path, with_front_matter(yaml, body))
    assert parsed.article is not None, parsed.problems
    return parsed.article


def parse_problem(data: bytes) -> Problem:
    """Return the only problem of a file that is not an article."""
    parsed = parse("a.md", data)
    assert parsed.article is None
    assert read_texts("a.md", data) is None
    (only,) = parsed.problems
    return only


def parse_texts(yaml: str, body: str = "") -> Texts:
    found = read_texts("a.md", with_front_matter(yaml, body))
    assert found is not None
    return found
