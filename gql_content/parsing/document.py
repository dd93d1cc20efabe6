"""Splits a file into front matter, as YAML nodes, and body."""

import frontmatter
from msgspec import Struct
from yaml.nodes import MappingNode, Node

from gql_content.model import Severity
from gql_content.parsing.aliases import check_aliases, has_anchors
from gql_content.parsing.decoding import decode_utf8
from gql_content.parsing.faults import ParseError, ParseIssue
from gql_content.parsing.handlers import HANDLERS, find_block_start
from gql_content.parsing.plain_data import to_node
from gql_content.parsing.plain_style import parse_plain_style
from gql_content.parsing.structure import check_structure, get_node_offset
from gql_content.parsing.syntax import SYNTAX_ERRORS, explain_syntax_error

__all__ = ["ParsedFile", "parse_front_matter"]

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
