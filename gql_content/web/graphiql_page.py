from starlette.responses import HTMLResponse, Response

from gql_content.web.examples import examples_for
from gql_content.web.graphiql import CONTENT_SECURITY_POLICY, page
from gql_content.web.service import Service

__all__ = ["graphiql_response"]


def graphiql_response(service: Service) -> Response:
    """GraphiQL with example queries for the content that is being served."""
    repository = service.repository
    examples = examples_for(repository.library) if repository is not None else []
    return HTMLResponse(
        page(examples),
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
            "Vary": "Accept",
        },
    )
