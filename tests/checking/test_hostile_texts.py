"""Texts that were made to cost the rules much hold up nobody."""

from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from gql_content.checking import Inspector, Memory
from gql_content.library import Library
from gql_content.loading import Selection, load_folder
from gql_content.model import Problem
from tests.folder import article, write
from tests.parsing.hostile import BODIES

TODAY = date(2025, 3, 20)
HOSTILE = article({"title": "Hostile", "noIndex": True}, BODIES["links"][:50_000])
USUAL = article({"title": "Usual", "noIndex": True}, "A text.")


def library(root: Path) -> Library:
    return load_folder(root, Selection()).library


def of_processes() -> float:
    """The seconds of CPU that processes of ours have taken, those that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def codes(found: tuple[Problem, ...], path: str) -> list[str]:
    return [one.code for one in found if one.path == path]


def test_a_long_file_is_examined_by_a_process(tmp_path: Path) -> None:
    known = library(write(tmp_path, {"hostile.md": HOSTILE, "usual.md": USUAL}))
    before = of_processes()
    found = Inspector(tmp_path).inspect(known, TODAY).problems
    assert of_processes() > before
    assert "UNKNOWN_KEY" in codes(found, "hostile.md")
    assert "UNKNOWN_KEY" in codes(found, "usual.md")


def test_a_usual_file_is_examined_at_once(tmp_path: Path) -> None:
    known = library(write(tmp_path, {"usual.md": USUAL}))
    before = of_processes()
    found = Inspector(tmp_path).inspect(known, TODAY).problems
    assert of_processes() == before
    assert codes(found, "usual.md") == ["UNKNOWN_KEY"]


def test_a_file_full_of_broken_links_names_as_many_as_one_can_mend(tmp_path: Path) -> None:
    known = library(write(tmp_path, {"hostile.md": HOSTILE}))
    found = Inspector(tmp_path).inspect(known, TODAY).problems
    assert codes(found, "hostile.md").count("BROKEN_LINK") == 20


def test_a_text_that_nobody_takes_apart_is_read_once(tmp_path: Path) -> None:
    long = article({"title": "Long", "url": "/long"}, "x" * 100_001)
    link = article({"title": "Link", "url": "/link"}, "[there](/long#somewhere)")
    known = library(write(tmp_path, {"long.md": long, "link.md": link}))
    memory = Memory()
    found = Inspector(tmp_path, memory=memory).inspect(known, TODAY).problems
    news = memory.news
    assert Inspector(tmp_path, memory=memory).inspect(known, TODAY).problems == found
    assert memory.news == news
    assert "BROKEN_ANCHOR" not in {one.code for one in found}
