from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from gql_content.execution.limits.cost.size import Size

__all__ = ["Cost", "Page"]


class Cost(Struct, frozen=True):
    """A number of objects: some in any case, some as the variables have it."""

    fixed: int = 0
    pages: tuple["Page", ...] = ()

    def nodes(self, variables: Mapping[str, Any]) -> int:
        """How many objects there are at most under these variables."""
        return self.fixed + sum(page.nodes(variables) for page in self.pages)


class Page(Struct, frozen=True):
    """A list of objects, and what each of them costs besides."""

    size: Size
    each: Cost

    def nodes(self, variables: Mapping[str, Any]) -> int:
        """As `Cost.nodes`."""
        return self.size.among(variables) * (1 + self.each.nodes(variables))
