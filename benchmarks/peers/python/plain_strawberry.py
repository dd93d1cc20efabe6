"""Our own schema as Strawberry runs it, with its caches: python plain_strawberry.py FOLDER PORT"""

import asyncio
import sys
from pathlib import Path

import strawberry
import uvicorn
from starlette.requests import Request
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from gql_content.schema import Context
from gql_content.schema.article_type import Article
from gql_content.schema.query_type import Query
from gql_content.schema.subject_type import Subject
from gql_content.settings import Settings
from gql_content.sources import pin
from gql_content.web import contexts, open_repository


async def main(folder: Path, port: int) -> None:
    """Serves until it is ended."""
    settings = Settings(content=folder, state=False)
    repository = await open_repository(settings)
    await repository.bring_index()
    context_of = contexts(settings)

    class Endpoint(GraphQL[Context]):
        async def get_context(self, request: Request, response: object) -> Context:  # pyright: ignore[reportIncompatibleMethodOverride] # noqa: ARG002 - theirs takes sockets too
            return context_of(pin(repository))

    schema = strawberry.Schema(
        query=Query,
        types=[Article, Subject],
        extensions=[lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100)],
    )
    config = uvicorn.Config(Endpoint(schema), port=port, log_level="error", access_log=False)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
