"""Internal errors are logged; the client gets only the id of the log record."""

import logging

import pytest
import strawberry

from gql_content.engine import Executor, GraphQLParams
from gql_content.errors import BadWindow, ContentMoved, TextUnavailable
from gql_content.web.graphql_response import body_of

SECRET = "/srv/secret/place"  # noqa: S105 - a path that must not leak


@strawberry.type
class Query:
    @strawberry.field
    def fine(self) -> str:
        return "fine"

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(f"{SECRET} is broken")

    @strawberry.field
    def mistaken(self) -> str | None:
        raise BadWindow("first is -1")

    @strawberry.field
    def moving(self) -> str | None:
        raise ContentMoved("a.md")

    @strawberry.field
    def gone(self) -> str | None:
        raise TextUnavailable("a.md")


class SilentSchema(strawberry.Schema):
    def process_errors(self, *_: object, **__: object) -> None:
        """Logs nothing, like our schema."""


EXECUTOR = Executor(SilentSchema(Query))


async def test_an_unexpected_exception_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    body = body_of(await EXECUTOR.run(GraphQLParams(query="{ fine broken }"), None))
    assert body["data"] == {"fine": "fine", "broken": None}
    (error,) = body["errors"]
    assert error["path"] == ["broken"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert SECRET not in str(body)
    assert "RuntimeError" not in str(body)
    assert "Traceback" not in str(body)
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert error["extensions"]["id"] in record.getMessage()
    assert SECRET in caplog.text


async def test_each_unexpected_exception_has_its_own_id() -> None:
    body = body_of(await EXECUTOR.run(GraphQLParams(query="{ a: broken b: broken }"), None))
    assert len({error["extensions"]["id"] for error in body["errors"]}) == 2


@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        ("mistaken", "BAD_WINDOW", "first is -1"),
        ("moving", "CONTENT_CHANGING", "a.md keeps changing; ask again."),
        ("gone", "TEXT_UNAVAILABLE", "The text of a.md cannot be read"),
    ],
)
async def test_errors_that_a_client_can_fix_are_not_masked(
    field: str, code: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    (error,) = body_of(await EXECUTOR.run(GraphQLParams(query=f"{{ {field} }}"), None))["errors"]
    assert error["extensions"] == {"code": code}
    assert error["message"].startswith(message)
    assert caplog.records == []
