"""The rules behind a running service: in its answers, and in the log once."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.conftest import Serve
from tests.folder import write
from tests.served import SECONDS, Served

QUERY = "{ content { revision checked problemCount problems { path line code } } }"
GOOD = "---\ntitle: Good\n---\nText.\n"
SLIP = "---\ntitle: Slip\nnoIndex: true\n---\nText.\n"


def contents(served: Served) -> Iterator[dict[str, Any]]:
    """What the service says of its content, again and again."""
    end = monotonic() + SECONDS
    while monotonic() < end:
        yield served.data(QUERY)["content"]
    raise AssertionError("it took too long")


def checked(served: Served, but: str = "") -> dict[str, Any]:
    """The content at another revision than `but`, once the rules have been applied to it."""
    return next(one for one in contents(served) if one["checked"] and one["revision"] != but)


def test_what_the_rules_find_is_told_and_follows_the_files(tmp_path: Path, serve: Serve) -> None:
    content = write(tmp_path, {"a.md": SLIP, "b.md": "---\ntitle: a: b\n---\n"})
    served = serve(content, checks=True)
    before = checked(served)
    assert before["problems"] == [
        {"path": "a.md", "line": 3, "code": "UNKNOWN_KEY"},
        {"path": "b.md", "line": 2, "code": "BAD_YAML"},
    ]
    write(content, {"a.md": GOOD, "c.md": SLIP, "b.md": GOOD.replace("Good", "Fine")})
    # Three files are three events, and each may make a revision of its own.
    last = [{"path": "c.md", "line": 3, "code": "UNKNOWN_KEY"}]
    after = next(one for one in contents(served) if one["checked"] and one["problems"] == last)
    assert after["revision"] != before["revision"]


def test_what_keeps_a_file_from_being_read_is_told_before(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, {"a.md": SLIP, "b.md": "---\ntitle: a: b\n---\n"}))
    content = served.data(QUERY)["content"]
    assert content["checked"] is False
    assert [one["code"] for one in content["problems"]] == ["BAD_YAML"]


def test_a_rule_that_is_ignored_is_silent(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, {"a.md": SLIP}), checks=True, ignore=("UNKNOWN_KEY",))
    assert checked(served)["problems"] == []


def test_the_log_tells_each_problem_once(
    tmp_path: Path, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "gql_content.content")
    content = write(tmp_path, {"a.md": SLIP, "b.md": "---\ntitle: a: b\n---\n", "c.md": GOOD})
    served = serve(content, checks=True)
    before = checked(served)
    write(content, {"c.md": GOOD.replace("Text", "Another text")})
    checked(served, but=before["revision"])
    lines = [one.getMessage() for one in caplog.records if one.name == "gql_content.content"]
    assert sorted(re.findall(r"^(\S+ \w+ \w+)", "\n".join(lines), re.MULTILINE)) == [
        "a.md:3:1 warning UNKNOWN_KEY",
        "b.md:2:9 error BAD_YAML",
    ]


def test_a_mistake_in_the_policy_stops_the_rules_and_not_the_service(
    tmp_path: Path, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    content = write(tmp_path, {"a.md": SLIP, ".gql-content.toml": "ignore = 5\n"})
    served = serve(content, checks=True)
    said = (one for one in contents(served) if ".gql-content.toml" in caplog.text)
    assert next(said)["checked"] is False
