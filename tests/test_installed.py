"""Versions are those that `importlib.metadata` gives."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

import pytest

from gql_content import package_versions
from gql_content.package_versions import version_of


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    package_versions.versions.cache_clear()
    yield
    package_versions.versions.cache_clear()


def test_every_package_has_its_version() -> None:
    names = {one.name for one in distributions()}
    assert len(names) > 40
    assert {name: version_of(name) for name in names} == {name: version(name) for name in names}


def test_a_name_may_be_spelt_in_any_way() -> None:
    assert version_of("Python_Frontmatter") == version("python-frontmatter")


def test_the_first_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, number in (("a", "2.0"), ("b", "1.0")):
        folder = tmp_path / place / f"made_up-{number}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Name: made-up\nVersion: {number}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", ["/nowhere", f"{tmp_path}/a", f"{tmp_path}/b", *sys.path])
    assert version_of("made-up") == version("made-up") == "2.0"


def test_one_that_was_installed_in_another_way_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "old_fashioned.egg-info"
    folder.mkdir()
    (folder / "PKG-INFO").write_text("Name: old-fashioned\nVersion: 3\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert version_of("old-fashioned") == "3"


def test_one_that_is_not_installed_is_told() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-package")
