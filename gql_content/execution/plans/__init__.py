"""Query plans: the fields of an operation, how each is resolved, and its type."""

from gql_content.execution.plans.access import Access, Attribute, Call, Constant, Resolve
from gql_content.execution.plans.explaining import explain_plan
from gql_content.execution.plans.plan import FieldLocation, FieldPlan, SelectionSet
from gql_content.execution.plans.planner import Planner, Unplannable
from gql_content.execution.plans.shapes import Abstract, Leaf, ListOf, Object, Shape
from gql_content.execution.plans.sources import is_isinstance_check

__all__ = [
    "Abstract",
    "Access",
    "Attribute",
    "Call",
    "Constant",
    "FieldLocation",
    "FieldPlan",
    "Leaf",
    "ListOf",
    "Object",
    "Planner",
    "Resolve",
    "SelectionSet",
    "Shape",
    "Unplannable",
    "explain_plan",
    "is_isinstance_check",
]
