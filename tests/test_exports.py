"""The public surface of each room is a short list, and the list is true."""

import ast
import importlib
import pkgutil
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

import gql_content


def packages() -> list[str]:
    found = pkgutil.walk_packages(gql_content.__path__, "gql_content.")
    return ["gql_content", *(one.name for one in found if one.ispkg)]


def rank(name: str) -> tuple[int, str]:
    """As ruff sorts `__all__`: constants, then classes, then the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name


def listed(module: ModuleType) -> list[str]:
    return list(getattr(module, "__all__", []))


@pytest.mark.parametrize("name", packages())
def test_each_room_lists_what_it_exports(name: str) -> None:
    module = importlib.import_module(name)
    names = listed(module)
    assert names, f"{name} has no __all__"
    assert names == sorted(set(names), key=rank)
    for one in names:
        assert hasattr(module, one)


def asked_of_rooms() -> set[tuple[str, str]]:
    """Every name that a room imports from another, with that other room."""
    rooms = set(packages())
    root = Path(gql_content.__path__[0])
    found: set[tuple[str, str]] = set()
    for file in root.rglob("*.py"):
        here = ".".join(file.relative_to(root.parent).parent.parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in rooms - {here}:
                found |= {(node.module, one.name) for one in node.names}
    return found


def test_what_rooms_ask_of_each_other_is_listed() -> None:
    missing = [
        (room, name)
        for room, name in asked_of_rooms()
        if name not in listed(importlib.import_module(room)) and find_spec(f"{room}.{name}") is None
    ]
    assert missing == []


def test_rooms_reach_into_no_others_files() -> None:
    """`from gql_content.library.indexes import …` is for files of `library` and of rooms in it."""
    root, files = Path(gql_content.__path__[0]), files_of_rooms()
    reached: list[str] = []
    for file in root.rglob("*.py"):
        here = ".".join(file.relative_to(root.parent).parent.parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in files:
                room = node.module.rpartition(".")[0]
                inside = f"{here}.".startswith(f"{room}.")
                reached += [] if inside else [f"{file.name}: {node.module}"]
    assert reached == []


def files_of_rooms() -> set[str]:
    """Modules of rooms that are packages; a room of one file is its own surface."""
    found = pkgutil.walk_packages(gql_content.__path__, "gql_content.")
    return {one.name for one in found if not one.ispkg and one.name.count(".") > 1}


def test_each_room_says_in_its_docstring_what_it_is() -> None:
    for name in packages():
        assert importlib.import_module(name).__doc__, name
