"""Run by the Python of an environment that has schemathesis: `fuzzing.py URL CASES SEED`.

Asks what the schema allows, made up at random, and prints as JSON what became of each case.
"""

# pyright: basic, reportMissingImports=false
# That environment is not the one in which this file is checked.

import json
import sys
from collections import Counter

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings


def run(url: str, cases: int, beginning: int) -> None:
    """Tells how many answers there were of each kind, and the queries that broke something."""
    schema = schemathesis.graphql.from_url(f"{url}/graphql")
    seen: Counter[str] = Counter()
    broken: list[str] = []

    @seed(beginning)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(schema.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        response = case.call()
        codes = codes_of(response)
        seen.update([str(response.status_code), *codes])
        if response.status_code >= 500 or "INTERNAL_SERVER_ERROR" in codes:
            broken.append(str(case.body))

    ask()
    sys.stdout.write(json.dumps({"seen": seen, "broken": broken}))


def codes_of(response: schemathesis.Response) -> set[str]:
    """The codes of the errors in an answer, each once."""
    errors = response.json().get("errors", [])
    return {error["extensions"]["code"] for error in errors}


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
