# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Iterator

from gql_content.execution.plans.access import Access, Attribute, Call, Constant
from gql_content.execution.plans.plan import Field, Selection
from gql_content.execution.plans.shapes import Abstract, Leaf, ListOf, Object, Shape

__all__ = ["explained"]


def explained(selection: Selection) -> str:
    """A plan for people to read: each field with its type and how it is read."""
    return "\n".join([f"{selection.type.name}", *lines(selection)])


def lines(selection: Selection) -> Iterator[str]:
    for field in selection.fields:
        name = field.place.name
        alias = "" if field.key == name else f"{field.key}: "
        yield f"  {alias}{name}: {field.place.definition.type}  ← {way(field)}"
        for one in selections(field.shape):
            if isinstance(inner(field.shape), Abstract):
                yield f"    on {one.type.name}"
            yield from (f"  {line}" for line in lines(one))


def way(field: Field) -> str:
    return f"{'await ' if field.access.waits else ''}{call(field.access)}"


def call(access: Access) -> str:
    match access:
        case Constant(value):
            return repr(value)
        case Attribute(names):
            return "".join(f".{one}" for one in names) or "the object itself"
        case Call():
            taken = [access.source, access.info, "…" if access.arguments else ""]
            return f"{access.function.__qualname__}({', '.join(one for one in taken if one)})"
        case _:
            return "as graphql-core resolves it"


def inner(shape: Shape) -> Shape:
    return inner(shape.item) if isinstance(shape, ListOf) else shape


def selections(shape: Shape) -> tuple[Selection, ...]:
    match inner(shape):
        case Object(selection):
            return (selection,)
        case Abstract() as abstract:
            return abstract.selections
        case Leaf() | ListOf():
            return ()
