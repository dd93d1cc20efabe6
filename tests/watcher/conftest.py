from pathlib import Path

import pytest

from tests.folder import write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"a.md": {"title": "One"}, "sub/b.md": {"title": "B"}})
