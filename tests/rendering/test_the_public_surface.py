import subprocess
import sys

from gql_content import rendering


def test_the_room_exports_this_and_nothing_else() -> None:
    assert rendering.__all__ == [
        "Document",
        "Documents",
        "Heading",
        "Image",
        "Link",
        "RemovedHtml",
        "TocEntry",
        "code_free",
        "internal_links_of",
        "read",
        "removed_html",
        "to_html",
        "word_count_of",
    ]
    assert all(hasattr(rendering, name) for name in rendering.__all__)


def output_of(code: str) -> str:
    return subprocess.check_output([sys.executable, "-c", code], text=True, encoding="utf-8")


def test_importing_the_room_loads_no_parser() -> None:
    code = "import sys, gql_content.rendering; print({'markdown_it', 'nh3'} & set(sys.modules))"
    assert output_of(code) == "set()\n"


def test_every_process_renders_the_same_bytes() -> None:
    text = "# a\n- [ ] b\n- [x] c[^1]\n\n[^1]: <input><td style='text-align:left' align=left>"
    code = f"from gql_content.rendering import to_html; print(ascii(to_html({text!r})))"
    assert len({output_of(code) for _ in range(6)}) == 1
