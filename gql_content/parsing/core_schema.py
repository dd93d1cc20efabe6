"""Plain scalars by the core schema of YAML 1.2."""

import math
import re

from yaml.nodes import ScalarNode

from gql_content.parsing.structure import CORE

__all__ = ["LONGEST_NULL", "as_boolean", "as_float", "is_null", "value_of"]

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
LONGEST_NULL = 4
_BOOLEANS = {
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

# Python refuses to convert longer ones, for the time it takes.
_MAX_DIGITS = 4_300


def is_null(node: ScalarNode) -> bool:
    if node.tag:
        return bool(node.tag == CORE + "null")
    return not node.style and node.value in _NULLS


def as_boolean(text: str) -> bool | None:
    return _BOOLEANS.get(text)


def as_float(text: str) -> float | None:
    number = _as_number(text)
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None


def _as_number(text: str) -> int | float | None:
    """A number that JSON can hold, or None."""
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


def value_of(node: ScalarNode) -> str | int | float | bool | None:
    """What JSON says for a scalar; it stays text where JSON has no such number."""
    text: str = node.value
    if is_null(node):
        return None
    if node.tag == CORE + "str" or (node.style and not node.tag):
        return text
    boolean = as_boolean(text)
    if boolean is not None:
        return boolean
    number = as_float(text) if node.tag == CORE + "float" else _as_number(text)
    return text if number is None else number
