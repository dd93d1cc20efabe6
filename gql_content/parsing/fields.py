"""Reads one field as one type; a field that is missing or null is None, a wrong one is a fault."""

import re
from collections.abc import Iterator

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from gql_content.addresses import safe_image, safe_link
from gql_content.model import Image, Severity
from gql_content.parsing.core_schema import LONGEST_NULL, as_boolean, as_float, is_null
from gql_content.parsing.dates import Moment, as_moment
from gql_content.parsing.faults import Fault
from gql_content.parsing.plain_style import PlainMapping
from gql_content.parsing.structure import position

__all__ = ["Fields"]

_NUMBERED = re.compile(r"[1-9][0-9]{0,8}")


class Fields:
    """The fields of one mapping; `prefix` is its own dotted name and a dot."""

    __slots__ = ("_faults", "_nodes", "_prefix")

    def __init__(self, nodes: dict[str, Node], faults: list[Fault], prefix: str = "") -> None:
        self._nodes = nodes
        self._faults = faults
        self._prefix = prefix

    @classmethod
    def of(cls, mapping: MappingNode | None, faults: list[Fault], prefix: str = "") -> "Fields":
        if isinstance(mapping, PlainMapping):
            return cls(mapping.by_name, faults, prefix)
        pairs: list[tuple[Node, Node]] = mapping.value if mapping else []
        return cls({key.value: value for key, value in pairs}, faults, prefix)

    def text(self, name: str) -> str | None:
        """What is written, whatever YAML takes it for: 010 is "010", no is "no"; blank is None."""
        node = self._nodes.get(name)
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self._wrong(name, "one text is", f"Write one text: {name}: …")
            return None
        text: str = node.value
        if not text or text.isspace():
            return None
        if (len(text) <= LONGEST_NULL or node.tag) and is_null(node):
            return None
        # A block scalar without `-` ends in a line break that nobody means.
        return text.rstrip("\n") if text[-1] == "\n" else text

    def boolean(self, name: str) -> bool | None:
        text = self._word(name)
        value = None if text is None else as_boolean(text)
        if value is None and text != "":
            self._wrong(name, "true or false is", "Write true or false.", given=text)
        return value

    def number(self, name: str) -> float | None:
        text = self._word(name)
        value = None if text is None else as_float(text)
        if value is None and text != "":
            self._wrong(name, "a number is", "Write a number, such as 1.5.", given=text)
        return value

    def moment(self, name: str) -> Moment | None:
        remedy = "Write it as 2025-02-06 or, with a time, 2025-02-06T15:00:00Z."
        text = self._word(name)
        if text is None:
            self._wrong(name, "a date is", remedy)
            return None
        moment = as_moment(text)
        if text and moment is None:
            self.add(name, "BAD_DATE", f"{_shortened(text)} is not a date.", remedy)
        return moment

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, or one text with commas between them; none of more than a line."""
        node = self._nodes.get(name)
        if isinstance(node, SequenceNode):
            nodes = {str(index): item for index, item in enumerate(node.value)}
            items = Fields(nodes, self._faults, f"{self._prefix}{name}.")
            words = [items.text(index) or "" for index in nodes]
        else:
            words = (self.text(name) or "").split(",")
        return tuple(line for word in words if (line := word.strip().replace("\n", " ")))

    def mapping(self, name: str) -> "Fields":
        """The fields below a field; there are none where it is null."""
        node = self._nodes.get(name)
        if isinstance(node, MappingNode):
            return Fields.of(node, self._faults, f"{self._prefix}{name}.")
        if node is not None and not (isinstance(node, ScalarNode) and is_null(node)):
            self._wrong(name, "a mapping is", "Write its fields on the lines below it, indented.")
        return Fields({}, self._faults)

    def image(self, name: str) -> Image | None:
        """An image by its address, or with its words; whatever else has this name is no image."""
        node = self._nodes.get(name)
        if isinstance(node, MappingNode):
            inner = Fields.of(node, [])
            src = inner.text("src") or inner.text("url") or inner.text("image")
            alt = inner.text("alt") or inner.text("image_alt")
        else:
            src = self.text(name) if isinstance(node, ScalarNode) else None
            alt = None
        if src is None or safe_image(src) is None:
            self._refuse_address(name, src)
            return None
        return Image(src.strip(), alt or "")

    def link(self, name: str) -> str | None:
        """The address of a link; one that a browser would run is none."""
        written = self.text(name)
        if written is None or safe_link(written) is None:
            self._refuse_address(name, written)
            return None
        return written

    def _refuse_address(self, name: str, written: str | None) -> None:
        if written is not None:
            self.add(
                name,
                code="BAD_ADDRESS",
                message=f"The address {written[:100]!r} is none that a page may lead to.",
                remedy="Begin it with /, https://, http://, mailto: or tel:.",
                severity=Severity.WARNING,
            )

    def numbered(self, stem: str) -> Iterator["Fields"]:
        """The mappings `stem1`, `stem2` …, by their numbers."""
        names = [name for name in self._nodes if name.startswith(stem)]
        numbers = sorted(int(it) for name in names if _NUMBERED.fullmatch(it := name[len(stem) :]))
        for number in numbers:
            yield self.mapping(f"{stem}{number}")

    def add(
        self,
        name: str,
        code: str,
        message: str,
        remedy: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report what is wrong with a field."""
        at, field = position(self._nodes[name]), self._prefix + name
        self._faults.append(Fault(code, message, remedy, at, field, severity=severity))

    def _word(self, name: str) -> str | None:
        """A text that is to be converted: "" where there is none, None where it is no text."""
        node = self._nodes.get(name)
        if node is None or isinstance(node, ScalarNode):
            return (self.text(name) or "").strip()
        return None

    def _wrong(self, name: str, wanted: str, remedy: str, given: str | None = None) -> None:
        node = self._nodes[name]
        if isinstance(node, CollectionNode) and node.flow_style:
            remedy += f' If it is text, put it in quotes: {name}: "…".'
        found = _shortened(given) if given else _kind(node)
        message = f"{self._prefix}{name} is {found} where {wanted} expected."
        self.add(name, "WRONG_TYPE", message, remedy)


def _kind(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "text"
    return "a list" if isinstance(node, SequenceNode) else "a mapping"


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
