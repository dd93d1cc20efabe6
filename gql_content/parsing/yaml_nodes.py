"""YAML → a tree of nodes: structure only, every scalar as it is written."""

from yaml._yaml import CParser
from yaml.nodes import Node

from gql_content.parsing.nesting import check_nesting

__all__ = ["compose"]


class _StructureParser(CParser):
    # libyaml asks for the tag of each untagged node here. Answering nothing switches YAML 1.1's
    # implicit types off, with their regular expressions, and merge keys, which are a bomb.
    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def compose(text: str) -> Node | None:
    """The only document in `text`; None where there are only comments or nothing."""
    check_nesting(text)
    return _StructureParser(text).get_single_node()
