# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from inspect import Parameter, Signature, iscoroutinefunction, signature
from itertools import takewhile

import strawberry
from graphql import FieldNode, GraphQLField
from graphql.execution.executor import default_field_resolver
from graphql.pyutils import Undefined
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import CLS_PARAMSPEC, StrawberryResolver

from gql_content.execution.inputs import Arguments, Converting, NotConvertible
from gql_content.execution.internals import core_schema
from gql_content.execution.plans.access import Access, Attribute, Call, Resolve
from gql_content.execution.plans.sources import followed, reads_only

__all__ = ["Accessing"]

POSITIONAL = {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}


class Accessing:
    """Finds the shortest way to a field that has the same effect as Strawberry's own."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = core_schema(schema)
        self._converting = Converting(schema)
        self._is_plain = (
            schema.config.default_resolver is getattr
            and schema.config.info_class is strawberry.Info
            and not schema.exception_handlers
        )

    def access(self, definition: GraphQLField, node: FieldNode) -> Access:
        """How to read a field where it stands in a document."""
        field = definition.extensions.get("strawberry-definition")
        if not self._is_plain or not isinstance(field, StrawberryField) or not is_direct(field):
            return resolved(definition, node, field)
        if field.base_resolver is None:
            return Attribute((field.python_name,))
        try:
            return self._call(field, field.base_resolver, definition, node)
        except NotConvertible:
            return resolved(definition, node, field)

    def _call(
        self,
        field: StrawberryField,
        resolver: StrawberryResolver[object],
        definition: GraphQLField,
        node: FieldNode,
    ) -> Access:
        if resolver.reserved_parameters.get(CLS_PARAMSPEC) or not callable(resolver.wrapped_func):
            raise NotConvertible(field.python_name)
        source = resolver.self_parameter or resolver.root_parameter or resolver.parent_parameter
        info = resolver.info_parameter
        if source is not None and not definition.args:
            names = followed(resolver.wrapped_func, source.name)
            if names is not None:
                return Attribute(names)
        convert = self._converting.arguments(field.arguments)
        given = [one for one in field.arguments if self._is_given(one, definition, node)]
        return Call(
            function=resolver.wrapped_func,
            source="" if source is None else source.name,
            info="" if info is None else info.name,
            leading=leading(signature(resolver.wrapped_func, follow_wrapped=False), source, info)
            or (() if resolver.self_parameter is None else (resolver.self_parameter.name,)),
            only_context=info is not None
            and reads_only(resolver.wrapped_func, info.name, "context"),
            arguments=Arguments(definition, node, convert) if definition.args else None,
            shares_arguments=all(self._converting.is_leaf(one.type) for one in given),
            waits=field.is_async,
        )

    def _is_given(
        self, argument: StrawberryArgument, definition: GraphQLField, node: FieldNode
    ) -> bool:
        """Whether an argument has a value where the field stands, be it that of its default."""
        name = self._converting.name_of(argument)
        return definition.args[name].default_value is not Undefined or any(
            one.name.value == name for one in node.arguments or ()
        )


def leading(own: Signature, *reserved: Parameter | None) -> tuple[str, ...]:
    """The names of the parameters before all others that are among the reserved ones.

    Those of a decorated function are its decorator's: that may look for them by their names.
    """
    names = {one.name for one in reserved if one is not None}
    parameters = own.parameters.values()
    found = takewhile(lambda one: one.name in names and one.kind in POSITIONAL, parameters)
    return tuple(one.name for one in found)


def is_direct(field: StrawberryField) -> bool:
    """Whether nothing stands between the field and its resolver."""
    return (
        not field.extensions
        and type(field).get_result is StrawberryField.get_result
        and (field.base_resolver is not None or field.python_name.isidentifier())
    )


def resolved(definition: GraphQLField, node: FieldNode, field: object) -> Resolve:
    resolver = definition.resolve or default_field_resolver
    waits = iscoroutinefunction(resolver) or (isinstance(field, StrawberryField) and field.is_async)
    return Resolve(
        resolver=resolver,
        arguments=Arguments(definition, node, dict) if definition.args else None,
        waits=waits,
    )
