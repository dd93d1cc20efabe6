from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Visitor,
    visit,
)

__all__ = ["with_typenames"]

TYPENAME = FieldNode(name=NameNode(value="__typename"))


def with_typenames(document: DocumentNode) -> DocumentNode:
    """The document as Apollo Client and urql ask it: with `__typename` in every object.

    Their caches know objects by it. The root has none, and introspection is left alone.
    """
    return visit(document, Adding())


class Adding(Visitor):
    """Adds it at the end of selections."""

    def enter_selection_set(
        self, node: SelectionSetNode, _: Any, parent: Any, *__: Any
    ) -> SelectionSetNode | None:
        """See `Visitor`."""
        fields = (one.name.value for one in node.selections if isinstance(one, FieldNode))
        if isinstance(parent, OperationDefinitionNode) or any(
            name.startswith("__") for name in fields
        ):
            return None
        return SelectionSetNode(selections=(*node.selections, TYPENAME))
