# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Values of input types to Python values, as Strawberry converts them."""

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

__all__ = ["InputConverterFactory", "UnsupportedInputError"]


InputConverter = Callable[[Any], Any]


class UnsupportedInputError(Exception):
    """An input type whose values only Strawberry itself can create."""


class InputConverterFactory:
    """Creates functions that convert coerced arguments to resolver parameters.

    They map names to Python and create input classes. Strawberry inspects the type for every value;
    here each type is compiled to a function once.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._config = schema.config
        self._scalars = schema.schema_converter.scalar_registry
        self._inputs: dict[type, InputConverter] = {}

    def make_argument_converter(self, arguments: Sequence[StrawberryArgument]) -> InputConverter:
        """A function that converts a field's arguments; raises `UnsupportedInputError`."""
        steps = {
            self.get_argument_name(argument): (
                argument.python_name,
                None if self.is_leaf(argument.type) else self._make_converter(argument.type),
            )
            for argument in arguments
        }
        return partial(convert_fields, steps)

    def get_argument_name(self, argument: StrawberryArgument) -> str:
        """The GraphQL name of an argument."""
        return self._config.name_converter.from_argument(argument)

    def is_leaf(self, type_: object) -> bool:
        """Whether values of a type need no conversion, and can be shared between calls."""
        if isinstance(type_, StrawberryMaybe) or type_ is GlobalID:
            return False
        if isinstance(type_, StrawberryOptional):
            return self.is_leaf(type_.of_type)
        if isinstance(type_, LazyType):
            return self.is_leaf(cast("LazyType[str, str]", type_).resolve_type())
        return (
            is_scalar(cast("type", type_), self._scalars)
            or isinstance(type_, StrawberryEnumDefinition)
            or has_enum_definition(type_)
        )

    def _make_converter(self, type_: object) -> InputConverter:
        if isinstance(type_, StrawberryMaybe) or type_ is GlobalID:
            raise UnsupportedInputError(type_)
        if isinstance(type_, StrawberryOptional):
            return self._make_converter(type_.of_type)
        if isinstance(type_, LazyType):
            return self._make_converter(cast("LazyType[str, str]", type_).resolve_type())
        if isinstance(type_, StrawberryList):
            item = (
                keep_value if self.is_leaf(type_.of_type) else self._make_converter(type_.of_type)
            )
            return partial(convert_items, item)
        if self.is_leaf(type_):
            return keep_value
        if isinstance(type_, type) and has_object_definition(type_):
            return self._make_input_converter(type_, type_.__strawberry_definition__)
        raise UnsupportedInputError(type_)

    def _make_input_converter(
        self, class_: type, definition: StrawberryObjectDefinition
    ) -> InputConverter:
        if definition.from_input is not None:
            raise UnsupportedInputError(class_)
        if class_ not in self._inputs:
            steps: dict[str, tuple[str, InputConverter | None]] = {}
            defaults = {
                field.python_name: None
                for field in definition.fields
                if field.default_value is MISSING and field.default_factory is MISSING
            }
            self._inputs[class_] = partial(
                build_input, class_, defaults, steps
            )  # Input types can be recursive.
            for field in definition.fields:
                type_ = field.resolve_type(type_definition=definition)
                name = self._config.name_converter.from_field(field)
                steps[name] = (
                    field.python_name,
                    None if self.is_leaf(type_) else self._make_converter(type_),
                )
        return self._inputs[class_]


def convert_fields(
    steps: dict[str, tuple[str, InputConverter | None]], values: dict[str, Any]
) -> dict[str, Any]:
    converted: dict[str, Any] = {}
    for name, value in values.items():
        python_name, convert = steps[name]
        converted[python_name] = value if convert is None else convert(value)
    return converted


def build_input(
    class_: type,
    defaults: dict[str, None],
    steps: dict[str, tuple[str, InputConverter | None]],
    values: dict[str, Any] | None,
) -> Any:
    if values is None or values is UNSET:
        return values
    return class_(**{**defaults, **convert_fields(steps, values)})


def convert_items(convert: InputConverter, values: Sequence[Any] | None) -> Any:
    if values is None or values is UNSET:
        return values
    return [convert(value) for value in values]


def keep_value(value: Any) -> Any:
    """Returns the value. As an item converter it copies a list, which the resolver may change."""
    return value
