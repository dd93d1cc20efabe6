import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gql_content.files import Stamp
from gql_content.sources import ScanAhead, Selection, Snapshots, load_folder, scan
from gql_content.sources.folder_scan import Found
from tests.folder import write
from tests.loading.ageing import wait_for_a_tick
from tests.loading.values import NUMBER

FILES: dict[str, dict[str, object] | str] = {
    "a.md": {"title": "A"},
    "深い/b c.md": {"title": "B"},
    "drafts/d.md": {"title": "D"},
    "notes.txt": "No article.",
}
NO_DRAFTS = Selection(exclude=("drafts/",))
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


def test_it_finds_what_a_scan_finds(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    for selection in (Selection(), NO_DRAFTS):
        assert ScanAhead(root, selection).found().by_path() == scan(root, selection)
    assert set(ScanAhead(root, NO_DRAFTS).found().by_path()) == {"a.md", "深い/b c.md"}


def test_it_finds_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    assert ScanAhead(tmp_path, Selection()).found().by_path() == {}
    assert ScanAhead(tmp_path / "nowhere", Selection()).found().by_path() == {}


def test_where_its_process_has_ended_too_early_the_files_are_found_all_the_same(
    tmp_path: Path,
) -> None:
    root = write(tmp_path, FILES)
    ahead = ScanAhead(root, Selection())
    ahead.stop()
    assert ahead.found().by_path() == scan(root, Selection())


def test_a_folder_that_was_scanned_ahead_is_loaded_as_any_other(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    snapshots = Snapshots(tmp_path / "state", root, Selection())
    for reused in (0, 3):
        ahead = ScanAhead(root, Selection())
        loading = load_folder(root, Selection(), snapshots, scanned=ahead.found)
        assert loading.files() == load_folder(root, Selection()).files()
        snapshots.write(loading.files())
        assert loading.reused in {0, reused}  # young files are never trusted


def test_where_all_is_as_it_was_saved_nothing_is_new_and_else_only_what_is(tmp_path: Path) -> None:
    root = write(tmp_path / "root", FILES)
    for file in root.rglob("*.md"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    wait_for_a_tick()
    snapshots = Snapshots(tmp_path / "state", root, Selection())
    before = load_folder(root, Selection())
    snapshots.write(before.files())

    again = load_folder(root, Selection(), snapshots, scanned=ScanAhead(root, Selection()).found)
    assert again.files() == before.files()
    assert again.library.revision == before.library.revision
    assert (again.parsed, again.reused, again.has_news) == (0, 3, False)

    write(root, {"a.md": {"title": "Another"}, "new.md": {"title": "New"}})
    (root / "drafts" / "d.md").unlink()
    other = load_folder(root, Selection(), snapshots, scanned=ScanAhead(root, Selection()).found)
    assert other.files() == load_folder(root, Selection()).files()
    assert (other.parsed, other.reused, other.has_news) == (2, 1, True)


@given(st.dictionaries(NAMES, st.builds(Stamp, NUMBER, NUMBER, NUMBER, NUMBER)))
def test_what_is_found_can_be_sent(stamps: dict[str, Stamp]) -> None:
    assert Found.of(stamps).by_path() == stamps
