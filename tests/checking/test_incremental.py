"""Incremental checks find the same as a check from scratch, for any sequence of changes."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gql_content.library import Library
from gql_content.model import Problem
from gql_content.rules import RuleEngine
from gql_content.sources import Selection, load_folder
from tests.folder import write

TODAY = date(2025, 3, 20)
PATHS = ("learn/physics/a.md", "learn/physics/A.md", "learn/art/b.md", "learn/art/c.md", "d.md")
URLS = ("/a", "/b", "/c", "/d")


@st.composite
def file(draw: st.DrawFn) -> dict[str, object] | str:
    """Draw a file with references and fields that may be wrong."""
    if draw(st.integers(0, 9)) == 0:
        return "---\ntitle: a: b\n---\n"
    link = draw(st.sampled_from((*URLS, "#one", "/a#one", "/b#two", "../art/b.md", "b.md#two")))
    return {
        "title": draw(st.sampled_from(("One", "Two", "one"))),
        "id": draw(st.sampled_from((1, 2))),
        "subject": draw(st.sampled_from(("Physics", "physics", "Art"))),
        "url": draw(st.sampled_from(URLS)),
        "answer": f"## {draw(st.sampled_from(('One', 'Two')))}\n\n[link]({link}) ![](/up/a.png)",
        "related_article1": {
            "id": draw(st.sampled_from((1, 2, 3))),
            "title": draw(st.sampled_from(("One", "Two"))),
            "subject": draw(st.sampled_from(("Physics", "Art"))),
            "url": draw(st.sampled_from(URLS)),
        },
    }


FILES = st.dictionaries(st.sampled_from(PATHS), file(), max_size=5)
STEPS = st.lists(
    st.tuples(FILES, st.sets(st.sampled_from(PATHS), max_size=2), st.booleans()),
    min_size=2,
    max_size=4,
)


def check_from_scratch(root: Path, library: Library) -> tuple[Problem, ...]:
    return RuleEngine(root).check(library, TODAY).problems


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_every_step_finds_the_same_as_a_check_from_scratch(
    steps: list[tuple[dict[str, dict[str, object] | str], set[str], bool]],
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "up").mkdir()
        inspector = RuleEngine(root)
        library = load_folder(root, Selection()).library
        for files, removed, has_image in steps:
            write(root, files)
            for path in removed - files.keys():
                (root / path).unlink(missing_ok=True)
            image = root / "up" / "a.png"
            image.write_bytes(b"") if has_image else image.unlink(missing_ok=True)
            now = load_folder(root, Selection()).library
            gone = library.entries.keys() - now.entries.keys()
            changed = {
                path: entry
                for path, entry in now.entries.items()
                if path not in library.entries or library.entries[path].digest != entry.digest
            }
            library = library.replaced(changed, gone)
            found = inspector.check(library, TODAY)
            assert found.revision == library.revision
            assert found.problems == check_from_scratch(root, library)
