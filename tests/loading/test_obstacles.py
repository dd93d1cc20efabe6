"""Where an article could be and nothing can be read: it is told, not opened and not followed."""

import os
from pathlib import Path

import pytest

from gql_content.library import Library
from gql_content.sources import Selection, load_folder
from tests.folder import write
from tests.loading.unprivileged import as_nobody
from tests.repository.test_file_repository import opened, told

HIDDEN = "nobody's business"


def loaded(root: Path) -> Library:
    return load_folder(root, Selection()).library


def said(library: Library) -> dict[str, str]:
    """The codes of the problems by their paths; each says where, what and what to do."""
    for one in library.problems:
        assert one.message.startswith(one.path)
        assert one.remedy
    return {one.path: one.code for one in library.problems}


def test_links_out_of_the_root_are_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret.md": HIDDEN, "root/a.md": "a", "root-2/b.md": HIDDEN})
    root = tmp_path / "root"
    (root / "file.md").symlink_to("../outside/secret.md")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "sibling").symlink_to("../root-2")
    (root / "up").symlink_to("..")
    (root / "device.md").symlink_to("/dev/zero")
    (root / "passwd.md").symlink_to("/etc/passwd")
    (root / "picture.png").symlink_to("/etc/passwd")
    library = loaded(root)
    assert set(library.articles) == {"a.md"}
    assert said(library) == dict.fromkeys(
        ("file.md", "folder", "sibling", "device.md", "passwd.md"), "LINK_OUTSIDE"
    )
    assert "outside" not in str([one.message for one in library.problems]).replace("outside of", "")


@pytest.mark.parametrize(
    ("link", "target"), [("loop.md", "loop.md"), ("gone.md", "nowhere.md"), ("x.md", "x.md/y.md")]
)
def test_links_to_nothing_or_to_themselves_are_told(link: str, target: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a"})
    (tmp_path / link).symlink_to(target)
    library = loaded(tmp_path)
    assert set(library.articles) == {"a.md"}
    assert said(library) == {link: "BROKEN_SYMLINK"}


def test_pipes_are_told_and_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a"})
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    os.mkfifo(tmp_path / "pipe.txt")
    library = loaded(tmp_path)
    assert set(library.articles) == {"a.md"}
    assert said(library) == {"pipe.md": "NOT_A_FILE", "link.md": "NOT_A_FILE"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\xff.md", r"\xff.md"),
        (b"a\nb.md", r"a\x0ab.md"),
        (b"\xc2\x85.md", r"\xc2\x85.md"),
        (b"\x1b[31m.md", r"\x1b[31m.md"),
    ],
)
def test_names_that_can_be_no_url_are_told_as_they_can_be_shown(
    name: bytes, shown: str, tmp_path: Path
) -> None:
    try:
        (tmp_path / os.fsdecode(name)).touch()
    except OSError:
        pytest.skip("this file system refuses such a name itself")
    write(tmp_path, {"a.md": "a", f"{os.fsdecode(name)} folder/b.md": "b"})
    library = loaded(tmp_path)
    assert set(library.articles) == {"a.md"}
    assert said(library) == {shown: "BAD_NAME", f"{shown} folder": "BAD_NAME"}


async def test_a_name_of_255_bytes_is_an_article(tmp_path: Path) -> None:
    name = "é" * 126 + ".md"
    repository = await opened(write(tmp_path, {name: {"title": "Long"}}))
    assert len(name.encode()) == 255
    assert repository.library.articles[name].title == "Long"


@pytest.mark.parametrize("hinted", [True, False])
async def test_an_obstacle_comes_and_goes_with_what_it_is(tmp_path: Path, hinted: bool) -> None:
    repository = await opened(write(tmp_path, {"a.md": "a"}))
    before = repository.library.revision

    async def refreshed(path: Path) -> dict[str, str]:
        await repository.refresh([path.name] if hinted else None)
        return told(repository)

    path = tmp_path / "b.md"
    for target, code in (("/etc/passwd", "LINK_OUTSIDE"), ("nowhere", "BROKEN_SYMLINK")):
        path.symlink_to(target)
        assert await refreshed(path) == {"b.md": code}
        path.unlink()
        assert await refreshed(path) == {}
    os.mkfifo(path)
    assert await refreshed(path) == {"b.md": "NOT_A_FILE"}
    path.unlink()
    assert await refreshed(path) == {}
    assert repository.library.revision == before


def test_a_folder_that_may_not_be_listed_keeps_what_was_in_it() -> None:
    async def watched(root: Path) -> None:
        write(root, {"a.md": {"title": "A"}, "sub/b.md": {"title": "B"}, "sub/c/d.md": "D"})
        repository = await opened(root)
        (root / "sub").chmod(0)
        for hints in (None, ["sub"], ["sub/b.md"], None):
            await repository.refresh(hints)
            assert set(repository.library.articles) == {"a.md", "sub/b.md", "sub/c/d.md"}
            assert repository.library.articles["sub/b.md"].source.stale
            assert told(repository)["sub"] == "UNLISTABLE_FOLDER"
        (root / "sub").chmod(0o700)
        (root / "sub" / "c" / "d.md").unlink()
        await repository.refresh()
        assert set(repository.library.articles) == {"a.md", "sub/b.md"}
        assert not repository.library.articles["sub/b.md"].source.stale
        assert told(repository) == {}

    as_nobody(watched)
