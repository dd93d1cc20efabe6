# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
# The types of graphql-core and of Strawberry are generic over anything.
"""From a document to a plan."""

from functools import partial
from inspect import Parameter, Signature, iscoroutinefunction, signature
from itertools import takewhile

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.executor import default_field_resolver
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from graphql.type import (
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import CLS_PARAMSPEC, StrawberryResolver

from gql_content.engine.arguments import Arguments
from gql_content.engine.cost import cost_of_field
from gql_content.engine.input_conversion import InputConverterFactory, UnsupportedInputError
from gql_content.engine.internals import core_schema
from gql_content.engine.plan import (
    Abstract,
    Access,
    Attribute,
    Call,
    Constant,
    FieldLocation,
    FieldPlan,
    Leaf,
    ListOf,
    Object,
    Resolve,
    SelectionSet,
    Shape,
)
from gql_content.engine.resolver_analysis import attribute_chain, only_reads

__all__ = ["Planner", "Unplannable"]


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


MOST_FIELDS = 4_000
DEEPEST = 60

Keys = tuple[str | None, ...]


class Unplannable(Exception):
    """An operation that graphql-core has to run: too large, or with something this cannot do."""


class Planner:
    """Makes plans for the operations of a schema."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._accessing = AccessPlanner(schema)

    def plan(
        self, document: DocumentNode, node: OperationDefinitionNode, variables: VariableValues
    ) -> SelectionSet:
        """The plan of an operation, for all variables that leave out the same fields.

        Raises `Unplannable`.
        """
        if node.directives:
            raise Unplannable("a directive may change how the whole of it is run")
        fragments = {
            one.name.value: FragmentDetails(one)
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        try:
            return Planning(self._accessing, fragments, variables, node).root()
        except (GraphQLError, RecursionError) as error:
            raise Unplannable(str(error)) from error


class Planning:
    """The making of one plan."""

    def __init__(
        self,
        accessing: AccessPlanner,
        fragments: dict[str, FragmentDetails],
        variables: VariableValues,
        node: OperationDefinitionNode,
    ) -> None:
        self._accessing = accessing
        self._schema = accessing.schema
        self._collect = partial(collect_subfields, self._schema, fragments, variables, node)
        self._node = node
        self._root = partial(collect_fields, self._schema, fragments, variables)
        self._left = MOST_FIELDS

    def root(self) -> SelectionSet:
        kind = self._schema.get_root_type(self._node.operation)
        assert kind is not None  # noqa: S101 - the document is valid
        return self._selection(kind, self._root(kind, self._node).grouped_field_set, ())

    def _selection(
        self, kind: GraphQLObjectType, grouped: GroupedFieldSet, keys: Keys
    ) -> SelectionSet:
        if len(keys) > DEEPEST:
            raise Unplannable("it is too deep")
        fields = tuple(
            self._field(kind, key, details, (*keys, key)) for key, details in grouped.items()
        )
        return SelectionSet(kind, fields, any(one.is_async for one in fields))

    def _field(
        self, parent: GraphQLObjectType, key: str, details: list[FieldDetails], keys: Keys
    ) -> FieldPlan:
        self._left -= 1
        if self._left < 0:
            raise Unplannable("it is too large")
        nodes = [one.node for one in details]
        name = nodes[0].name.value
        definition = self._schema.get_field(parent, name)
        if definition is None:
            raise Unplannable(f"{parent.name}.{name} is unknown")
        access = (
            Constant(parent.name)
            if name == "__typename"
            else self._accessing.plan_access(definition, nodes[0])
        )
        shape = self._shape(definition.type, details, keys)
        place = FieldLocation(name, parent, definition, nodes, keys, cost_of_field(definition))
        return FieldPlan(key, place, access, shape, access.is_async or shape.is_async)

    def _shape(
        self,
        kind: GraphQLOutputType,
        details: list[FieldDetails],
        keys: Keys,
        *,
        nullable: bool = True,
    ) -> Shape:
        if is_non_null_type(kind):
            return self._shape(kind.of_type, details, keys, nullable=False)
        if is_list_type(kind):
            item = self._shape(kind.of_type, details, (*keys, None))
            return ListOf(item, nullable, item.is_async)
        if is_leaf_type(kind):
            return Leaf(kind, nullable)
        if is_abstract_type(kind):
            kinds = self._schema.get_possible_types(kind)
            selections = tuple(self._below(one, details, keys) for one in kinds)
            return Abstract(kind, selections, nullable, any(one.is_async for one in selections))
        assert is_object_type(kind)  # noqa: S101 - there is nothing else
        selection = self._below(kind, details, keys)
        return Object(selection, nullable, selection.is_async)

    def _below(
        self, kind: GraphQLObjectType, details: list[FieldDetails], keys: Keys
    ) -> SelectionSet:
        return self._selection(kind, self._collect(kind, details).grouped_field_set, keys)
