from collections.abc import Iterator

from graphql import DirectiveNode, DocumentNode, VariableNode, Visitor, visit

__all__ = ["find_condition_variables"]


def find_condition_variables(node: DocumentNode) -> tuple[str, ...]:
    """The variables used in directives (`@skip`, `@include`), sorted by name."""
    collector = ConditionVariableCollector()
    visit(node, collector)
    return tuple(sorted(collector.names))


class ConditionVariableCollector(Visitor):
    """Collects the variables used in directives."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """Called by `visit`."""
        self.names |= set(variables_of_directive(node))


def variables_of_directive(node: DirectiveNode) -> Iterator[str]:
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode):
            yield argument.value.name.value
