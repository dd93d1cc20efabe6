from collections.abc import Iterator

from graphql import DirectiveNode, DocumentNode, VariableNode, Visitor, visit

__all__ = ["conditions_in"]


def conditions_in(node: DocumentNode) -> tuple[str, ...]:
    """The variables that decide, in @skip and @include, which fields there are."""
    found = Conditions()
    visit(node, found)
    return tuple(sorted(found.names))


class Conditions(Visitor):
    """Collects the variables in directives."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """Called by `visit`."""
        self.names |= set(variables_in(node))


def variables_in(node: DirectiveNode) -> Iterator[str]:
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode):
            yield argument.value.name.value
