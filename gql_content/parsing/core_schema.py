"""Plain scalars by the core schema of YAML 1.2: https://yaml.org/spec/1.2.2/#103-core-schema"""

import math
import re

from yaml.nodes import ScalarNode

from gql_content.parsing.structure import CORE_TAG_PREFIX

__all__ = ["MAX_NULL_CHARACTERS", "is_null", "parse_boolean", "parse_float", "to_json_value"]

_NULL_SPELLINGS = frozenset(("", "~", "null", "Null", "NULL"))
MAX_NULL_CHARACTERS = 4
_BOOLEAN_SPELLINGS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

# Python refuses to convert longer ones, because that takes quadratic time.
_MAX_DIGITS = 4_300


def is_null(node: ScalarNode) -> bool:
    if node.tag:
        return bool(node.tag == CORE_TAG_PREFIX + "null")
    return not node.style and node.value in _NULL_SPELLINGS


def parse_boolean(text: str) -> bool | None:
    return _BOOLEAN_SPELLINGS.get(text)


def parse_float(text: str) -> float | None:
    number = _parse_number(text)
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None


def _parse_number(text: str) -> int | float | None:
    """Return a finite number, or None."""
    if len(text) > _MAX_DIGITS:
        return None
    if _DECIMAL.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 0)
    if _HEXADECIMAL.fullmatch(text):
        number = int(text, 16)
        return number if number.bit_length() < 3 * _MAX_DIGITS else None
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else None
    return None


def to_json_value(node: ScalarNode) -> str | int | float | bool | None:
    """Convert a scalar to a JSON value. Numbers that JSON cannot represent stay text."""
    text: str = node.value
    if is_null(node):
        return None
    if node.tag == CORE_TAG_PREFIX + "str" or (node.style and not node.tag):
        return text
    boolean = parse_boolean(text)
    if boolean is not None:
        return boolean
    number = parse_float(text) if node.tag == CORE_TAG_PREFIX + "float" else _parse_number(text)
    return text if number is None else number
