"""What is told of functions from their source: only what holds however they are called."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from gql_content.execution.plans.sources import reads_only


def once(info: Any) -> object:
    return info.context


async def often(root: Any, info: Any) -> object:
    def inner() -> object:
        return info.context

    return inner(), {info.context.name: [info.context for _ in root]}


def never(root: Any, info: Any) -> object:  # noqa: ARG001 - that is what it is about
    return root


def another(info: Any) -> object:
    return info.context, info.path


def further_in(info: Any) -> object:
    def inner() -> object:
        return info.path

    return info.context, inner()


def handed_on(info: Any) -> object:
    return once(info)


def renamed(info: Any) -> object:
    same = info
    return same.context


def replaced(info: Any) -> object:
    info.context = None
    return info.context


@wraps(another)
def decorated(*args: Any, **kwargs: Any) -> object:
    return another(*args, **kwargs)


def looked_up(info: Any) -> object:
    return info.context, vars()


@pytest.mark.parametrize("function", [once, often, never])
def test_a_parameter_of_which_one_attribute_is_read(function: Callable[..., Any]) -> None:
    assert reads_only(function, "info", "context")


@pytest.mark.parametrize(
    "function",
    [another, further_in, handed_on, renamed, replaced, decorated, looked_up, print],
)
def test_a_parameter_that_may_be_put_to_other_use(function: Callable[..., Any]) -> None:
    assert not reads_only(function, "info", "context")
