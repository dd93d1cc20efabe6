"""What can be read of one file: its article, its long texts, or its source with positions."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from gql_content import addresses, markdown, model
from gql_content.content.article_parser import build_article, extract_texts
from gql_content.content.front_matter import ParsedFile, parse_front_matter
from gql_content.content.parse_issues import issue_to_problem
from gql_content.content.source_map import SourceMap
from gql_content.model import Article, Problem, Source, Texts
from gql_content.package_versions import version_of

__all__ = ["ParseResult", "compute_parser_version", "parse", "read_source_map", "read_texts"]


# Enough to fix a file by; each costs a pass over the text.
_MAX_PROBLEMS = 50


class ParseResult(Struct, frozen=True):
    """The result of parsing one file. `article` is None if one of the problems is an error."""

    article: Article | None
    problems: tuple[Problem, ...]


def parse(path: str, data: bytes, mtime_ns: int = 0) -> ParseResult:
    """Parse one file. Never raises, whatever the bytes. Does no I/O."""
    file, article = _parse_file(path, data, mtime_ns)
    if not file.issues:
        return ParseResult(article, ())
    first = file.issues[:_MAX_PROBLEMS]
    problems = [issue_to_problem(path, file.text, file.base, issue) for issue in first]
    return ParseResult(article, tuple(problems))


def read_texts(path: str, data: bytes) -> Texts | None:
    """Return the long texts and the front matter of a file. None if it has no article."""
    file, article = _parse_file(path, data, 0)
    return extract_texts(file) if article else None


def read_source_map(path: str, data: bytes) -> SourceMap | None:
    """Parse one file with the positions of its fields. None if it has no article."""
    file, article = _parse_file_once(path, data, 0, exact=True)
    return None if article is None else SourceMap(file, article)


def _parse_file(path: str, data: bytes, mtime_ns: int) -> tuple[ParsedFile, Article | None]:
    found = _parse_file_once(path, data, mtime_ns, exact=False)
    if found[0].issues and found[0].lacks_positions:
        return _parse_file_once(path, data, mtime_ns, exact=True)
    return found


def _parse_file_once(
    path: str, data: bytes, mtime_ns: int, *, exact: bool
) -> tuple[ParsedFile, Article | None]:
    file = parse_front_matter(data, exact=exact)
    if file.has_errors:
        return file, None
    source = Source(sha256(data).digest(), len(data), mtime_ns)
    article = build_article(path, source, file)
    return file, None if file.has_errors else article


_PARSER_DISTRIBUTIONS = ("pyyaml", "python-frontmatter", "python-slugify")


@cache
def compute_parser_version() -> str:
    """Return a digest that changes whenever the same bytes could parse to another article."""
    digest = sha256(repr(sys.version_info[:2]).encode())
    for distribution in _PARSER_DISTRIBUTIONS:
        digest.update(f"{distribution} {version_of(distribution)}\n".encode())
    packages = Path(__file__).parent, Path(markdown.__file__).parent  # rendering counts words
    sources = sorted(source for package in packages for source in package.glob("*.py"))
    for source in (*sources, Path(model.__file__), Path(addresses.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()
