import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.files import Stamp
from gql_content.sources import Selection, is_obstacle, scan
from tests.folder import write
from tests.loading.shortage import no_file_can_be_opened
from tests.loading.unhurried import UNHURRIED

ALL = Selection()


def found(root: Path, below: str = "") -> set[str]:
    """The files that would be read; what else is told of, see test_obstacles.py."""
    return {path for path, stamp in scan(root, ALL, below).items() if not is_obstacle(stamp)}


def test_files_are_found_at_any_depth_with_their_stamps(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "b/c/d.md": "three"})
    status = (tmp_path / "b/c/d.md").stat()
    files = scan(tmp_path, ALL)
    assert set(files) == {"a.md", "b/c/d.md"}
    assert files["b/c/d.md"] == Stamp(5, status.st_mtime_ns, status.st_ino, status.st_ctime_ns)


def test_a_root_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert found(tmp_path / "nowhere") == set()
    assert found(tmp_path / "nowhere", "a.md") == set()


def test_a_root_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, {"release/a.md": "", "release/b/c.md": ""})
    (tmp_path / "current").symlink_to("release")
    assert found(tmp_path / "current") == {"a.md", "b/c.md"}
    assert found(tmp_path / "current", "b") == {"b/c.md"}


def test_a_link_to_a_file_inside_the_root_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "text"})
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "c.md").symlink_to(tmp_path / "b.md")
    files = scan(tmp_path, ALL)
    assert files["a.md"] == files["b.md"] == files["c.md"]


def test_a_link_to_a_folder_inside_the_root_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.md": "", "real/b/c.md": ""})
    (tmp_path / "other").symlink_to("real")
    assert found(tmp_path) == {"real/a.md", "real/b/c.md", "other/a.md", "other/b/c.md"}


def test_a_mounted_config_map_is_followed_into_its_hidden_folder(tmp_path: Path) -> None:
    write(tmp_path, {"..2025_01/a.md": ""})
    (tmp_path / "..data").symlink_to("..2025_01")
    (tmp_path / "a.md").symlink_to("..data/a.md")
    assert found(tmp_path) == {"a.md"}


def test_links_that_leave_the_root_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret.md": "", "root/a.md": "", "root-2/b.md": ""})
    root = tmp_path / "root"
    (root / "file.md").symlink_to("../outside/secret.md")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "sibling").symlink_to("../root-2")
    (root / "up").symlink_to("..")
    (root / "device.md").symlink_to("/dev/zero")
    assert found(root) == {"a.md"}


@pytest.mark.parametrize("below", ["file.md", "folder", "folder/secret.md", "up/outside", ".."])
def test_nor_where_the_path_to_look_below_leads_out(below: str, tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret.md": "", "root/a.md": ""})
    root = tmp_path / "root"
    (root / "file.md").symlink_to("../outside/secret.md")
    (root / "folder").symlink_to("../outside")
    (root / "up").symlink_to("..")
    assert found(root, below) == set()


@pytest.mark.parametrize(
    ("link", "target"),
    [("loop", ".."), ("loop", "."), ("loop", "loop"), ("loop.md", "loop.md"), ("b/loop", "../..")],
)
def test_a_link_that_leads_back_finds_nothing_twice(link: str, target: str, tmp_path: Path) -> None:
    write(tmp_path, {"a/x.md": "", "a/b/y.md": ""})
    (tmp_path / "a" / link).symlink_to(target)
    assert found(tmp_path) == {"a/x.md", "a/b/y.md"}
    assert found(tmp_path, f"a/{link}") == set()
    assert found(tmp_path, f"a/{link}/x.md") == set()


def test_folders_that_link_to_each_other_are_walked_once_each_way(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.md": "", "b/y.md": ""})
    (tmp_path / "a/to-b").symlink_to("../b")
    (tmp_path / "b/to-a").symlink_to("../a")
    assert found(tmp_path) == {"a/x.md", "b/y.md", "a/to-b/y.md", "b/to-a/x.md"}


def test_a_link_to_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("gone.md")
    (tmp_path / "b").symlink_to("gone")
    assert found(tmp_path) == set()


def test_a_pipe_and_a_link_to_one_are_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    assert found(tmp_path) == found(tmp_path, "a.md") == found(tmp_path, "b.md") == set()


def test_a_folder_named_like_an_article_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.md/b.md": ""})
    assert found(tmp_path) == found(tmp_path, "a.md") == {"a.md/b.md"}
    assert found(tmp_path, "a.md/b.md/c.md") == set()


@pytest.mark.parametrize(
    "name", [b"\xff.md", b"a\nb.md", b"a\x7f.md", b"\xc2\x85.md", b"\x1b[31m.md"]
)
def test_a_name_that_can_be_no_url_is_passed_by(name: bytes, tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(name)).touch()
    except OSError:
        pytest.skip("this file system refuses such a name itself")
    write(tmp_path, {f"{os.fsdecode(name)} folder/a.md": ""})
    assert found(tmp_path) == found(tmp_path, os.fsdecode(name)) == set()
    assert found(tmp_path, f"{os.fsdecode(name)} folder") == set()


@pytest.mark.parametrize("name", ["می‌خواهم.md", "👩‍🚀.md", "10 000.md", "量子.md", "a\xad.md"])
def test_a_name_in_any_script_is_taken_with_its_invisible_characters(
    name: str, tmp_path: Path
) -> None:
    write(tmp_path, {name: ""})
    assert found(tmp_path) == found(tmp_path, name) == {name}


@pytest.mark.parametrize("below", ["gone", "gone/deeper", "a.md/deeper", "x" * 300, "a/../a.md"])
def test_below_a_path_that_is_not_there_lies_nothing(below: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    assert found(tmp_path, below) == set()


def test_a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.md": ""})
    with no_file_can_be_opened(), pytest.raises(OSError, match="open files"):
        scan(tmp_path, ALL)
    with no_file_can_be_opened(), pytest.raises(OSError, match="open files"):
        scan(tmp_path, ALL, "a")
    assert found(tmp_path) == {"a/b.md"}


PARTS = st.sampled_from(["a", "b", "c.md", "d.md", ".h", "node_modules", "l1", "l2"])
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
TARGETS = st.sampled_from([".", "..", "a", "../a", "b", "../b", "c.md", "../..", "l1", "/etc", "d"])


@UNHURRIED
@given(
    files=st.lists(PATHS, max_size=8),
    links=st.lists(st.tuples(PATHS, TARGETS), max_size=4),
    exclude=st.sampled_from([(), ("a/b",), ("*.md", "!c.md"), ("l1",)]),
)
def test_looking_below_a_path_finds_what_the_whole_has_there(
    files: list[str], links: list[tuple[str, str]], exclude: tuple[str, ...]
) -> None:
    selection = Selection(exclude=exclude)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, files, links)
        whole = scan(root, selection)
        asked = {"a", "b", "l1", "a/l1", ".h", "node_modules", "c.md", "a/b/l2/d.md", "", *files}
        for below in asked | whole.keys() | {path for path, _ in links}:
            expected = {
                path: stamp
                for path, stamp in whole.items()
                if not below or path == below or path.startswith(f"{below}/")
            }
            assert scan(root, selection, below) == expected


def plant(root: Path, files: list[str], links: list[tuple[str, str]]) -> None:
    """Makes as many of these files and links as can stand beside each other."""
    for path in files:
        file = root / path
        if not any(parent.is_file() for parent in file.parents) and not file.exists():
            write(root, {path: ""})
    for path, target in links:
        link = root / path
        if link.parent.is_dir() and not link.is_symlink() and not link.exists():
            link.symlink_to(target)
