"""What can be told of a function from its source: those that only look need not be called."""

import ast
import inspect
import linecache
from collections.abc import Callable
from functools import lru_cache
from textwrap import dedent
from tokenize import TokenError
from types import CodeType, FunctionType, MethodType
from typing import Any, TypeGuard

__all__ = ["followed", "reads_only", "tests_class"]

REMEMBERED = 4_096
LOOKING = {"dir", "eval", "exec", "locals", "vars"}  # at all that a function has, by name


def followed(function: Callable[..., Any], source: str) -> tuple[str, ...] | None:
    """The attributes that a function follows from its parameter `source`, doing nothing else.

    `def title(root): return root.seo.title` follows seo and title.
    """
    returned = returned_by(function)
    names: list[str] = []
    while isinstance(returned, ast.Attribute):
        names.append(returned.attr)
        returned = returned.value
    is_source = isinstance(returned, ast.Name) and returned.id == source
    return tuple(reversed(names)) if is_source else None


def tests_class(function: Callable[..., Any]) -> bool:
    """Whether a function returns `isinstance` of what it is given: true of a class, or not."""
    match returned_by(function):
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(), _], keywords=[]):
            return True
        case _:
            return False


def reads_only(function: Callable[..., Any], parameter: str, attribute: str) -> bool:
    """Whether all that a function does with a parameter of its own is to read one attribute of it.

    A decorator may hand on what it takes as any arguments, of which its source tells nothing.
    """
    plain = plain_function(function)
    found = None if plain is None else function_in(plain.__code__)
    if found is None or parameter not in names_of(found.args):
        return False
    nodes = [*ast.walk(found)]
    used = [one for one in nodes if isinstance(one, ast.Name) and one.id in {parameter, *LOOKING}]
    read = [one.value for one in nodes if is_read(one, attribute)]
    return all(one in read for one in used)


def names_of(arguments: ast.arguments) -> set[str]:
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return {one.arg for one in named}


def is_read(node: ast.AST, attribute: str) -> TypeGuard[ast.Attribute]:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == attribute
        and isinstance(node.ctx, ast.Load)
    )


def returned_by(function: Callable[..., Any]) -> ast.expr | None:
    """The expression that is all a function consists of, None where there is more or no source."""
    plain = plain_function(function)
    found = None if plain is None else function_in(plain.__code__)
    match found:
        case ast.FunctionDef(body=[ast.Return(value)]):
            return value
        case _:
            return None


def plain_function(function: Callable[..., Any]) -> FunctionType | None:
    plain = function.__func__ if isinstance(function, MethodType) else function
    return plain if isinstance(plain, FunctionType) else None


def source_of(code: CodeType) -> str:
    """The source of code, and not of its function, which may be wrapped in another.

    `inspect.getsource` looks for the module among all, which takes a tenth of a warm start.
    """
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    return "".join(inspect.getblock(lines))


@lru_cache(REMEMBERED)
def function_in(code: CodeType) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    try:
        tree = ast.parse(dedent(source_of(code)))
    except (SyntaxError, ValueError, TokenError):
        return None
    match tree.body:
        case [(ast.FunctionDef() | ast.AsyncFunctionDef()) as found] if found.name == code.co_name:
            return found
        case _:
            return None
