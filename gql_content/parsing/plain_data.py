"""TOML and JSON → the same nodes that YAML gives, so that fields are read in one way only."""

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any, cast

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gql_content.parsing.nesting import MAX_DEPTH, too_deep
from gql_content.parsing.quantity import check_separators

__all__ = ["as_node", "load_json", "load_toml"]

# tomllib keeps every prefix of a dotted key: 130,000 parts take all the memory there is.
_DEEP_KEY = re.compile(
    r"""(?:(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|(?<![\w-])[\w-]++)[ \t]*+\.[ \t]*+)"""
    f"{{{MAX_DEPTH}}}"
)


def load_toml(text: str) -> dict[str, Any]:
    """TOML, with numbers that have a point as they are written."""
    if deep := _DEEP_KEY.search(text):
        raise too_deep(deep.start())
    check_separators(text)
    return tomllib.loads(text, parse_float=_written)


def load_json(text: str) -> Node:
    """JSON → nodes; keys that stand twice are kept, to be found later."""
    check_separators(text)
    value = json.loads(
        text,
        object_pairs_hook=_mapping,
        parse_int=_written,
        parse_float=_written,
        parse_constant=_written,
    )
    return as_node(value)


def as_node(value: object) -> Node:
    """What tomllib or json made, as a node without a position."""
    if isinstance(value, Node):
        return value
    if isinstance(value, str):
        value.encode()  # JSON can escape half a character; better a ValueError now than later
        return ScalarNode("", value, style='"')
    if isinstance(value, dict):
        return _mapping(list(cast("dict[str, object]", value).items()))
    if isinstance(value, list):
        return SequenceNode("", [as_node(item) for item in cast("list[object]", value)])
    return _written(_plain(value))


def _mapping(pairs: list[tuple[str, object]]) -> MappingNode:
    return MappingNode("", [(as_node(key), as_node(item)) for key, item in pairs])


def _written(text: str) -> ScalarNode:
    # A number as its author wrote it: an `id` of 1.50 is the text 1.50.
    return ScalarNode("", text, style="")


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "null" if value is None else str(value)
