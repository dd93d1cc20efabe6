import logging

import pytest

from gql_content.model import Problem, Severity
from gql_content.web.problem_log import MOST_AT_ONCE, Told


def problem(number: int, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(f"{number}.md", "ODD", "It is odd.", "Look at it.", severity, line=number)


def test_very_many_are_told_by_their_number(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "gql_content.content")
    bad = problem(500, Severity.ERROR)
    Told().tell([*(problem(number) for number in range(200)), bad])
    assert len(caplog.records) == MOST_AT_ONCE + 1
    assert caplog.records[0].getMessage().startswith("500.md:500 error ODD")
    assert caplog.records[0].levelno == logging.WARNING
    assert f"ODD {201 - MOST_AT_ONCE}" in caplog.records[-1].getMessage()


def test_a_problem_that_comes_back_is_told_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "gql_content.content")
    told = Told()
    for problems in ([problem(1)], [problem(1)], [], [problem(1)]):
        told.tell(problems)
    assert len(caplog.records) == 2
