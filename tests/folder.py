"""Real content folders for tests."""

from collections.abc import Mapping
from pathlib import Path

import yaml

__all__ = ["article", "save", "write"]


def article(front_matter: Mapping[str, object] | None = None, body: str = "&nbsp;") -> str:
    """The text of a file with this front matter."""
    if front_matter is None:
        return body
    written = yaml.safe_dump(  # pyright: ignore[reportUnknownMemberType] - its stubs leave a hole
        dict(front_matter), allow_unicode=True, sort_keys=False
    )
    return f"---\n{written}---\n\n{body}\n"


def write(root: Path, files: Mapping[str, Mapping[str, object] | str]) -> Path:
    """Writes files into a folder: texts as they are, mappings as front matter."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else article(content)
        file.write_text(text, encoding="utf-8", newline="")
    return root


def save(root: Path, path: str, content: Mapping[str, object] | str) -> None:
    """Writes one file as editors do: a whole new one in one step, so that nobody reads half."""
    aside = root / f".{Path(path).name}.tmp"
    write(root, {aside.name: content})
    aside.replace(root / path)
