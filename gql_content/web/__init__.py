"""HTTP: the one room that knows routes, headers and the page in the browser."""

from gql_content.web.answering import Answer, answer
from gql_content.web.app import create_app
from gql_content.web.contexts import contexts
from gql_content.web.observing import Draining
from gql_content.web.service import Loaded, open_repository

__all__ = ["Answer", "Draining", "Loaded", "answer", "contexts", "create_app", "open_repository"]
