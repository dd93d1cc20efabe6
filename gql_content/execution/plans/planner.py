# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from functools import partial

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
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
from graphql.execution.values import VariableValues
from graphql.type import (
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

from gql_content.execution.limits import cost_of_field
from gql_content.execution.plans.access import Constant
from gql_content.execution.plans.accessing import AccessPlanner
from gql_content.execution.plans.plan import FieldLocation, FieldPlan, SelectionSet
from gql_content.execution.plans.shapes import Abstract, Leaf, ListOf, Object, Shape

__all__ = ["Planner", "Unplannable"]

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
