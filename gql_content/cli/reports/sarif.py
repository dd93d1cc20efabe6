"""SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from gql_content import __version__
from gql_content.checks import RULES, describe_rule
from gql_content.cli.reports.report import Report
from gql_content.model import Problem

__all__ = ["as_sarif"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(report: Report) -> str:
    """One run: the rules that found something, and what they found."""
    counts = report.counts
    codes = [one.code for one in counts]
    rules = [
        {
            "id": one.code,
            "shortDescription": {"text": described(one.code)},
            "defaultConfiguration": {"level": str(one.severity)},
        }
        for one in counts
    ]
    run = {
        "tool": {"driver": {"name": "gql-content", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [result(report.file(one), one, codes) for one in report.problems],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def described(code: str) -> str:
    rule = RULES.get(code)
    return describe_rule(rule) if rule is not None else code.replace("_", " ").capitalize() + "."


def result(file: str, problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if problem.line is not None:
        place["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.severity),
        "message": {"text": f"{problem.message} {problem.remedy}"},
        "locations": [{"physicalLocation": place}],
    }
