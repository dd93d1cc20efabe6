"""Documents that clients name instead of sending: persisted by them, or trusted by a manifest."""

from gql_content.web.documents.asked import Asked
from gql_content.web.documents.checking import (
    CheckedDocument,
    CheckedDocuments,
    Mistake,
    check_documents,
)
from gql_content.web.documents.errors import (
    BadPersistedQuery,
    DocumentNotFound,
    DocumentNotTrusted,
    HashMismatch,
    NoQuery,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)
from gql_content.web.documents.known import KnownDocuments
from gql_content.web.documents.manifest import TrustedDocument, read_manifest, written_manifest

__all__ = [
    "Asked",
    "BadPersistedQuery",
    "CheckedDocument",
    "CheckedDocuments",
    "DocumentNotFound",
    "DocumentNotTrusted",
    "HashMismatch",
    "KnownDocuments",
    "Mistake",
    "NoQuery",
    "PersistedQueryNotFound",
    "PersistedQueryNotSupported",
    "TrustedDocument",
    "check_documents",
    "read_manifest",
    "written_manifest",
]
