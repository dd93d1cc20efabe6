import msgspec

from gql_content.cli.reports.report import Report

__all__ = ["format_json"]


def format_json(report: Report) -> str:
    """The problems and their counts, as a JSON object."""
    problems = [
        {"file": report.get_file(problem), **msgspec.to_builtins(problem)}
        for problem in report.problems
    ]
    document = {"files": report.files, "counts": report.counts, "problems": problems}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
