"""YAML → a tree of nodes: structure only, every scalar as it is written."""

from yaml._yaml import CParser
from yaml.nodes import Node

from gql_content.parsing.nesting import check_nesting
from gql_content.parsing.quantity import Quantity

__all__ = ["compose"]


class _StructureParser(CParser):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._quantity = Quantity()

    # libyaml asks for the tag of each untagged node here. Answering nothing switches YAML 1.1's
    # implicit types off, with their regular expressions, and merge keys, which are a bomb.
    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """Called once for each node."""
        self._quantity.add(parent.start_mark.index if parent else 0)

    def ascend_resolver(self) -> None: ...


def compose(text: str) -> Node | None:
    """The only document in `text`; None where there are only comments or nothing."""
    check_nesting(text)
    return _StructureParser(text).get_single_node()
