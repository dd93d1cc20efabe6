"""The long texts of a file, parsed on demand."""

import json

from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.model import Texts
from gql_content.parsing.blank import is_blank
from gql_content.parsing.core_schema import to_json_value
from gql_content.parsing.document import ParsedFile
from gql_content.parsing.fields import Fields
from gql_content.parsing.line_breaks import decode_escaped_newlines

__all__ = ["extract_answer", "extract_body", "extract_texts"]

_JsonValue = dict[str, "_JsonValue"] | list["_JsonValue"] | str | int | float | bool | None


def extract_texts(file: ParsedFile) -> Texts:
    return Texts(
        answer=extract_answer(Fields.of(file.root, [])),
        body=extract_body(file),
        front_matter=_encode_front_matter(file.root),
    )


def extract_answer(fields: Fields) -> str | None:
    """Return the answer with its newlines decoded. None if it is blank."""
    written = fields.read_text("answer")
    answer = None if written is None else decode_escaped_newlines(written)
    return None if answer is None or is_blank(answer) else answer


def extract_body(file: ParsedFile) -> str | None:
    """Return the body. None if it is blank."""
    return None if is_blank(file.body) else file.body


def _encode_front_matter(root: MappingNode | None) -> bytes:
    data = {} if root is None else _to_json(root)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _to_json(node: Node) -> _JsonValue:
    if isinstance(node, ScalarNode):
        return to_json_value(node)
    if isinstance(node, MappingNode):
        return {key.value: _to_json(value) for key, value in node.value}
    return [_to_json(item) for item in node.value]
