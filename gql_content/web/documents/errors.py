"""What can be wrong with the document that a request names.

The first two messages are words of Apollo's protocol, by which clients know what to do next.
"""

from gql_content.errors import CallError

__all__ = [
    "BadPersistedQuery",
    "DocumentNotFound",
    "DocumentNotTrusted",
    "HashMismatch",
    "NoQuery",
    "PersistedQueryNotFound",
    "PersistedQueryNotSupported",
]


class PersistedQueryNotFound(CallError):
    """The client sends the hash once more, and the query with it."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupported(CallError):
    """The client sends its queries without hashes from now on."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class BadPersistedQuery(CallError):
    """The entry `persistedQuery` of a request cannot be read."""

    code = "BAD_PERSISTED_QUERY"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"extensions.persistedQuery: {what}. "
            "It holds version, which is 1, and sha256Hash, the SHA-256 of the query in hexadecimal."
        )


class HashMismatch(CallError):
    """A query came with the hash of another one."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"

    def __init__(self) -> None:
        super().__init__(
            "The hash in extensions.persistedQuery is not that of the query: "
            "send the SHA-256 of the query's UTF-8 bytes, in lower-case hexadecimal digits."
        )


class DocumentNotFound(CallError):
    """No manifest has a document of this id, and no client has persisted it."""

    code = "DOCUMENT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__(
            "No document is known by this id: add it to the manifest that the service was started "
            "with (--documents), or send the query itself."
        )


class DocumentNotTrusted(CallError):
    """The service answers the documents of its manifest alone, and this is none of them."""

    code = "DOCUMENT_NOT_TRUSTED"

    def __init__(self) -> None:
        super().__init__(
            "Only the documents of a manifest are answered here (--documents-only), and this is "
            "none of them: add it by `gql-content documents check --write`."
        )


class NoQuery(CallError):
    """A request without any document."""

    code = "NO_QUERY"

    def __init__(self) -> None:
        super().__init__(
            "There is no query: send it in query, or name a known document in documentId or in "
            "extensions.persistedQuery."
        )
