"""What we rely on in Strawberry and graphql-core beyond their public names, and what happens where
it is missing: graphql-core then runs the operations, and the log says so once.
"""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

import strawberry
from graphql import ASTValidationRule, GraphQLSchema, build_schema

__all__ = ["core_schema", "is_whole", "or_none", "report", "strawberry_rules"]


log = logging.getLogger("gql_content.execution")

Made = TypeVar("Made")


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema of graphql-core behind Strawberry's, for which there is no public name.

    Where there is no such attribute, one of the same types without resolvers: documents can be
    judged by it, and operations are run by Strawberry itself.
    """
    found = getattr(schema, "_schema", None)
    if isinstance(found, GraphQLSchema):
        return found
    report("reading Strawberry's schema", AttributeError("strawberry.Schema has no _schema"))
    return printed_schema(schema)


def is_whole(schema: strawberry.Schema) -> bool:
    """Whether `core_schema` has resolvers."""
    return isinstance(getattr(schema, "_schema", None), GraphQLSchema)


@lru_cache(8)
def printed_schema(schema: strawberry.Schema) -> GraphQLSchema:
    return build_schema(schema.as_str())


@lru_cache(1)
def strawberry_rules() -> tuple[type[ASTValidationRule], ...]:
    """The rules by which Strawberry judges documents, beside those of the specification."""

    def imported() -> tuple[type[ASTValidationRule], ...]:
        from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
        from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

        return MaybeNullValidationRule, OneOfInputValidationRule

    return or_none("finding Strawberry's validation rules", imported) or ()


def or_none(what: str, make: Callable[[], Made]) -> Made | None:
    """What is made, or None where that fails, which is reported."""
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - whatever has changed in a library
        report(what, error)
        return None


def report(what: str, error: Exception) -> None:
    """Logs once for each kind of failure what does not work with the installed libraries."""
    log_once(what, type(error), f"{error}"[:200])


@lru_cache(100)
def log_once(what: str, kind: type[Exception], message: str) -> None:
    log.warning(
        "%s failed (%s: %s), so graphql-core runs such operations: the answers are the same, and "
        "take longer. Install the versions of strawberry-graphql and graphql-core that this "
        "version of gql-content names.",
        what.capitalize(),
        kind.__name__,
        message,
    )
