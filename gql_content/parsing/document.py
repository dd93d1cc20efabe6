"""Bytes → front matter as nodes, and the body."""

import frontmatter
from msgspec import Struct
from yaml.nodes import MappingNode, Node

from gql_content.model import Severity
from gql_content.parsing.aliases import check_aliases, has_anchors
from gql_content.parsing.decoding import decode
from gql_content.parsing.faults import Fault, FaultError
from gql_content.parsing.handlers import HANDLERS, block_start
from gql_content.parsing.plain_data import as_node
from gql_content.parsing.plain_style import read_plain
from gql_content.parsing.structure import check_structure, position
from gql_content.parsing.syntax import SYNTAX_ERRORS, explain

__all__ = ["Document", "read_document"]

MAX_FRONT_MATTER_BYTES = 256 * 1024


class Document(Struct):
    """A file taken apart; the faults count from `base`, where the front matter begins in `text`.

    Where `lacks_places`, none of them knows its place, and only an exact reading can tell.
    """

    text: str
    base: int
    root: MappingNode | None
    body: str
    faults: list[Fault]
    lacks_places: bool = False

    @property
    def unusable(self) -> bool:
        """Whether one of the faults is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


def read_document(data: bytes, *, exact: bool = True) -> Document:
    """Never raises: whatever is wrong is among the faults; an exact reading knows their places."""
    text, fault = decode(data)
    if fault:
        return Document(text, 0, None, "", [fault])
    start = _first_line_with_text(text)
    head = text[start:] if start else text
    handler = frontmatter.detect_format(head, HANDLERS)
    if handler is None:
        return Document(text, 0, None, text, [])
    document = Document(text, start, None, "", [])
    block = ""
    try:
        block, document.body = handler.split(head)
        document.base += block_start(head)
        _check_size(block)
        document.root = None if exact or not head.startswith("-") else read_plain(block)
        document.lacks_places = document.root is not None
        if document.root is None:
            document.root = _root(handler.load(block), block, document.faults)
    except FaultError as error:
        document.faults.append(error.fault)
    except SYNTAX_ERRORS as error:
        document.faults.append(explain(error, block))
    return document


def _first_line_with_text(text: str) -> int:
    if not text or not text[0].isspace():
        return 0
    return text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1


def _check_size(block: str) -> None:
    if len(block) * 4 > MAX_FRONT_MATTER_BYTES:
        size = len(block.encode())
        if size > MAX_FRONT_MATTER_BYTES:
            raise FaultError(
                Fault(
                    code="OVERSIZE",
                    message=f"The front matter has {size:,} bytes; "
                    f"{MAX_FRONT_MATTER_BYTES:,} are allowed.",
                    remedy="Move long text into the body, below the closing `---`.",
                    at=0,
                )
            )


def _root(loaded: object, block: str, faults: list[Fault]) -> MappingNode | None:
    if loaded is None:
        return None
    root = as_node(loaded)
    if not isinstance(root, MappingNode):
        raise FaultError(_not_a_mapping(root))
    if root.start_mark and has_anchors(block):
        check_aliases(root)
    check_structure(root, faults)
    return root


def _not_a_mapping(root: Node) -> Fault:
    return Fault(
        code="NOT_A_MAPPING",
        message="The front matter is not made of fields.",
        remedy="Write each field on a line of its own, such as `title: …`. "
        "If the first line is meant as a thematic break, write `***`.",
        at=position(root),
    )
