"""Static analysis of resolver functions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from gql_content.engine.resolver_analysis import only_reads


def reads_once(info: Any) -> object:
    return info.context


async def reads_often(root: Any, info: Any) -> object:
    def inner() -> object:
        return info.context

    return inner(), {info.context.name: [info.context for _ in root]}


def never_reads(root: Any, info: Any) -> object:  # noqa: ARG001 - the case under test
    return root


def reads_another(info: Any) -> object:
    return info.context, info.path


def reads_another_in_closure(info: Any) -> object:
    def inner() -> object:
        return info.path

    return info.context, inner()


def passes_on(info: Any) -> object:
    return reads_once(info)


def aliases(info: Any) -> object:
    same = info
    return same.context


def assigns(info: Any) -> object:
    info.context = None
    return info.context


@wraps(reads_another)
def decorated(*args: Any, **kwargs: Any) -> object:
    return reads_another(*args, **kwargs)


def calls_vars(info: Any) -> object:
    return info.context, vars()


@pytest.mark.parametrize("function", [reads_once, reads_often, never_reads])
def test_a_parameter_of_which_only_one_attribute_is_read(function: Callable[..., Any]) -> None:
    assert only_reads(function, "info", "context")


@pytest.mark.parametrize(
    "function",
    [
        reads_another,
        reads_another_in_closure,
        passes_on,
        aliases,
        assigns,
        decorated,
        calls_vars,
        print,
    ],
)
def test_a_parameter_that_may_be_used_otherwise(function: Callable[..., Any]) -> None:
    assert not only_reads(function, "info", "context")
