"""Bytes to front matter as nodes, and the body."""

import re
from codecs import BOM_UTF8
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler
from msgspec import Struct
from yaml.nodes import MappingNode, Node

from gql_content.content import toml_json
from gql_content.content.fast_yaml import parse_plain_style
from gql_content.content.parse_issues import ParseError, ParseIssue
from gql_content.content.syntax_errors import SYNTAX_ERRORS, explain_syntax_error
from gql_content.content.toml_json import to_node
from gql_content.content.yaml_structure import (
    check_aliases,
    check_structure,
    compose_yaml,
    get_node_offset,
    has_anchors,
)
from gql_content.model import Severity

__all__ = ["HANDLERS", "ParsedFile", "parse_front_matter"]


MAX_FILE_BYTES = 1024 * 1024

_UTF16_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode_utf8(data: bytes) -> tuple[str, ParseIssue | None]:
    """Return the text up to the first error, without a byte order mark, and that error."""
    if len(data) > MAX_FILE_BYTES:
        return "", _make_file_size_issue(len(data))
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        # Not `data`: the positions do not count the byte order mark.
        readable = error.object[: error.start].decode()
        return readable, _make_encoding_issue(data, error, len(readable))
    if "\0" in text:
        return text, _make_nul_byte_issue(text.index("\0"))
    return text, None


def _make_file_size_issue(size: int) -> ParseIssue:
    return ParseIssue(
        code="OVERSIZE",
        message=f"The file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are allowed.",
        remedy="Split the file, or keep large data outside the content folder.",
    )


def _make_encoding_issue(data: bytes, error: UnicodeDecodeError, at: int) -> ParseIssue:
    if data.startswith(_UTF16_BYTE_ORDER_MARKS):
        message = "The file is encoded as UTF-16, not UTF-8."
    else:
        message = f"The byte 0x{error.object[error.start]:02X} is not valid UTF-8."
    return ParseIssue("NOT_UTF8", message, 'Save the file with the encoding "UTF-8".', at)


def _make_nul_byte_issue(at: int) -> ParseIssue:
    return ParseIssue(
        code="NUL_BYTE",
        message="The file contains a NUL byte, so it is not text.",
        remedy="Delete it. If the file is an image or an archive, move it out of the content.",
        at=at,
    )


class _FencedYaml(YAMLHandler):
    # The rules of python-frontmatter without its regular expressions, which take a quarter of the
    # time to parse a file.
    def detect(self, text: str) -> bool:
        return _is_fence(_get_first_line(text), "-")

    def split(self, text: str) -> tuple[str, str]:
        return _split_fenced(text, "-")

    def load(self, fm: str, **_: object) -> Node | None:
        return compose_yaml(fm)


class _FencedToml(BaseHandler):
    # python-frontmatter has a TOML handler, but only with `toml`, which is unmaintained.
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        return _is_fence(_get_first_line(text), "+")

    def split(self, text: str) -> tuple[str, str]:
        return _split_fenced(text, "+")

    def load(self, fm: str) -> dict[str, Any]:
        return toml_json.load_toml(fm)


class _BracedJson(JSONHandler):
    def detect(self, text: str) -> bool:
        return _get_first_line(text).rstrip() == "{"

    def split(self, text: str) -> tuple[str, str]:
        close = 0
        while (close := text.find("\n}", close) + 1) > 0:
            end = _find_line_end(text, close)
            if text[close:end].rstrip() == "}":
                return text[: close + 1], text[end + 1 :]
        raise ParseError(_make_unclosed_issue("{", "}"))

    def load(self, fm: str, **_: object) -> Node:
        return toml_json.load_json(fm)


HANDLERS: tuple[BaseHandler, ...] = (_FencedYaml(), _FencedToml(), _BracedJson())


def find_block_start(text: str) -> int:
    """Return the offset of the block that `split` returns. JSON's brace is part of it."""
    return 0 if text.startswith("{") else text.index("\n") + 1


def _get_first_line(text: str) -> str:
    return text[: _find_line_end(text, 0)]


