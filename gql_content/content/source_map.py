"""A file as its author wrote it: every field with its position, for rules."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.content.article_parser import extract_answer, extract_body
from gql_content.content.field_reader import Fields
from gql_content.content.front_matter import ParsedFile
from gql_content.content.parse_issues import LineIndex, Position
from gql_content.model import Article

__all__ = ["BODY", "SourceMap"]


_NEWLINE_ESCAPE = {"\\n": "\n"}
_LETTER_ESCAPES = {
    f"\\{letter}": character for letter, character in zip("abtnvfr", "\a\b\t\n\v\f\r", strict=True)
}
_ESCAPES_BY_QUOTE: Mapping[str, Mapping[str, str]] = {
    "'": {"''": "'", **_NEWLINE_ESCAPE},
    '"': {"\\\\n": "\n", '\\"': '"', "\\\\": "\\", "\\/": "/", **_LETTER_ESCAPES},
}
"""Escape sequences and their characters, by quotation mark; longest first."""


def map_offset(raw: str, value: str, at: int, quote: str = "") -> int | None:
    """Return the offset in `raw` of the character at `at` in `value`, which was parsed from `raw`.

    None if the two cannot be aligned.
    """
    escapes = _ESCAPES_BY_QUOTE.get(quote, _NEWLINE_ESCAPE)
    raw_at = value_at = 0
    while raw_at < len(raw) and value_at < len(value):
        length = _measure_character(raw, raw_at, value[value_at], escapes)
        if length:
            if value_at == at:
                return raw_at
            raw_at, value_at = raw_at + length, value_at + 1
        elif not raw[raw_at].isspace():
            return None
        else:
            raw_at, value_at = _skip_whitespace(raw, raw_at), _skip_whitespace(value, value_at, at)
    return None


def _measure_character(raw: str, at: int, character: str, escapes: Mapping[str, str]) -> int:
    """Return how many characters of `raw` encode `character` at an offset, 0 if they do not."""
    for escape, meaning in escapes.items():
        if meaning == character and raw.startswith(escape, at):
            return len(escape)
    return int(raw[at] == character)


def _skip_whitespace(text: str, at: int, end: int | None = None) -> int:
    end = len(text) if end is None else end
    while at < end and text[at].isspace():
        at += 1
    return at


BODY = ""
"""The field name that stands for the body. No front matter field has this name."""


class SourceField(Struct, frozen=True):
    """One field: its dotted name as written, and the nodes of its key and value."""

    name: str
    key: Node
    value: Node


class SourceMap:
    """Maps the fields and texts of an article to positions in its file."""

    def __init__(self, file: ParsedFile, article: Article) -> None:
        self.article = article
        self._file = file

    @cached_property
    def answer(self) -> str | None:
        """The answer with its newlines decoded. None if it is blank."""
        return extract_answer(Fields.of(self._file.root, []))

    @cached_property
    def body(self) -> str | None:
        """The body. None if it is blank."""
        return extract_body(self._file)

    @property
    def keys(self) -> tuple[str, ...]:
        """The dotted names of all fields, down to the second level."""
        return tuple(self._fields)

    def text(self, name: str) -> str | None:
        """Return a field as written. None if it is missing or not a scalar."""
        field = self._fields.get(name)
        node = None if field is None else field.value
        return node.value if isinstance(node, ScalarNode) else None

    def locate(self, name: str, at: int | None = None, *, of_key: bool = False) -> Position | None:
        """Return the position of a field's value or key, or of the character at `at` in the value.

        None if the field is missing, or if its format has no positions (TOML, JSON).
        """
        offset = self._find_offset(name, at, of_key)
        return None if offset is None else self._line_index.locate(offset)

    def find_related_key(self, number: int) -> str | None:
        """Return the key of the link at index `number` of `Article.related`."""
        links = [key for key in self._get_related_keys() if self._has_link(key)]
        return links[number] if number < len(links) else None

    def _find_offset(self, name: str, at: int | None, of_key: bool) -> int | None:
        file = self._file
        if name == BODY:
            return len(file.text) - len(file.body) + (at or 0)
        field = self._fields.get(name)
        if field is None or field.value.start_mark is None:
            return None
        start = file.base + (field.key if of_key else field.value).start_mark.index
        if at is None or of_key or not isinstance(field.value, ScalarNode):
            return start
        raw = file.text[start : file.base + field.value.end_mark.index]
        inside = self._find_offset_in_value(name, field.value, raw, at)
        return start if inside is None else start + inside

    def _find_offset_in_value(self, name: str, node: ScalarNode, raw: str, at: int) -> int | None:
        value = self.answer if name == "answer" else node.value
        if value is None:
            return None
        head, quote = _measure_head(node, raw), node.style if node.style in _QUOTATION_MARKS else ""
        found = map_offset(raw[head:], value, at, quote)
        return None if found is None else head + found

    @cached_property
    def _line_index(self) -> LineIndex:
        return LineIndex(self._file.text)

    @cached_property
    def _fields(self) -> dict[str, SourceField]:
        fields: dict[str, SourceField] = {}
        for key, value in _get_pairs(self._file.root):
            fields[key.value] = SourceField(key.value, key, value)
            for child_key, child in _get_pairs(value):
                name = f"{key.value}.{child_key.value}"
                fields[name] = SourceField(name, child_key, child)
        return fields

    def _get_related_keys(self) -> list[str]:
        prefix = "related_article"
        numbered = [
            (int(number), name)
            for name in self._fields
            if (number := name.removeprefix(prefix)) != name and number.isdecimal()
        ]
        return [
            name for _, name in sorted(numbered) if name == f"{prefix}{int(name[len(prefix) :])}"
        ]

    def _has_link(self, key: str) -> bool:
        field = self._fields[key].value
        link = Fields.of(field if isinstance(field, MappingNode) else None, [])
        return any(link.read_text(name) for name in ("title", "url", "id", "subject"))


def _get_pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


_QUOTATION_MARKS = ("'", '"')


def _measure_head(node: ScalarNode, raw: str) -> int:
    """Return the length of what precedes the text: a quotation mark, or a block scalar's header."""
    if node.style in ("|", ">"):
        return raw.find("\n") + 1
    return 1 if node.style in _QUOTATION_MARKS else 0
