from gql_content.execution.code.writer import Names
from gql_content.execution.inputs import Arguments
from gql_content.execution.plans import Attribute, Call, Constant, Field, Resolve

__all__ = ["call"]


def call(
    names: Names,
    arguments: list[Arguments],
    field: Field,
    source: str,
    place: str,
    indices: tuple[str, ...],
) -> str:
    """An expression that reads a field off its source."""
    way = ", ".join(("run", place, *indices))
    match field.access:
        case Constant(value):
            return repr(value)
        case Attribute(names_followed):
            return ".".join((source, *names_followed))
        case Resolve() as access:
            given = [source, f"new(ResolveInfo, ({way}))"]
            if access.arguments is not None:
                given.append(f"**{own(names, access.arguments)}.coerced(run.variables)")
            return f"{names.bind('resolve_', access.resolver)}({', '.join(given)})"
        case Call() as access:
            given = [
                *sources(access, source),
                *([f"{access.info}=new(Info, (C, {way}))"] if access.info else []),
                *taken(names, arguments, access),
            ]
            return f"{names.bind('resolve_', access.function)}({', '.join(given)})"


def sources(access: Call, source: str) -> list[str]:
    if not access.source:
        return []
    return [source if access.by_position else f"{access.source}={source}"]


def taken(names: Names, arguments: list[Arguments], access: Call) -> list[str]:
    """The arguments: known beforehand, worked out once for each run, or made for each call."""
    given = access.arguments
    if given is None:
        return []
    if given.are_constant and access.shares_arguments:
        return [f"**{names.bind('given_', given.constant())}"]
    if access.shares_arguments:
        arguments.append(given)
        mine = f"A[{len(arguments) - 1}]"
        return [f"**({mine} if {mine} is not None else {fresh(names, given)})"]
    return [f"**{fresh(names, given)}"]


def fresh(names: Names, given: Arguments) -> str:
    return f"{own(names, given)}.converted(run.variables)"


def own(names: Names, given: Arguments) -> str:
    return names.bind("arguments_", given)
