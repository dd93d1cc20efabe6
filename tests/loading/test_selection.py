from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.sources import Selection, scan
from tests.folder import write
from tests.loading.unhurried import UNHURRIED

EVERYTHING = Selection(include=("*",))

NAMES = st.sampled_from(
    ["a", "b", "a.md", "b.markdown", "c.txt", "x.tmp", "y~", "#z#", ".git", ".h.md", "node_modules"]
)
PATTERNS = st.sampled_from(
    ["*.md", "*.txt", "a", "a/", "/a", "**/b", "a/*", "/a.md", "!b.markdown", "x.tmp/", "b/**"]
)
SELECTIONS = st.builds(
    Selection,
    include=st.lists(PATTERNS, max_size=2).map(tuple),
    exclude=st.lists(PATTERNS, max_size=2).map(tuple),
)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def plant(folder: Path, paths: list[str]) -> None:
    """Makes as many of these files as can stand beside each other."""
    for path in paths:
        file = folder / path
        if not file.exists() and not any(parent.is_file() for parent in file.parents):
            write(folder, {path: ""})


@pytest.mark.parametrize("path", ["a.md", "a.markdown", "deep/er/a.md", "with space/a.md"])
def test_markdown_is_taken_without_being_asked_for(path: str) -> None:
    assert Selection().takes_file(path)
    assert Selection().may_concern(path)


@pytest.mark.parametrize("path", ["a.txt", "a.mdx", "md", "a.md.bak", "a.MD5", "picture.png"])
def test_other_files_are_not(path: str) -> None:
    assert not Selection().takes_file(path)


@pytest.mark.parametrize(
    "name",
    [".a.md", ".a.md.swp", "a.md.swp", "#a.md#", ".#a.md", "a.md~", "a.md.tmp", ".goutputstream-X"],
)
def test_hidden_files_and_what_editors_leave_are_never_taken(name: str) -> None:
    for path in (name, f"folder/{name}"):
        assert not EVERYTHING.takes_file(path)
        assert not EVERYTHING.may_concern(path)


@pytest.mark.parametrize("folder", [".git", "node_modules", "a/.hidden", "a/node_modules", "b.tmp"])
def test_nothing_in_hidden_foreign_or_temporary_folders_is_taken(
    folder: str, tmp_path: Path
) -> None:
    write(tmp_path, {f"{folder}/a.md": "", f"{folder}/deep/b.md": ""})
    assert not EVERYTHING.takes_below(folder)
    assert not EVERYTHING.takes_below(f"{folder}/deep")
    assert not EVERYTHING.may_concern(f"{folder}/deep/b.md")
    assert scan(tmp_path, EVERYTHING) == {}


def test_the_name_that_vim_tries_a_folder_with_is_no_article() -> None:
    assert not Selection().takes_file("folder/4913")


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(include=("*.txt",)), {"c.txt", "posts/c.txt"}),
        (Selection(include=("/c.txt",)), {"c.txt"}),
        (Selection(include=("posts/*.md",)), {"posts/b.md"}),
        (Selection(include=("old/**",)), set[str]()),
        (Selection(include=("posts/**",)), {"posts/b.md", "posts/c.txt", "posts/old/d.md"}),
        (Selection(include=("*.md", "!d.md")), {"a.md", "posts/b.md"}),
        (Selection(exclude=("posts/",)), {"a.md"}),
        (Selection(exclude=("old",)), {"a.md", "posts/b.md"}),
        (Selection(exclude=("/b.md",)), {"a.md", "posts/b.md", "posts/old/d.md"}),
        (Selection(exclude=("*.md", "!a.md")), {"a.md"}),
        (Selection(include=("*.md",), exclude=("posts/*.md",)), {"a.md", "posts/old/d.md"}),
    ],
)
def test_patterns_are_those_of_a_gitignore(
    selection: Selection, taken: set[str], tmp_path: Path
) -> None:
    files = ["a.md", "c.txt", "posts/b.md", "posts/c.txt", "posts/old/d.md"]
    write(tmp_path, dict.fromkeys(files, ""))
    assert set(scan(tmp_path, selection)) == taken


def test_a_file_in_an_excluded_folder_cannot_be_taken_back_as_in_git(tmp_path: Path) -> None:
    write(tmp_path, {"drafts/a.md": "", "b.md": ""})
    assert set(scan(tmp_path, Selection(exclude=("drafts/", "!drafts/a.md")))) == {"b.md"}


@UNHURRIED
@given(SELECTIONS, st.lists(PATHS, max_size=8))
def test_what_a_selection_says_of_a_path_is_what_scanning_finds(
    selection: Selection, paths: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, paths)
        found = set(scan(root, selection))
        taken = {
            path
            for path in files_in(root)
            if selection.takes_file(path) and selection.takes_below(path.rpartition("/")[0])
        }
        assert found == taken


@UNHURRIED
@given(SELECTIONS, st.lists(PATHS, max_size=8))
def test_an_event_at_a_file_or_at_any_folder_above_it_is_never_dismissed(
    selection: Selection, paths: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, paths)
        for path in scan(root, selection):
            parts = path.split("/")
            for depth in range(1, len(parts) + 1):
                assert selection.may_concern("/".join(parts[:depth]))
