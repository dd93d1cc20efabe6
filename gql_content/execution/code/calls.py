from collections.abc import Mapping

from gql_content.execution.code.writer import Function, Names
from gql_content.execution.inputs import Arguments
from gql_content.execution.plans import Attribute, Call, Constant, Field, Resolve

__all__ = ["call"]


def call(
    code: Function,
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
            values = {access.source: source, access.info: f"new(Info, (C, {way}))"}
            if access.only_context and indices:
                shared = f"new(Info, (C, run, {place}))"
                values[access.info] = code.once(names.fresh("info_"), shared)
            given = [*reserved(access, values), *taken(names, arguments, access)]
            return f"{names.bind('resolve_', access.function)}({', '.join(given)})"


def reserved(access: Call, values: Mapping[str, str]) -> list[str]:
    """What a resolver is given besides arguments, by the names of the parameters."""
    named = [f"{name}={one}" for name, one in values.items() if name and name not in access.leading]
    return [*(values[name] for name in access.leading), *named]


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
