"""A file as its author wrote it: every field with its place, for those who check it."""

from functools import cached_property

from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode

from gql_content.model import Article
from gql_content.parsing.document import Document
from gql_content.parsing.fields import Fields
from gql_content.parsing.lines import Lines, Place
from gql_content.parsing.places import place_in
from gql_content.parsing.texts import answer_in, body_in

__all__ = ["BODY", "Written"]

BODY = ""
"""Names the body where a field is asked for; no field of a front matter has this name."""


class Field(Struct, frozen=True):
    """One field: the dotted name as written, and where its key and its value stand."""

    name: str
    key: Node
    value: Node


class Written:
    """The front matter and the texts of one file that is an article."""

    def __init__(self, document: Document, article: Article) -> None:
        self.article = article
        self._document = document

    @cached_property
    def answer(self) -> str | None:
        """The answer with its line breaks; None where it is blank."""
        return answer_in(Fields.of(self._document.root, []))

    @cached_property
    def body(self) -> str | None:
        """The body; None where it is blank."""
        return body_in(self._document)

    @property
    def keys(self) -> tuple[str, ...]:
        """The dotted names of all fields, down to the second level."""
        return tuple(self._fields)

    def text(self, name: str) -> str | None:
        """What is written in a field, None where it is no text or is missing."""
        field = self._fields.get(name)
        node = None if field is None else field.value
        return node.value if isinstance(node, ScalarNode) else None

    def place(self, name: str, at: int | None = None, *, of_key: bool = False) -> Place | None:
        """Where a field's value begins, or the character at `at` in it; else where its key does."""
        offset = self._offset(name, at, of_key)
        return None if offset is None else self._lines.place(offset)

    def related_key(self, number: int) -> str | None:
        """The key of the related link that `Article.related` has at `number`."""
        links = [key for key in self._related_keys() if self._says_something(key)]
        return links[number] if number < len(links) else None

    def _offset(self, name: str, at: int | None, of_key: bool) -> int | None:
        document = self._document
        if name == BODY:
            return len(document.text) - len(document.body) + (at or 0)
        field = self._fields.get(name)
        if field is None or field.value.start_mark is None:
            return None
        start = document.base + (field.key if of_key else field.value).start_mark.index
        if at is None or of_key or not isinstance(field.value, ScalarNode):
            return start
        raw = document.text[start : document.base + field.value.end_mark.index]
        inside = self._inside(name, field.value, raw, at)
        return start if inside is None else start + inside

    def _inside(self, name: str, node: ScalarNode, raw: str, at: int) -> int | None:
        value = self.answer if name == "answer" else node.value
        if value is None:
            return None
        head, quote = _head(node, raw), node.style if node.style in _QUOTES else ""
        found = place_in(raw[head:], value, at, quote)
        return None if found is None else head + found

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._document.text)

    @cached_property
    def _fields(self) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for key, value in _pairs(self._document.root):
            fields[key.value] = Field(key.value, key, value)
            for inner, below in _pairs(value):
                name = f"{key.value}.{inner.value}"
                fields[name] = Field(name, inner, below)
        return fields

    def _related_keys(self) -> list[str]:
        stem = "related_article"
        numbered = [
            (int(number), name)
            for name in self._fields
            if (number := name.removeprefix(stem)) != name and number.isdecimal()
        ]
        return [name for _, name in sorted(numbered) if name == f"{stem}{int(name[len(stem) :])}"]

    def _says_something(self, key: str) -> bool:
        field = self._fields[key].value
        link = Fields.of(field if isinstance(field, MappingNode) else None, [])
        return any(link.text(name) for name in ("title", "url", "id", "subject"))


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


_QUOTES = ("'", '"')


def _head(node: ScalarNode, raw: str) -> int:
    """How much stands before the text: a quotation mark, or the line that begins a block."""
    if node.style in ("|", ">"):
        return raw.find("\n") + 1
    return 1 if node.style in _QUOTES else 0
