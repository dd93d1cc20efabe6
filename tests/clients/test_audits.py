"""The audits of the working group's own package find nothing to say against the endpoint."""

import json

from tests.clients.node import running
from tests.served import Served

AUDITS = 61


def test_every_audit_of_graphql_over_http_is_passed(sample: Served) -> None:
    with running("audits.mjs", f"{sample.url}/graphql") as auditing:
        output, _ = auditing.communicate(timeout=60)
    found = [json.loads(line) for line in output.splitlines()]
    assert len(found) == AUDITS
    assert [one for one in found if one["status"] != "ok"] == []
