"""HTTP as an ASGI app: the GraphQL endpoint, caching, streams, feeds, health and metrics."""

from gql_content.web.app import create_app
from gql_content.web.context_factory import contexts
from gql_content.web.document_manifest import check_documents, written_manifest
from gql_content.web.fast_path import Shortcut
from gql_content.web.graphql_response import Answer, answer
from gql_content.web.request_head import Caller, Head, Question, head_of, note_question
from gql_content.web.request_middleware import Draining, known_id
from gql_content.web.security import client_of
from gql_content.web.service import Loaded, open_repository

__all__ = [
    "Answer",
    "Caller",
    "Draining",
    "Head",
    "Loaded",
    "Question",
    "Shortcut",
    "answer",
    "check_documents",
    "client_of",
    "contexts",
    "create_app",
    "head_of",
    "known_id",
    "note_question",
    "open_repository",
    "written_manifest",
]
