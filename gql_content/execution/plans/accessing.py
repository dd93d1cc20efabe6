# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from inspect import Parameter, Signature, iscoroutinefunction, signature
from itertools import takewhile

import strawberry
from graphql import FieldNode, GraphQLField
from graphql.execution.executor import default_field_resolver
from graphql.pyutils import Undefined
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import CLS_PARAMSPEC, StrawberryResolver

from gql_content.execution.inputs import Arguments, InputConverterFactory, UnsupportedInputError
from gql_content.execution.internals import core_schema
from gql_content.execution.plans.access import Access, Attribute, Call, Resolve
from gql_content.execution.plans.sources import attribute_chain, only_reads

__all__ = ["AccessPlanner"]

POSITIONAL_KINDS = {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}


class AccessPlanner:
    """Finds the fastest way to resolve a field that has the same effect as Strawberry's."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = core_schema(schema)
        self._converters = InputConverterFactory(schema)
        self._is_unmodified = (
            schema.config.default_resolver is getattr
            and schema.config.info_class is strawberry.Info
            and not schema.exception_handlers
        )

    def plan_access(self, definition: GraphQLField, node: FieldNode) -> Access:
        """How to resolve one field node."""
        field = definition.extensions.get("strawberry-definition")
        if (
            not self._is_unmodified
            or not isinstance(field, StrawberryField)
            or not has_direct_resolver(field)
        ):
            return plan_resolve(definition, node, field)
        if field.base_resolver is None:
            return Attribute((field.python_name,))
        try:
            return self._plan_call(field, field.base_resolver, definition, node)
        except UnsupportedInputError:
            return plan_resolve(definition, node, field)

    def _plan_call(
        self,
        field: StrawberryField,
        resolver: StrawberryResolver[object],
        definition: GraphQLField,
        node: FieldNode,
    ) -> Access:
        if resolver.reserved_parameters.get(CLS_PARAMSPEC) or not callable(resolver.wrapped_func):
            raise UnsupportedInputError(field.python_name)
        source = resolver.self_parameter or resolver.root_parameter or resolver.parent_parameter
        info = resolver.info_parameter
        if source is not None and not definition.args:
            names = attribute_chain(resolver.wrapped_func, source.name)
            if names is not None:
                return Attribute(names)
        convert = self._converters.make_argument_converter(field.arguments)
        with_values = [
            argument for argument in field.arguments if self._has_value(argument, definition, node)
        ]
        return Call(
            function=resolver.wrapped_func,
            source="" if source is None else source.name,
            info="" if info is None else info.name,
            positional=find_positional(
                signature(resolver.wrapped_func, follow_wrapped=False), source, info
            )
            or (() if resolver.self_parameter is None else (resolver.self_parameter.name,)),
            reads_only_context=info is not None
            and only_reads(resolver.wrapped_func, info.name, "context"),
            arguments=Arguments(definition, node, convert) if definition.args else None,
            can_share_arguments=all(
                self._converters.is_leaf(argument.type) for argument in with_values
            ),
            is_async=field.is_async,
        )

    def _has_value(
        self, argument: StrawberryArgument, definition: GraphQLField, node: FieldNode
    ) -> bool:
        """Whether an argument has a value at this node, or a default."""
        name = self._converters.get_argument_name(argument)
        return definition.args[name].default_value is not Undefined or any(
            argument_node.name.value == name for argument_node in node.arguments or ()
        )


def find_positional(signature_: Signature, *reserved: Parameter | None) -> tuple[str, ...]:
    """The names of the reserved parameters that come first, and so can be passed by position.

    The signature is that of the outermost decorator, which may look arguments up by name.
    """
    names = {parameter.name for parameter in reserved if parameter is not None}
    parameters = signature_.parameters.values()
    positional = takewhile(
        lambda parameter: parameter.name in names and parameter.kind in POSITIONAL_KINDS, parameters
    )
    return tuple(parameter.name for parameter in positional)


def has_direct_resolver(field: StrawberryField) -> bool:
    """Whether the resolver is called without field extensions or overrides."""
    return (
        not field.extensions
        and type(field).get_result is StrawberryField.get_result
        and (field.base_resolver is not None or field.python_name.isidentifier())
    )


def plan_resolve(definition: GraphQLField, node: FieldNode, field: object) -> Resolve:
    resolver = definition.resolve or default_field_resolver
    is_async = iscoroutinefunction(resolver) or (
        isinstance(field, StrawberryField) and field.is_async
    )
    return Resolve(
        resolver=resolver,
        arguments=Arguments(definition, node, dict) if definition.args else None,
        is_async=is_async,
    )
