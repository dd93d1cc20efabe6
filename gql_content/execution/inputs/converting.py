# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Callable, Sequence
from dataclasses import MISSING
from functools import partial
from typing import Any, cast

import strawberry
from strawberry import UNSET
from strawberry.relay import GlobalID
from strawberry.schema.compat import is_scalar
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import (
    StrawberryList,
    StrawberryMaybe,
    StrawberryObjectDefinition,
    StrawberryOptional,
    has_object_definition,
)
from strawberry.types.enum import StrawberryEnumDefinition, has_enum_definition
from strawberry.types.lazy_type import LazyType

__all__ = ["Converting", "NotConvertible"]

Convert = Callable[[Any], Any]


class NotConvertible(Exception):
    """A type whose values only Strawberry itself can make."""


class Converting:
    """Makes coerced arguments what resolvers take: names of Python, inputs as their classes.

    Strawberry looks each type up again for each value; here each type becomes a function, once.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._config = schema.config
        self._scalars = schema.schema_converter.scalar_registry
        self._inputs: dict[type, Convert] = {}

    def arguments(self, arguments: Sequence[StrawberryArgument]) -> Convert:
        """What converts the arguments of a field; raises `NotConvertible`."""
        steps = {
            self.name_of(one): (
                one.python_name,
                None if self.is_leaf(one.type) else self._converter(one.type),
            )
            for one in arguments
        }
        return partial(renamed, steps)

    def name_of(self, argument: StrawberryArgument) -> str:
        """What GraphQL calls an argument."""
        return self._config.name_converter.from_argument(argument)

    def is_leaf(self, kind: object) -> bool:
        """Whether its values need no converting, and can be shared."""
        if isinstance(kind, StrawberryMaybe) or kind is GlobalID:
            return False
        if isinstance(kind, StrawberryOptional):
            return self.is_leaf(kind.of_type)
        if isinstance(kind, LazyType):
            return self.is_leaf(cast("LazyType[str, str]", kind).resolve_type())
        return (
            is_scalar(cast("type", kind), self._scalars)
            or isinstance(kind, StrawberryEnumDefinition)
            or has_enum_definition(kind)
        )

    def _converter(self, kind: object) -> Convert:
        if isinstance(kind, StrawberryMaybe) or kind is GlobalID:
            raise NotConvertible(kind)
        if isinstance(kind, StrawberryOptional):
            return self._converter(kind.of_type)
        if isinstance(kind, LazyType):
            return self._converter(cast("LazyType[str, str]", kind).resolve_type())
        if isinstance(kind, StrawberryList):
            item = list_item if self.is_leaf(kind.of_type) else self._converter(kind.of_type)
            return partial(each, item)
        if self.is_leaf(kind):
            return list_item
        if isinstance(kind, type) and has_object_definition(kind):
            return self._input(kind, kind.__strawberry_definition__)
        raise NotConvertible(kind)

    def _input(self, kind: type, definition: StrawberryObjectDefinition) -> Convert:
        if definition.from_input is not None:
            raise NotConvertible(kind)
        if kind not in self._inputs:
            steps: dict[str, tuple[str, Convert | None]] = {}
            absent = {
                one.python_name: None
                for one in definition.fields
                if one.default_value is MISSING and one.default_factory is MISSING
            }
            self._inputs[kind] = partial(built, kind, absent, steps)  # Inputs can hold themselves.
            for one in definition.fields:
                inner = one.resolve_type(type_definition=definition)
                name = self._config.name_converter.from_field(one)
                steps[name] = (
                    one.python_name,
                    None if self.is_leaf(inner) else self._converter(inner),
                )
        return self._inputs[kind]


def renamed(steps: dict[str, tuple[str, Convert | None]], given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        python_name, convert = steps[name]
        found[python_name] = value if convert is None else convert(value)
    return found


def built(
    kind: type,
    absent: dict[str, None],
    steps: dict[str, tuple[str, Convert | None]],
    given: dict[str, Any] | None,
) -> Any:
    if given is None or given is UNSET:
        return given
    return kind(**{**absent, **renamed(steps, given)})


def each(convert: Convert, given: Sequence[Any] | None) -> Any:
    if given is None or given is UNSET:
        return given
    return [convert(one) for one in given]


def list_item(value: Any) -> Any:
    """A leaf as it is, in a list that is nobody else's."""
    return value
