import msgspec

from gql_content.cli.reports.report import Report

__all__ = ["as_json"]


def as_json(report: Report) -> str:
    """The problems and their counts as one JSON object."""
    problems = [{"file": report.file(one), **msgspec.to_builtins(one)} for one in report.problems]
    whole = {"files": report.files, "counts": report.counts, "problems": problems}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
