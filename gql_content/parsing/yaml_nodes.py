"""Composes YAML into nodes without resolving types: every scalar stays as written."""

from yaml._yaml import CParser
from yaml.nodes import Node

from gql_content.parsing.nesting import check_nesting
from gql_content.parsing.quantity import ValueCounter

__all__ = ["compose_yaml"]


class _StructureParser(CParser):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._value_counter = ValueCounter()

    # PyYAML calls this for the tag of each untagged node. Returning "" disables YAML 1.1's implicit
    # types with their regular expressions, and merge keys, which can expand exponentially.
    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """Count a node: PyYAML calls this once for each."""
        self._value_counter.add(parent.start_mark.index if parent else 0)

    def ascend_resolver(self) -> None: ...


def compose_yaml(text: str) -> Node | None:
    """Compose the only document in `text`. None if it is empty or has only comments."""
    check_nesting(text)
    return _StructureParser(text).get_single_node()
