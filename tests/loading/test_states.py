"""The names of states, and which of them are kept."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from gql_content.sources import Selection, Snapshots, hold, load_folder, snapshot, tidy_states
from tests.folder import write

OLD = time() - 100 * 86_400
DRAFTS = Selection(exclude=("drafts/",))


def state_of(folder: Path, selection: Selection = Selection(), root: str = "content") -> Snapshots:  # noqa: B008
    return Snapshots(folder / "state", folder / root, selection)


def saved(snapshots: Snapshots, age: float = 0.0) -> Snapshots:
    """With a snapshot, an index and findings, that were last used so many seconds ago."""
    snapshots.path.parent.mkdir(exist_ok=True)
    files = (snapshots.path, snapshots.beside("search", "a" * 64), snapshots.beside("checks", "b"))
    for file in files:
        file.write_bytes(b"")
        os.utime(file, (time() - age, time() - age))
    return snapshots


def files_of(snapshots: Snapshots) -> list[Path]:
    return sorted(snapshots.directory.glob(f"{snapshots.path.stem}.*"))


def test_a_state_has_its_name_from_all_that_shapes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = state_of(tmp_path)
    others = [state_of(tmp_path, DRAFTS), state_of(tmp_path, Selection(include=("drafts/",)))]
    others.append(state_of(tmp_path, root="elsewhere"))
    paths = {one.path for one in (usual, *others)}
    monkeypatch.setattr(snapshot, "compute_parser_version", lambda: "another")
    paths.add(state_of(tmp_path).path)
    monkeypatch.undo()
    assert len(paths) == 5
    assert state_of(tmp_path).path == usual.path
    monkeypatch.chdir(tmp_path)
    assert Snapshots(Path("state"), Path("content"), Selection()).path.name == usual.path.name


def test_indexes_that_are_made_in_other_ways_lie_apart(tmp_path: Path) -> None:
    state = state_of(tmp_path)
    paths = {state.beside(kind, made) for kind in ("search", "checks") for made in ("a", "b")}
    assert len(paths) == 4
    assert all(path.name.startswith(f"{state.path.stem}.") for path in paths)


def test_services_with_other_settings_do_not_undo_each_others_snapshots(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": {"title": "A"}, "drafts/b.md": {"title": "B"}})
    for _ in range(3):
        for selection, files in ((Selection(), 2), (DRAFTS, 1)):
            state = state_of(tmp_path, selection)
            loading = load_folder(root, selection, state)
            assert len(loading.library.articles) == files
            state.write(loading.files())
    for selection, files in ((Selection(), 2), (DRAFTS, 1)):
        assert load_folder(root, selection, state_of(tmp_path, selection)).reused == files


def test_the_last_few_states_of_a_root_are_kept(tmp_path: Path) -> None:
    others = [
        saved(state_of(tmp_path, Selection(exclude=(f"{number}/",))), 10.0 + number)
        for number in range(6)
    ]
    own = saved(state_of(tmp_path), 1_000.0)
    tidy_states(own)
    assert [bool(files_of(one)) for one in others] == [True] * 3 + [False] * 3
    assert len(files_of(own)) == 3


def test_states_that_are_in_use_stay_however_old_they_are(tmp_path: Path) -> None:
    held = [saved(state_of(tmp_path, Selection(exclude=(f"{one}/",))), 1e7) for one in range(8)]
    descriptors = [hold(one) for one in held]
    for one in held:
        os.utime(one.directory / f"{one.path.stem}.lock", (OLD, OLD))
    own = state_of(tmp_path)
    tidy_states(own)
    assert all(files_of(one) for one in held)
    for descriptor in descriptors:
        assert descriptor is not None
        os.close(descriptor)
    tidy_states(own)
    assert not any(files_of(one) for one in held)


def test_states_of_other_roots_stay_unless_nobody_has_used_them_for_long(tmp_path: Path) -> None:
    used = [saved(state_of(tmp_path, root=f"used{one}"), 1_000.0) for one in range(6)]
    unused = saved(state_of(tmp_path, root="unused"), 1e7)
    versions = [unused.directory / f"{one.root_name}.versions" for one in (unused, used[0])]
    for folder in versions:
        folder.mkdir()
        os.utime(folder, (OLD, OLD))
    stranger = tmp_path / "state" / "notes.txt"
    stranger.write_text("Not ours.")
    os.utime(stranger, (OLD, OLD))
    tidy_states(state_of(tmp_path))
    assert all(files_of(one) for one in used)
    assert files_of(unused) == []
    assert [folder.exists() for folder in versions] == [False, True]
    assert stranger.exists()


def test_what_former_versions_called_otherwise_goes(tmp_path: Path) -> None:
    own = saved(state_of(tmp_path))
    former = [own.directory / f"{own.root_name}.{kind}" for kind in ("snapshot", "search.seal")]
    for file in former:
        file.write_bytes(b"")
    tidy_states(own)
    assert not any(file.exists() for file in former)
    assert len(files_of(own)) == 3


def test_of_a_state_in_use_drafts_go_that_nobody_writes(tmp_path: Path) -> None:
    own = saved(state_of(tmp_path))
    draft = own.directory / f"{own.path.name}.new"
    writing = (
        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX); "
        "print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", writing, str(draft)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"locked\n"
        tidy_states(own)
        assert draft.exists()
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
        tidy_states(own)
    assert not draft.exists()


def test_indexes_of_other_versions_are_kept_to_a_few(tmp_path: Path) -> None:
    own = saved(state_of(tmp_path))
    former = [own.beside("search", f"{number}" * 16) for number in range(6)]
    for number, file in enumerate(former):
        for end in ("", "-wal", ".seal"):
            part = file.with_name(file.name + end)
            part.write_bytes(b"")
            os.utime(part, (time() - 100 - number, time() - 100 - number))
    tidy_states(own)
    assert [file.exists() for file in former] == [True, True, False, False, False, False]
    assert not former[-1].with_name(f"{former[-1].name}.seal").exists()
    assert own.beside("search", "a" * 64).exists()


def test_where_there_is_no_directory_nothing_happens(tmp_path: Path) -> None:
    own = state_of(tmp_path)
    tidy_states(own)
    assert not own.directory.exists()
    own.directory.write_text("a file")
    assert hold(own) is None
    tidy_states(own)
