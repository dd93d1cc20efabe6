"""Static analysis of resolver functions: simple ones need not be called."""

import ast
import inspect
import linecache
from collections.abc import Callable
from functools import lru_cache
from textwrap import dedent
from tokenize import TokenError
from types import CodeType, FunctionType, MethodType
from typing import Any, TypeGuard

__all__ = ["attribute_chain", "is_isinstance_check", "only_reads"]


MAX_CACHED_FUNCTIONS = 4_096
# Builtins that can read any variable by name.
NAMESPACE_BUILTINS = {"dir", "eval", "exec", "locals", "vars"}


def attribute_chain(function: Callable[..., Any], source: str) -> tuple[str, ...] | None:
    """The attributes that a function reads from its parameter `source`, if it does nothing else.

    `def title(root): return root.seo.title` gives `("seo", "title")`.
    """
    returned = find_returned_expression(function)
    names: list[str] = []
    while isinstance(returned, ast.Attribute):
        names.append(returned.attr)
        returned = returned.value
    is_source = isinstance(returned, ast.Name) and returned.id == source
    return tuple(reversed(names)) if is_source else None


def is_isinstance_check(function: Callable[..., Any]) -> bool:
    """Whether a function does nothing but return `isinstance` of its argument."""
    match find_returned_expression(function):
        case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(), _], keywords=[]):
            return True
        case _:
            return False


def only_reads(function: Callable[..., Any], parameter: str, attribute: str) -> bool:
    """Whether a function uses a parameter only to read one attribute of it.

    False for `*args` and `**kwargs`, which a decorator may pass on to another function.
    """
    unwrapped = unwrap_method(function)
    definition = None if unwrapped is None else parse_function(unwrapped.__code__)
    if definition is None or parameter not in parameter_names(definition.args):
        return False
    nodes = [*ast.walk(definition)]
    uses = [
        node
        for node in nodes
        if isinstance(node, ast.Name) and node.id in {parameter, *NAMESPACE_BUILTINS}
    ]
    reads = [node.value for node in nodes if is_attribute_read(node, attribute)]
    return all(node in reads for node in uses)


def parameter_names(arguments: ast.arguments) -> set[str]:
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return {parameter.arg for parameter in named}


def is_attribute_read(node: ast.AST, attribute: str) -> TypeGuard[ast.Attribute]:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == attribute
        and isinstance(node.ctx, ast.Load)
    )


def find_returned_expression(function: Callable[..., Any]) -> ast.expr | None:
    """The expression a function returns; None if it has other statements, or no source."""
    unwrapped = unwrap_method(function)
    definition = None if unwrapped is None else parse_function(unwrapped.__code__)
    match definition:
        case ast.FunctionDef(body=[ast.Return(value)]):
            return value
        case _:
            return None


def unwrap_method(function: Callable[..., Any]) -> FunctionType | None:
    unwrapped = function.__func__ if isinstance(function, MethodType) else function
    return unwrapped if isinstance(unwrapped, FunctionType) else None


def get_source(code: CodeType) -> str:
    """The source of a code object, not of its function, which may wrap another one.

    `inspect.getsource` searches all modules, which takes a tenth of a warm start.
    """
    lines = linecache.getlines(code.co_filename)[code.co_firstlineno - 1 :]
    return "".join(inspect.getblock(lines))


@lru_cache(MAX_CACHED_FUNCTIONS)
def parse_function(code: CodeType) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    try:
        tree = ast.parse(dedent(get_source(code)))
    except (SyntaxError, ValueError, TokenError):
        return None
    match tree.body:
        case [(ast.FunctionDef() | ast.AsyncFunctionDef()) as definition] if (
            definition.name == code.co_name
        ):
            return definition
        case _:
            return None
