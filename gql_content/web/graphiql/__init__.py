"""The GraphiQL page, served whole from this package: no request of it leaves the machine."""

from gql_content.web.graphiql.assets import static_files
from gql_content.web.graphiql.bundle import Bundle, find_bundle
from gql_content.web.graphiql.example import Example
from gql_content.web.graphiql.page import page
from gql_content.web.graphiql.policy import CONTENT_SECURITY_POLICY

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "Bundle",
    "Example",
    "find_bundle",
    "page",
    "static_files",
]
