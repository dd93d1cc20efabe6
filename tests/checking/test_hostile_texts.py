"""Texts that are expensive to check do not delay others."""

from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from gql_content.library import Library
from gql_content.model import Problem
from gql_content.rules import FindingsCache, RuleEngine
from gql_content.sources import Selection, load_folder
from tests.folder import article, write
from tests.parsing.hostile import BODIES

TODAY = date(2025, 3, 20)
HOSTILE = article({"title": "Hostile", "noIndex": True}, BODIES["links"][:50_000])
TYPICAL = article({"title": "Usual", "noIndex": True}, "A text.")


def load_library(root: Path) -> Library:
    return load_folder(root, Selection()).library


def measure_child_cpu_seconds() -> float:
    """Return the CPU seconds of the child processes that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def get_codes(found: tuple[Problem, ...], path: str) -> list[str]:
    return [one.code for one in found if one.path == path]


def test_a_large_file_is_checked_in_a_process(tmp_path: Path) -> None:
    known = load_library(write(tmp_path, {"hostile.md": HOSTILE, "usual.md": TYPICAL}))
    before = measure_child_cpu_seconds()
    found = RuleEngine(tmp_path).check(known, TODAY).problems
    assert measure_child_cpu_seconds() > before
    assert "UNKNOWN_KEY" in get_codes(found, "hostile.md")
    assert "UNKNOWN_KEY" in get_codes(found, "usual.md")


def test_a_typical_file_is_checked_inline(tmp_path: Path) -> None:
    known = load_library(write(tmp_path, {"usual.md": TYPICAL}))
    before = measure_child_cpu_seconds()
    found = RuleEngine(tmp_path).check(known, TODAY).problems
    assert measure_child_cpu_seconds() == before
    assert get_codes(found, "usual.md") == ["UNKNOWN_KEY"]


def test_the_number_of_findings_of_a_rule_is_bounded(tmp_path: Path) -> None:
    known = load_library(write(tmp_path, {"hostile.md": HOSTILE}))
    found = RuleEngine(tmp_path).check(known, TODAY).problems
    assert get_codes(found, "hostile.md").count("BROKEN_LINK") == 20


def test_a_text_that_is_too_long_to_be_parsed_is_read_once(tmp_path: Path) -> None:
    long = article({"title": "Long", "url": "/long"}, "x" * 100_001)
    link = article({"title": "Link", "url": "/link"}, "[there](/long#somewhere)")
    known = load_library(write(tmp_path, {"long.md": long, "link.md": link}))
    cache = FindingsCache()
    found = RuleEngine(tmp_path, cache=cache).check(known, TODAY).problems
    news = cache.unsaved_count
    assert RuleEngine(tmp_path, cache=cache).check(known, TODAY).problems == found
    assert cache.unsaved_count == news
    assert "BROKEN_ANCHOR" not in {one.code for one in found}
