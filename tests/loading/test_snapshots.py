import os
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import time_ns

import pytest

from gql_content.sources import Loading, Selection, Snapshots, load_folder, snapshot
from gql_content.sources.snapshot import NOTHING
from tests.articles import outdated
from tests.folder import article, write
from tests.loading.ageing import wait_for_a_tick

OLD_NS = time_ns() - 3_600_000_000_000

FILES: dict[str, dict[str, object] | str] = {
    "a.md": {"title": "A", "subject": "Physics", "date": "2025-02-06", "answer": "Yes."},
    "b/c.md": {"title": "C", "seo": {"page_keywords": ["x", "y"]}, "id": "7"},
    "b/broken.md": "---\ntitle: [\n---\n",
    "plain.md": "No front matter.",
}


class Place:
    """A content folder and a state directory beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "content"
        self.state = folder / "state"
        self.write(FILES)

    def write(self, files: dict[str, dict[str, object] | str], mtime_ns: int = OLD_NS) -> None:
        """Writes files that seem to have been there for a while."""
        write(self.root, files)
        for path in files:
            os.utime(self.root / path, ns=(mtime_ns, mtime_ns))
        wait_for_a_tick()

    def snapshots(self, selection: Selection = Selection()) -> Snapshots:  # noqa: B008
        return Snapshots(self.state, self.root, selection)

    def start(self, selection: Selection = Selection()) -> Loading:  # noqa: B008
        """Loads the folder, and saves what was loaded for the next start."""
        snapshots = self.snapshots(selection)
        loading = load_folder(self.root, selection, snapshots)
        snapshots.write(loading.files())
        return loading

    def cold(self) -> Loading:
        return load_folder(self.root, Selection())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@contextmanager
def same_stamp(file: Path) -> Generator[None]:
    """Gives the file its old mtime back after the block; the size is for the block to keep."""
    before = file.stat()
    yield
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )


def assert_same(one: Loading, other: Loading) -> None:
    assert list(one.library.entries.items()) == list(other.library.entries.items())
    assert one.library.revision == other.library.revision
    assert one.library.problems == other.library.problems


def test_a_warm_start_parses_nothing_and_gives_an_equal_library(place: Place) -> None:
    cold = place.start()
    warm = place.start()
    assert (cold.parsed, cold.reused) == (4, 0)
    assert (warm.parsed, warm.reused) == (0, 4)
    assert_same(warm, cold)
    assert warm.stamps == cold.stamps


def test_a_last_good_version_outlives_a_restart(place: Place) -> None:
    cold = place.cold()
    broken = place.root / "a.md"
    entry = cold.library.entries["a.md"]
    broken.write_text("---\n[")
    now = place.cold()
    assert entry.article is not None
    stale = type(entry)(now.library.entries["a.md"].digest, outdated(entry.article))
    library = now.library.replaced({"a.md": stale})
    os.utime(broken, ns=(OLD_NS, OLD_NS))
    stamps = place.cold().stamps
    place.snapshots().write(Loading(library, stamps, 0, 0).files())
    warm = place.start()
    assert warm.parsed == 0
    assert warm.library.entries["a.md"] == stale
    assert warm.library.revision == library.revision


def test_only_a_file_of_another_size_is_parsed(place: Place) -> None:
    place.start()
    place.write({"a.md": {"title": "Longer"}})
    assert_parsed_again(place, "a.md", "Longer")


def test_only_a_file_of_another_mtime_is_parsed(place: Place) -> None:
    place.start()
    text = (place.root / "a.md").read_text().replace("title: A", "title: Z")
    place.write({"a.md": text}, OLD_NS + 1)
    assert_parsed_again(place, "a.md", "Z")


def test_only_a_file_of_another_inode_is_parsed(place: Place) -> None:
    place.start()
    text = (place.root / "a.md").read_text().replace("title: A", "title: Z")
    place.write({"new.tmp": text})
    (place.root / "new.tmp").replace(place.root / "a.md")
    assert_parsed_again(place, "a.md", "Z")


def assert_parsed_again(place: Place, path: str, title: str) -> None:
    warm = place.start()
    assert (warm.parsed, warm.reused) == (1, 3)
    assert warm.library.articles[path].title == title
    assert_same(warm, place.cold())


def test_a_new_file_is_parsed_and_a_vanished_one_is_gone(place: Place) -> None:
    place.start()
    place.write({"new.md": {"title": "New"}})
    (place.root / "b/c.md").unlink()
    warm = place.start()
    assert (warm.parsed, warm.reused) == (1, 3)
    assert set(warm.library.articles) == {"a.md", "new.md", "plain.md"}
    assert_same(warm, place.cold())


def test_a_file_that_was_written_just_before_it_was_read_is_not_trusted(place: Place) -> None:
    place.write({"a.md": {"title": "One"}}, time_ns())
    place.start()
    with same_stamp(place.root / "a.md"):
        (place.root / "a.md").write_text(article({"title": "Two"}))
    assert_parsed_again(place, "a.md", "Two")


def test_nor_is_one_whose_mtime_lies_in_the_future(place: Place) -> None:
    place.write({"a.md": {"title": "One"}}, time_ns() + 3_600_000_000_000)
    place.start()
    with same_stamp(place.root / "a.md"):
        (place.root / "a.md").write_text(article({"title": "Two"}))
    assert_parsed_again(place, "a.md", "Two")


def test_an_older_file_is_found_by_its_ctime(place: Place) -> None:
    place.write({"a.md": {"title": "One"}})
    place.start()
    with same_stamp(place.root / "a.md"):
        (place.root / "a.md").write_text(article({"title": "Two"}))
    assert_parsed_again(place, "a.md", "Two")


def test_a_file_that_was_replaced_by_one_with_the_same_size_and_mtime_is_found(
    place: Place,
) -> None:
    place.write({"a.md": {"title": "One"}, "aside.tmp": {"title": "Two"}})
    place.start()
    (place.root / "aside.tmp").replace(place.root / "a.md")
    assert_parsed_again(place, "a.md", "Two")


@pytest.mark.parametrize("through", ["hard", "symbolic"])
def test_a_change_through_another_name_is_found(place: Place, through: str) -> None:
    place.write({"a.md": {"title": "One"}})
    other = place.root / "b" / "other.md"
    if through == "hard":
        other.hardlink_to(place.root / "a.md")
    else:
        other.symlink_to(place.root / "a.md")
    wait_for_a_tick()
    place.start()
    with same_stamp(place.root / "a.md"):
        other.write_text(article({"title": "Two"}))
    warm = place.start()
    assert [warm.library.entries[path].digest for path in ("a.md", "b/other.md")] == [
        sha256(article({"title": "Two"}).encode()).digest()
    ] * 2
    assert_same(warm, place.cold())


def test_a_file_that_was_changed_within_a_tick_of_its_reading_is_not_trusted(place: Place) -> None:
    file = place.root / "a.md"
    for title in ("One", "Two", "Six"):
        file.write_text(article({"title": title}))
        os.utime(file, ns=(OLD_NS, OLD_NS))
        loading = place.start()  # at once, so that the next change may have the same ctime
        assert loading.library.articles["a.md"].title == title


def test_where_only_modes_changed_files_are_read_and_not_parsed(place: Place) -> None:
    before = place.start()
    for path in FILES:
        (place.root / path).chmod(0o640)
    wait_for_a_tick()
    loading = place.start()
    assert (loading.parsed, loading.reused, loading.has_news) == (0, len(FILES), True)
    assert_same(loading, before)
    again = place.start()
    assert (again.parsed, again.has_news) == (0, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("compute_parser_version", lambda: "another"),
        ("FORMAT", 0),
        ("MAGIC", b"gql-content snapshos\n"),
    ],
)
def test_a_snapshot_of_another_making_is_ignored(
    name: str, value: object, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = place.start()
    monkeypatch.setattr(snapshot, name, value)
    again = place.start()
    assert again.reused == 0
    assert_same(again, cold)
    assert place.start().parsed == 0


def test_a_snapshot_of_another_selection_is_ignored(place: Place) -> None:
    place.start()
    assert place.start(Selection(exclude=("plain.md",))).reused == 0
    assert place.start(Selection(exclude=("plain.md",))).parsed == 0


def test_each_root_has_a_snapshot_of_its_own(place: Place, tmp_path: Path) -> None:
    place.start()
    other = write(tmp_path / "other", FILES)
    snapshots = Snapshots(place.state, other, Selection())
    assert snapshots.path != place.snapshots().path
    assert snapshots.read() == NOTHING
    snapshots.path.write_bytes(place.snapshots().path.read_bytes())
    assert snapshots.read() == NOTHING


@pytest.mark.parametrize("share", [0.0, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999])
def test_a_truncated_snapshot_is_ignored(share: float, place: Place) -> None:
    place.start()
    path = place.snapshots().path
    os.truncate(path, int(path.stat().st_size * share))
    again = place.start()
    assert again.reused == 0
    assert_same(again, place.cold())


def test_a_snapshot_with_one_byte_more_or_less_is_ignored(place: Place) -> None:
    place.start()
    path = place.snapshots().path
    written = path.read_bytes()
    for damaged in (written[:-1], written + b"\0", written[1:], b"\0" + written, written * 2):
        path.write_bytes(damaged)
        assert place.snapshots().read() == NOTHING


def test_a_snapshot_with_any_flipped_bit_is_ignored(place: Place) -> None:
    cold = place.start()
    path = place.snapshots().path
    written = path.read_bytes()
    for at in {*range(0, len(written), 7), *range(80), len(written) - 1}:
        path.write_bytes(written[:at] + bytes([written[at] ^ 1 << at % 8]) + written[at + 1 :])
        assert place.snapshots().read() == NOTHING
    assert_same(load_folder(place.root, Selection(), place.snapshots()), cold)


def test_a_folder_in_the_place_of_a_snapshot_is_ignored_and_left_alone(place: Place) -> None:
    path = place.snapshots().path
    path.mkdir(parents=True)
    assert place.snapshots().read() == NOTHING
    with pytest.raises(OSError, match="directory"):
        place.start()
    assert list(place.state.iterdir()) == [path]


def test_a_state_directory_that_takes_nothing_is_an_error_of_writing_only(place: Place) -> None:
    place.state.write_text("a file")
    loading = load_folder(place.root, Selection(), place.snapshots())
    assert loading.parsed == 4
    with pytest.raises(OSError, match="state"):
        place.snapshots().write(loading.files())


def test_writing_leaves_one_file_that_is_for_its_owner_only(place: Place) -> None:
    for _ in range(3):
        place.start()
    path = place.snapshots().path
    assert list(place.state.iterdir()) == [path]
    assert path.stat().st_mode & 0o077 == 0
    assert place.state.stat().st_mode & 0o077 == 0


def test_texts_of_a_snapshot_and_of_files_parsed_after_it_are_shared(place: Place) -> None:
    place.start()
    place.write({"new.md": {"title": "New", "subject": "Physics"}})
    articles = place.start().library.articles
    assert articles["new.md"].subject_name is articles["a.md"].subject_name


def test_a_folder_that_was_checked_out_anew_is_read_and_not_parsed(place: Place) -> None:
    before = place.start()
    place.write(FILES, OLD_NS + 1)
    place.write({"a.md": {"title": "Another"}})
    loading = place.start()
    assert (loading.parsed, loading.reused, loading.has_news) == (1, len(FILES) - 1, True)
    assert loading.library.entries == place.cold().library.entries
    assert loading.library.revision != before.library.revision
    again = place.start()
    assert (again.parsed, again.has_news) == (0, False)
    assert again.library.entries == loading.library.entries


def test_a_release_that_a_link_leads_to_knows_the_one_before(tmp_path: Path) -> None:
    current = tmp_path / "current"
    for number in (41, 42):
        release = tmp_path / "releases" / str(number)
        write(release, {**FILES, "news.md": {"title": f"Release {number}"}})
        current.unlink(missing_ok=True)
        current.symlink_to(release)
        snapshots = Snapshots(tmp_path / "state", current, Selection())
        loading = load_folder(current, Selection(), snapshots)
        snapshots.write(loading.files())
        assert loading.parsed == (len(FILES) + 1 if number == 41 else 1)
        assert loading.library.revision == load_folder(release, Selection()).library.revision


def test_a_file_that_is_gone_is_news(place: Place) -> None:
    place.start()
    (place.root / "a.md").unlink()
    assert place.start().has_news
    assert not place.start().has_news
