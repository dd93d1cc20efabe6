"""What an operation comes to, as data: which fields, read how, completed to what."""

from gql_content.execution.plans.access import Access, Attribute, Call, Constant, Resolve
from gql_content.execution.plans.explaining import explained
from gql_content.execution.plans.plan import Field, Place, Selection
from gql_content.execution.plans.planner import Planner, Unplannable
from gql_content.execution.plans.shapes import Abstract, Leaf, ListOf, Object, Shape
from gql_content.execution.plans.sources import tests_class

__all__ = [
    "Abstract",
    "Access",
    "Attribute",
    "Call",
    "Constant",
    "Field",
    "Leaf",
    "ListOf",
    "Object",
    "Place",
    "Planner",
    "Resolve",
    "Selection",
    "Shape",
    "Unplannable",
    "explained",
    "tests_class",
]
