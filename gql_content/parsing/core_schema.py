"""Plain scalars by the core schema of YAML 1.2."""

import math
import re

from yaml.nodes import ScalarNode

from gql_content.parsing.structure import CORE

__all__ = ["as_boolean", "as_number", "is_null", "value_of"]

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
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


def as_number(text: str) -> int | float | None:
    """A finite number that a float can hold, or None."""
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
    number = as_number(text)
    if node.tag == CORE + "float" and number is not None:
        return _float(number, text)
    boolean = as_boolean(text)
    if boolean is not None:
        return boolean
    return text if number is None else number


def _float(number: float, text: str) -> float | str:
    try:
        return float(number)
    except OverflowError:
        return text
