"""SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from gql_content import __version__
from gql_content.checks import RULES, describe_rule
from gql_content.cli.reports.report import Report
from gql_content.model import Problem

__all__ = ["format_sarif"]

SARIF_SCHEMA_URL = "https://json.schemastore.org/sarif-2.1.0.json"


def format_sarif(report: Report) -> str:
    """A SARIF log with one run: the rules with findings, and the findings."""
    counts = report.counts
    codes = [count.code for count in counts]
    rules = [
        {
            "id": count.code,
            "shortDescription": {"text": describe_sarif_rule(count.code)},
            "defaultConfiguration": {"level": str(count.severity)},
        }
        for count in counts
    ]
    run = {
        "tool": {"driver": {"name": "gql-content", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            make_result(report.get_file(problem), problem, codes) for problem in report.problems
        ],
    }
    document = {"$schema": SARIF_SCHEMA_URL, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def describe_sarif_rule(code: str) -> str:
    rule = RULES.get(code)
    return describe_rule(rule) if rule is not None else code.replace("_", " ").capitalize() + "."


def make_result(file: str, problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if problem.line is not None:
        location["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.severity),
        "message": {"text": f"{problem.message} {problem.remedy}"},
        "locations": [{"physicalLocation": location}],
    }
