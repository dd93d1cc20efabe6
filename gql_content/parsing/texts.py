"""The long texts of a document, read on demand."""

import json

from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.model import Texts
from gql_content.parsing.blank import is_blank
from gql_content.parsing.core_schema import value_of
from gql_content.parsing.document import Document
from gql_content.parsing.fields import Fields
from gql_content.parsing.line_breaks import decode_line_breaks

__all__ = ["answer_in", "body_in", "texts_of"]

_Json = dict[str, "_Json"] | list["_Json"] | str | int | float | bool | None


def texts_of(document: Document) -> Texts:
    return Texts(
        answer=answer_in(Fields.of(document.root, [])),
        body=body_in(document),
        front_matter=_json(document.root),
    )


def answer_in(fields: Fields) -> str | None:
    """The answer with its line breaks, None where it is blank."""
    written = fields.text("answer")
    answer = None if written is None else decode_line_breaks(written)
    return None if answer is None or is_blank(answer) else answer


def body_in(document: Document) -> str | None:
    """The body, None where it is blank."""
    return None if is_blank(document.body) else document.body


def _json(root: MappingNode | None) -> bytes:
    data = {} if root is None else _value(root)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _value(node: Node) -> _Json:
    if isinstance(node, ScalarNode):
        return value_of(node)
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return [_value(item) for item in node.value]
