from pathlib import Path

from gql_content.sources import FileRepository, Selection, scan
from gql_content.sources.pending_changes import Aliases
from tests.folder import write


def test_all_names_of_a_file_are_known(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a", "b.md": "b", "sub/c.md": "c"})
    (tmp_path / "hard.md").hardlink_to(tmp_path / "a.md")
    (tmp_path / "soft.md").symlink_to("a.md")
    (tmp_path / "twin").symlink_to("sub")
    aliases = Aliases.among(tmp_path, scan(tmp_path, Selection()))
    assert aliases.of_any(["hard.md"]) == {"a.md", "hard.md", "soft.md"}
    assert aliases.of_any(["b.md", "sub/c.md"]) == {"sub/c.md", "twin/c.md"}
    assert aliases.of_any(["b.md", "gone.md"]) == set()


async def test_a_change_under_one_name_is_seen_under_all(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "One"}})
    (tmp_path / "hard.md").hardlink_to(tmp_path / "a.md")
    (tmp_path / "soft.md").symlink_to("a.md")
    repository = await FileRepository.open(tmp_path)
    await repository.refresh()
    write(tmp_path, {"a.md": {"title": "Another"}})
    library = await repository.refresh(["a.md"])
    assert {one.title for one in library.articles.values()} == {"Another"}
    assert len(library.articles) == 3
