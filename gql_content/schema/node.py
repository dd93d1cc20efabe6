import strawberry

from gql_content.schema.described import described

__all__ = ["Node"]


@strawberry.interface(description="Anything that has an id of its own and can be fetched by it.")
class Node:
    id: strawberry.ID = described("Opaque, unique in this content, stable while the file stays.")
