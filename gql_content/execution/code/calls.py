from collections.abc import Mapping

from gql_content.execution.code.writer import FunctionWriter, Namespace
from gql_content.execution.inputs import Arguments
from gql_content.execution.plans import Attribute, Call, Constant, FieldPlan, Resolve

__all__ = ["write_call"]


def write_call(
    function: FunctionWriter,
    namespace: Namespace,
    arguments: list[Arguments],
    field: FieldPlan,
    source: str,
    location: str,
    indices: tuple[str, ...],
) -> str:
    """An expression that resolves a field of its source object."""
    info_arguments = ", ".join(("run", location, *indices))
    match field.access:
        case Constant(value):
            return repr(value)
        case Attribute(attributes):
            return ".".join((source, *attributes))
        case Resolve() as access:
            call_arguments = [source, f"new(ResolveInfo, ({info_arguments}))"]
            if access.arguments is not None:
                call_arguments.append(
                    f"**{bind_arguments(namespace, access.arguments)}.coerce(run.variables)"
                )
            return f"{namespace.bind('resolve_', access.resolver)}({', '.join(call_arguments)})"
        case Call() as access:
            values = {access.source: source, access.info: f"new(Info, (C, {info_arguments}))"}
            if access.reads_only_context and indices:
                shared = f"new(Info, (C, run, {location}))"
                values[access.info] = function.hoist(namespace.new_name("info_"), shared)
            call_arguments = [
                *reserved_arguments(access, values),
                *field_arguments(namespace, arguments, access),
            ]
            return f"{namespace.bind('resolve_', access.function)}({', '.join(call_arguments)})"


def reserved_arguments(access: Call, values: Mapping[str, str]) -> list[str]:
    """The source and info arguments of a resolver."""
    by_name = [
        f"{name}={expression}"
        for name, expression in values.items()
        if name and name not in access.positional
    ]
    return [*(values[name] for name in access.positional), *by_name]


def field_arguments(namespace: Namespace, arguments: list[Arguments], access: Call) -> list[str]:
    """The field's arguments: constants, values shared within a run, or converted for each call."""
    if access.arguments is None:
        return []
    if access.arguments.is_constant and access.can_share_arguments:
        return [f"**{namespace.bind('constants_', access.arguments.constant_values())}"]
    converted = f"{bind_arguments(namespace, access.arguments)}.convert(run.variables)"
    if access.can_share_arguments:
        arguments.append(access.arguments)
        shared = f"A[{len(arguments) - 1}]"
        return [f"**({shared} if {shared} is not None else {converted})"]
    return [f"**{converted}"]


def bind_arguments(namespace: Namespace, arguments: Arguments) -> str:
    return namespace.bind("arguments_", arguments)
