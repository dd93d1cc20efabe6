"""Converts TOML and JSON to YAML nodes, so that all formats share one field reader."""

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any, cast

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gql_content.content.size_limits import MAX_DEPTH, check_separators, make_nesting_error

__all__ = ["load_json", "load_toml", "to_node"]


# tomllib keeps every prefix of a dotted key: a key of 130,000 parts exhausts the memory.
_DEEP_TOML_KEY = re.compile(
    r"""(?:(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|(?<![\w-])[\w-]++)[ \t]*+\.[ \t]*+)"""
    f"{{{MAX_DEPTH}}}"
)


def load_toml(text: str) -> dict[str, Any]:
    """Parse TOML. Floats are kept as written."""
    if deep := _DEEP_TOML_KEY.search(text):
        raise make_nesting_error(deep.start())
    check_separators(text)
    return tomllib.loads(text, parse_float=_to_scalar_node)


def load_json(text: str) -> Node:
    """Parse JSON to nodes. Duplicate keys are kept, so that they can be reported."""
    check_separators(text)
    value = json.loads(
        text,
        object_pairs_hook=_to_mapping_node,
        parse_int=_to_scalar_node,
        parse_float=_to_scalar_node,
        parse_constant=_to_scalar_node,
    )
    return to_node(value)


def to_node(value: object) -> Node:
    """Convert a value of tomllib or json to a node without a position."""
    if isinstance(value, Node):
        return value
    if isinstance(value, str):
        value.encode()  # raises ValueError for a lone surrogate, which JSON can escape
        return ScalarNode("", value, style='"')
    if isinstance(value, dict):
        return _to_mapping_node(list(cast("dict[str, object]", value).items()))
    if isinstance(value, list):
        return SequenceNode("", [to_node(item) for item in cast("list[object]", value)])
    return _to_scalar_node(_format_scalar(value))


def _to_mapping_node(pairs: list[tuple[str, object]]) -> MappingNode:
    return MappingNode("", [(to_node(key), to_node(item)) for key, item in pairs])


def _to_scalar_node(text: str) -> ScalarNode:
    # A number as written: an `id` of 1.50 is the text 1.50.
    return ScalarNode("", text, style="")


def _format_scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "null" if value is None else str(value)
