"""Scalars by the core schema of YAML 1.2, and dates as YAML writes them."""

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from yaml.nodes import ScalarNode

from gql_content.content.yaml_structure import CORE_TAG_PREFIX

__all__ = [
    "MAX_NULL_CHARACTERS",
    "Timestamp",
    "is_blank",
    "is_null",
    "parse_boolean",
    "parse_float",
    "parse_timestamp",
    "to_json_value",
]


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


Timestamp = tuple[date, datetime | None]
"""The date as written, and the point in time if a time was given."""

_TIMESTAMP = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:[Tt]|[ \t]+)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
    r"(?:[ \t]*(?P<zone>Z|(?P<sign>[-+])(?P<zone_hour>[0-9]{1,2})(?::(?P<zone_minute>[0-9]{2}))?))?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=4096)
def parse_timestamp(text: str) -> Timestamp | None:
    """Return the date as written, and a datetime if it has a time. UTC if it has no zone.

    None if `text` is neither a date nor a timestamp.
    """
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text), None
        parts = _TIMESTAMP.fullmatch(text)
        moment = None if parts is None else _build_datetime(parts)
    except ValueError:
        return None
    return None if moment is None else (moment.date(), moment)


def _build_datetime(parts: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part) for part in parts.group(*range(1, 7)))
    microsecond = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    return datetime(year, month, day, hour, minute, second, microsecond, _build_timezone(parts))


def _build_timezone(parts: re.Match[str]) -> timezone:
    if not parts["sign"]:
        return UTC
    offset = timedelta(hours=int(parts["zone_hour"]), minutes=int(parts["zone_minute"] or 0))
    return timezone(-offset if parts["sign"] == "-" else offset)


# Possessive: linear time for thousands of comments, or one that is never closed.
_BLANK = re.compile(r"(?:\s++|&nbsp;|<!--(?>.*?-->))*+", re.DOTALL)
_BLANK_FIRST_CHARACTERS = frozenset(" \t\r\n\f\v\xa0&<")


def is_blank(text: str) -> bool:
    """Whether a text is only whitespace, `&nbsp;` and HTML comments."""
    if text and text[0] not in _BLANK_FIRST_CHARACTERS and not text[0].isspace():
        return False
    return _BLANK.fullmatch(text) is not None
