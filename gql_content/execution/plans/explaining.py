# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from collections.abc import Iterator

from gql_content.execution.plans.access import Access, Attribute, Call, Constant
from gql_content.execution.plans.plan import FieldPlan, SelectionSet
from gql_content.execution.plans.shapes import Abstract, Leaf, ListOf, Object, Shape

__all__ = ["explain_plan"]


def explain_plan(selection: SelectionSet) -> str:
    """A plan as text: each field with its type and how it is resolved."""
    return "\n".join([f"{selection.type.name}", *format_plan(selection)])


def format_plan(selection: SelectionSet) -> Iterator[str]:
    for field in selection.fields:
        name = field.location.name
        alias = "" if field.key == name else f"{field.key}: "
        yield f"  {alias}{name}: {field.location.definition.type}  ← {format_access(field)}"
        for nested in nested_selection_sets(field.shape):
            if isinstance(innermost_shape(field.shape), Abstract):
                yield f"    on {nested.type.name}"
            yield from (f"  {line}" for line in format_plan(nested))


def format_access(field: FieldPlan) -> str:
    return f"{'await ' if field.access.is_async else ''}{format_source(field.access)}"


def format_source(access: Access) -> str:
    match access:
        case Constant(value):
            return repr(value)
        case Attribute(names):
            return "".join(f".{name}" for name in names) or "the object itself"
        case Call():
            parameters = [access.source, access.info, "…" if access.arguments else ""]
            return f"{access.function.__qualname__}({', '.join(filter(None, parameters))})"
        case _:
            return "as graphql-core resolves it"


def innermost_shape(shape: Shape) -> Shape:
    return innermost_shape(shape.item) if isinstance(shape, ListOf) else shape


def nested_selection_sets(shape: Shape) -> tuple[SelectionSet, ...]:
    match innermost_shape(shape):
        case Object(selection):
            return (selection,)
        case Abstract() as abstract:
            return abstract.selection_sets
        case Leaf() | ListOf():
            return ()