def _find_line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_fence(line: str, fence_character: str) -> bool:
    return line.startswith(fence_character * 3) and not line.rstrip().strip(fence_character)


def _split_fenced(text: str, fence_character: str) -> tuple[str, str]:
    opening = text.find("\n")
    start, fence_start = opening + 1, "\n" + fence_character * 3
    close = text.find(fence_start, opening) if start else -1
    while close >= 0:
        end = _find_line_end(text, close + 1)
        if _is_fence(text[close + 1 : end], fence_character):
            return text[start : close + 1], text[end + 1 :]
        close = text.find(fence_start, end)
    raise ParseError(_make_unclosed_issue(fence_character * 3, fence_character * 3))


def _make_unclosed_issue(opening: str, closing: str) -> ParseIssue:
    remedy = f"Did you forget to add `{closing}` on its own line after the last field?"
    if opening == "---":
        remedy += " If the first line is meant as a thematic break, write `***`."
    return ParseIssue(
        code="UNCLOSED_FRONT_MATTER",
        message=f"The front matter opens with `{opening}` and is never closed.",
        remedy=remedy,
        at=0,
    )


MAX_FRONT_MATTER_BYTES = 256 * 1024


class ParsedFile(Struct):
    """A file split into front matter and body.

    Offsets in `issues` are relative to `base`, the offset in `text` where the front matter begins.
    With `lacks_positions`, the file was parsed without them; parse it again with `exact`.
    """

    text: str
    base: int
    root: MappingNode | None
    body: str
    issues: list[ParseIssue]
    lacks_positions: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether the file cannot become an article."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def parse_front_matter(data: bytes, *, exact: bool = True) -> ParsedFile:
    """Parse a file. Never raises: errors are in `issues`, with positions if `exact`."""
    text, issue = decode_utf8(data)
    if issue:
        return ParsedFile(text, 0, None, "", [issue])
    start = _find_first_text_line(text)
    head = text[start:] if start else text
    handler = frontmatter.detect_format(head, HANDLERS)
    if handler is None:
        return ParsedFile(text, 0, None, text, [])
    file = ParsedFile(text, start, None, "", [])
    block = ""
    try:
        block, file.body = handler.split(head)
        file.base += find_block_start(head)
        _check_front_matter_size(block)
        file.root = None if exact or not head.startswith("-") else parse_plain_style(block)
        file.lacks_positions = file.root is not None
        if file.root is None:
            file.root = _load_root(handler.load(block), block, file.issues)
    except ParseError as error:
        file.issues.append(error.issue)
    except SYNTAX_ERRORS as error:
        file.issues.append(explain_syntax_error(error, block))
    return file


def _find_first_text_line(text: str) -> int:
    if not text or not text[0].isspace():
        return 0
    return text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1


def _check_front_matter_size(block: str) -> None:
    if len(block) * 4 > MAX_FRONT_MATTER_BYTES:
        size = len(block.encode())
        if size > MAX_FRONT_MATTER_BYTES:
            raise ParseError(
                ParseIssue(
                    code="OVERSIZE",
                    message=f"The front matter has {size:,} bytes; at most "
                    f"{MAX_FRONT_MATTER_BYTES:,} are allowed.",
                    remedy="Move long text into the body, below the closing `---`.",
                    at=0,
                )
            )


def _load_root(loaded: object, block: str, issues: list[ParseIssue]) -> MappingNode | None:
    if loaded is None:
        return None
    root = to_node(loaded)
    if not isinstance(root, MappingNode):
        raise ParseError(_make_not_a_mapping_issue(root))
    if root.start_mark and has_anchors(block):
        check_aliases(root)
    check_structure(root, issues)
    return root


def _make_not_a_mapping_issue(root: Node) -> ParseIssue:
    return ParseIssue(
        code="NOT_A_MAPPING",
        message="The front matter is not a mapping of fields.",
        remedy="Write each field on its own line, such as `title: …`. "
        "If the first line is meant as a thematic break, write `***`.",
        at=get_node_offset(root),
    )
