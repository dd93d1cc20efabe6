from typing import Any

from msgspec import Struct

__all__ = ["Asked"]


class Asked(Struct, frozen=True, rename="camel"):
    """The parameters of a request, over whatever transport it comes.

    The document is in `query`, or named by its hash in `extensions.persistedQuery` or by an id.
    """

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None

    @property
    def names_document(self) -> bool:
        """Whether it says in any way which document is meant."""
        persisted = self.extensions is not None and "persistedQuery" in self.extensions
        return self.query is not None or self.document_id is not None or persisted
