"""Reads typed fields. A missing or null field is None; a value of the wrong type is an issue."""

import re
from collections.abc import Iterator

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from gql_content.addresses import safe_image, safe_link
from gql_content.content.fast_yaml import PlainMapping
from gql_content.content.parse_issues import ParseIssue
from gql_content.content.scalars import (
    MAX_NULL_CHARACTERS,
    Timestamp,
    is_null,
    parse_boolean,
    parse_float,
    parse_timestamp,
)
from gql_content.content.yaml_structure import get_node_offset
from gql_content.model import Image, Severity

__all__ = ["Fields"]


_POSITIVE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class Fields:
    """The fields of one mapping. `prefix` is the mapping's dotted name followed by a dot."""

    __slots__ = ("_issues", "_nodes", "_prefix")

    def __init__(self, nodes: dict[str, Node], issues: list[ParseIssue], prefix: str = "") -> None:
        self._nodes = nodes
        self._issues = issues
        self._prefix = prefix

    @classmethod
    def of(
        cls, mapping: MappingNode | None, issues: list[ParseIssue], prefix: str = ""
    ) -> "Fields":
        if isinstance(mapping, PlainMapping):
            return cls(mapping.by_name, issues, prefix)
        pairs: list[tuple[Node, Node]] = mapping.value if mapping else []
        return cls({key.value: value for key, value in pairs}, issues, prefix)

    def read_text(self, name: str) -> str | None:
        """Return the text as written, whatever its YAML type: 010 is "010", no is "no".

        None if it is blank.
        """
        node = self._nodes.get(name)
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self._add_type_issue(name, "text", f"Write a single text: {name}: …")
            return None
        text: str = node.value
        if not text or text.isspace():
            return None
        if (len(text) <= MAX_NULL_CHARACTERS or node.tag) and is_null(node):
            return None
        # A block scalar without `-` ends with a newline that is not intended.
        return text.rstrip("\n") if text[-1] == "\n" else text

    def read_boolean(self, name: str) -> bool | None:
        text = self._read_scalar(name)
        value = None if text is None else parse_boolean(text)
        if value is None and text != "":
            self._add_type_issue(name, "true or false", "Write true or false.", given=text)
        return value

    def read_number(self, name: str) -> float | None:
        text = self._read_scalar(name)
        value = None if text is None else parse_float(text)
        if value is None and text != "":
            self._add_type_issue(name, "a number", "Write a number, such as 1.5.", given=text)
        return value

    def read_timestamp(self, name: str) -> Timestamp | None:
        remedy = "Write it as 2025-02-06 or, with a time, 2025-02-06T15:00:00Z."
        text = self._read_scalar(name)
        if text is None:
            self._add_type_issue(name, "a date", remedy)
            return None
        moment = parse_timestamp(text)
        if text and moment is None:
            self.add_issue(name, "BAD_DATE", f"{_quote_shortened(text)} is not a date.", remedy)
        return moment

    def read_strings(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, or one text split at commas. Newlines in them become spaces."""
        node = self._nodes.get(name)
        if isinstance(node, SequenceNode):
            nodes = {str(index): item for index, item in enumerate(node.value)}
            values = Fields(nodes, self._issues, f"{self._prefix}{name}.")
            items = [values.read_text(index) or "" for index in nodes]
        else:
            items = (self.read_text(name) or "").split(",")
        return tuple(line for item in items if (line := item.strip().replace("\n", " ")))

    def read_mapping(self, name: str) -> "Fields":
        """Return the fields of a nested mapping. It is empty if the field is null."""
        node = self._nodes.get(name)
        if isinstance(node, MappingNode):
            return Fields.of(node, self._issues, f"{self._prefix}{name}.")
        if node is not None and not (isinstance(node, ScalarNode) and is_null(node)):
            self._add_type_issue(
                name, "a mapping", "Write its fields on the lines below it, indented."
            )
        return Fields({}, self._issues)

    def read_image(self, name: str) -> Image | None:
        """Return an image, given as a url or as a mapping with its alternative text.

        None for anything else: the key may have another meaning for the site.
        """
        node = self._nodes.get(name)
        if isinstance(node, MappingNode):
            inner = Fields.of(node, [])
            src = inner.read_text("src") or inner.read_text("url") or inner.read_text("image")
            alt = inner.read_text("alt") or inner.read_text("image_alt")
        else:
            src = self.read_text(name) if isinstance(node, ScalarNode) else None
            alt = None
        if src is None or safe_image(src) is None:
            self._add_address_issue(name, src)
            return None
        return Image(src.strip(), alt or "")

    def read_link(self, name: str) -> str | None:
        """Return the url of a link. None for one that a browser would run as a script."""
        url = self.read_text(name)
        if url is None or safe_link(url) is None:
            self._add_address_issue(name, url)
            return None
        return url

    def _add_address_issue(self, name: str, url: str | None) -> None:
        if url is not None:
            self.add_issue(
                name,
                code="BAD_ADDRESS",
                message=f"The address {url[:100]!r} is none that a page may lead to.",
                remedy="Begin it with /, https://, http://, mailto: or tel:.",
                severity=Severity.WARNING,
            )

    def read_numbered(self, prefix: str) -> Iterator["Fields"]:
        """Yield the mappings `prefix1`, `prefix2` … in numeric order."""
        names = [name for name in self._nodes if name.startswith(prefix)]
        numbers = sorted(
            int(it) for name in names if _POSITIVE_NUMBER.fullmatch(it := name[len(prefix) :])
        )
        for number in numbers:
            yield self.read_mapping(f"{prefix}{number}")

    def add_issue(
        self,
        name: str,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add an issue with a field."""
        at, field = get_node_offset(self._nodes[name]), self._prefix + name
        self._issues.append(ParseIssue(code, message, remedy, at, field, severity=severity))

    def _read_scalar(self, name: str) -> str | None:
        """Return a text to convert: "" if it is missing or blank, None if it is not a scalar."""
        node = self._nodes.get(name)
        if node is None or isinstance(node, ScalarNode):
            return (self.read_text(name) or "").strip()
        return None

    def _add_type_issue(
        self, name: str, expected: str, remedy: str, given: str | None = None
    ) -> None:
        node = self._nodes[name]
        if isinstance(node, CollectionNode) and node.flow_style:
            remedy += f' If it is text, put it in quotes: {name}: "…".'
        found = _quote_shortened(given) if given else _describe_node_type(node)
        message = f"{self._prefix}{name} is {found}; expected {expected}."
        self.add_issue(name, "WRONG_TYPE", message, remedy)


def _describe_node_type(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "text"
    return "a list" if isinstance(node, SequenceNode) else "a mapping"


def _quote_shortened(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
