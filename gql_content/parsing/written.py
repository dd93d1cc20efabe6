"""A file with the positions of its fields and texts, for content rules."""

from functools import cached_property

from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.model import Article
from gql_content.parsing.document import ParsedFile
from gql_content.parsing.fields import Fields
from gql_content.parsing.lines import LineIndex, Position
from gql_content.parsing.places import map_offset
from gql_content.parsing.texts import extract_answer, extract_body

__all__ = ["BODY", "SourceMap"]

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
