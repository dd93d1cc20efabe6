"""The long texts of a document, read on demand."""

import json

from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.model import Texts
from gql_content.parsing.blank import is_blank
from gql_content.parsing.core_schema import value_of
from gql_content.parsing.document import Document
from gql_content.parsing.fields import Fields
from gql_content.parsing.line_breaks import decode_line_breaks

__all__ = ["has_answer", "texts_of"]

_Json = dict[str, "_Json"] | list["_Json"] | str | int | float | bool | None


def texts_of(document: Document) -> Texts:
    return Texts(
        answer=_answer(Fields.of(document.root, []).text("answer")),
        body=None if is_blank(document.body) else document.body,
        front_matter=_json(document.root),
    )


def has_answer(written: str | None) -> bool:
    """Whether there is more than blanks in an answer, mostly without decoding it."""
    if written and written[0] != "\\" and not is_blank(written[0]) and written[0] not in "&<":
        return True
    return _answer(written) is not None


def _answer(written: str | None) -> str | None:
    if written is None:
        return None
    answer = decode_line_breaks(written)
    return None if is_blank(answer) else answer


def _json(root: MappingNode | None) -> bytes:
    data = {} if root is None else _value(root)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _value(node: Node) -> _Json:
    if isinstance(node, ScalarNode):
        return value_of(node)
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return [_value(item) for item in node.value]
