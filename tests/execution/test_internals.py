"""Strawberry and graphql-core change between versions: what they lack then costs time, no answers.

Each change is made to the real libraries, in a process of its own, before anything is compiled.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folder import save

SECONDS = 60
PROGRAM = """
import asyncio, json, logging, sys
from pathlib import Path

logged = []

class Handler(logging.Handler):
    def emit(self, record):
        logged.append(record.getMessage())

logging.getLogger("gql_content.execution").addHandler(Handler())
import strawberry, graphql
from gql_content.schema import SCHEMA

def hide(kind, name):
    # The attribute has another name, which Strawberry itself knows.
    found = kind.__dict__.get(name)

    def own(self):
        caller = sys._getframe(1).f_globals["__name__"].partition(".")[0]
        if caller == "gql_content":
            raise AttributeError(name)
        return self.__dict__[name] if found is None else found.__get__(self, kind)

    hidden = property(own, lambda self, value: self.__dict__.__setitem__(name, value))
    setattr(kind, name, hidden)

{change}
from gql_content.settings import Settings
from gql_content.engine import Executor, GraphQLParams, build_validation_policy
from gql_content.web import contexts, open_repository
from gql_content.web.context_factory import freshness_of
from gql_content.web.context_factory import limits_of
from gql_content.sources import pin

QUERY = '''query ($first: Int, $no: Boolean = false) {{
  articles(first: $first) {{
    totalCount nodes {{ __typename title subject {{ name }} answer {{ html }} date @skip(if: $no) }}
  }}
  node(id: "none") {{ id }}
}}'''

async def main():
    settings = Settings(content=Path(sys.argv[1]), state=False, checks=False)
    repository = await open_repository(settings)
    policy = build_validation_policy(limits_of(settings))
    executor, context_of = Executor(SCHEMA, policy), contexts(settings)
    freshness_of(settings)
    found = []
    for first in (2, 1, 2, -1, "a"):
        variables = {{"first": first}}
        for query in (QUERY, "{{ nothing }}", QUERY + "#"):
            params = GraphQLParams(query, variables)
            outcome = await executor.run(params, context_of(pin(repository)))
            found.append([outcome.data, [one.formatted for one in outcome.errors]])
    await repository.close()
    print(json.dumps([found, logged]))

asyncio.run(main())
"""

RESOLVER = "from strawberry.types.fields.resolver import StrawberryResolver as It; "
CHANGES = {
    "the schema has another name": "hide(strawberry.Schema, '_schema')",
    "scalars are elsewhere": "hide(type(SCHEMA.schema_converter), 'scalar_registry')",
    "a parameter's attribute has gone": f"{RESOLVER}hide(It, 'info_parameter')",
    "reserved parameters have gone": f"{RESOLVER}hide(It, 'reserved_parameters')",
    "fields are collected by another function": (
        "import graphql.execution.collect_fields as it; del it.collect_subfields"
    ),
    "another result of collecting": (
        "import graphql.execution.collect_fields as it; it.collect_fields = lambda *_: None"
    ),
    "signatures are elsewhere": (
        "import graphql.execution.get_variable_signature as it; del it.get_variable_signature"
    ),
    "enums have another class": (
        "import strawberry.schema.schema_converter as it; del it.CustomGraphQLEnumType"
    ),
    "no test for scalars": "import strawberry.schema.compat as it; del it.is_scalar",
    "no compat": "sys.modules['strawberry.schema.compat'] = None",
    "helpers of infos have gone": (
        "import graphql.type.definition as it; del it.GraphQLResolveInfoHelpers"
    ),
    "a field's own attributes have other names": (
        "from strawberry.types.field import StrawberryField as It; hide(It, 'base_resolver')"
    ),
    "no default resolver": "hide(type(SCHEMA.config), 'default_resolver')",
    "no exception handlers": "hide(strawberry.Schema, 'exception_handlers')",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    for name in ("a", "b", "c"):
        save(
            folder,
            f"{name}.md",
            {"title": name, "subject": "S", "date": "2025-02-06", "answer": "*text*"},
        )
    return folder


def ran(content: Path, change: str) -> tuple[object, list[str]]:
    """The outcomes of some operations after a change, and what was logged."""
    program = PROGRAM.format(change=change)
    process = subprocess.run(
        [sys.executable, "-c", program, f"{content}"],
        capture_output=True,
        timeout=SECONDS,
        check=False,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    outcomes, logged = json.loads(process.stdout.splitlines()[-1])
    return outcomes, logged


@pytest.fixture(scope="module")
def usual(content: Path) -> object:
    outcomes, logged = ran(content, "")
    assert logged == []
    return outcomes


@pytest.mark.parametrize("name", CHANGES)
def test_answers_are_the_same_and_the_log_says_so_once(
    content: Path, usual: object, name: str
) -> None:
    outcomes, logged = ran(content, CHANGES[name])
    assert outcomes == usual
    assert len(logged) == 1, logged
    assert "graphql-core" in logged[0]
