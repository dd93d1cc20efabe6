import subprocess
import sys

from gql_content import markdown


def test_the_public_surface_is_this_list() -> None:
    assert markdown.__all__ == [
        "Heading",
        "Image",
        "Link",
        "MarkdownCache",
        "MarkdownDocument",
        "RemovedHtml",
        "TocEntry",
        "blank_out_code",
        "count_words",
        "find_internal_links",
        "find_removed_html",
        "read_markdown",
        "render_html",
    ]
    assert all(hasattr(markdown, name) for name in markdown.__all__)


def run_python(code: str) -> str:
    return subprocess.check_output([sys.executable, "-c", code], text=True, encoding="utf-8")


def test_importing_the_package_loads_no_parser() -> None:
    code = "import sys, gql_content.markdown; print({'markdown_it', 'nh3'} & set(sys.modules))"
    assert run_python(code) == "set()\n"


def test_every_process_renders_the_same_bytes() -> None:
    text = "# a\n- [ ] b\n- [x] c[^1]\n\n[^1]: <input><td style='text-align:left' align=left>"
    code = f"from gql_content.markdown import render_html; print(ascii(render_html({text!r})))"
    assert len({run_python(code) for _ in range(6)}) == 1
