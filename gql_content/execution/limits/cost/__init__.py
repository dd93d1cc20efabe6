"""How many objects an operation can answer with: each list counts as long as it may be."""

from gql_content.execution.limits.cost.cost import Cost, Page
from gql_content.execution.limits.cost.reckoning import cost_of, cost_of_field
from gql_content.execution.limits.cost.size import PageSizes

__all__ = ["Cost", "Page", "PageSizes", "cost_of", "cost_of_field"]
