"""Errors for clients that are not to learn the schema: where and what, in the client's own words.

What graphql-core says of a mistake mostly names types, arguments and fields around it. A message is
passed on only where all that it can name was written by the client; of the others it is known what
to say instead; and whatever a next version says, is told in general.
"""

import re
from collections.abc import Iterable

from graphql import GraphQLError, GraphQLSyntaxError

from gql_content.engine.query_limits import LimitExceeded

__all__ = ["hidden", "without_schema"]


Q = """["']"""  # how names are quoted
NAME = f"{Q}(?P<name>[^'\"]*){Q}"
VARIABLE = rf"Variable {Q}(?P<name>\$?[^'\"]*){Q}"
GENERAL = "This does not fit the schema. Those who run the service see more with its token."

# Of these, each name stands in the document itself.
OWN = re.compile(
    rf"Unknown (fragment|directive|operation|type) {Q}[^'\"]*{Q}\."
    rf"|Fragment {Q}[^'\"]*{Q} (is never used|cannot condition on non composite type)"
    r"|Fragment cannot condition on non composite type"
    r"|Cannot spread fragment "
    rf"|{VARIABLE} (is not defined|is never used|cannot be non-input type)"
    r"|There can be only one "
    r"|This anonymous operation must be the only defined operation"
    rf"|Directive {Q}@[^'\"]*{Q} may not be used on "
    rf"|The directive {Q}@[^'\"]*{Q} can only be used once at this location"
    r"|GraphQL introspection has been disabled"
    rf"|(Subscription {Q}[^'\"]*{Q}|Anonymous Subscription) must "
)
SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), message)
    for pattern, message in (
        (f"Cannot query field {NAME} on type ", "There is no field '{name}' here."),
        (f"Unknown argument {NAME} ", "There is no argument '{name}' here."),
        (
            f"Field {NAME} must not have a selection",
            "Field '{name}' must not have a selection: there is nothing below it.",
        ),
        (
            f"Field {NAME} of type .* must have a selection of subfields",
            "Field '{name}' must have a selection of subfields.",
        ),
        (
            f"Fields {NAME} conflict because ",
            "Fields '{name}' conflict: give one of them another alias.",
        ),
        (
            f"{VARIABLE} of type .* used in position expecting ",
            "Variable '{name}' is of another type than is expected where it is used.",
        ),
        (
            f"{VARIABLE} has invalid value(?P<place> at [^:]*)?:.* "
            f"unknown field {Q}(?P<field>[^'\"]*)",
            "Variable '{name}' has an invalid value{place}: there is no input field '{field}'.",
        ),
        (
            f"{VARIABLE} has invalid value(?P<place> at [^:]*)?:.*(to be provided|not to be None)",
            "Variable '{name}' has an invalid value{place}: it must be given, and not null.",
        ),
        (
            f"{VARIABLE} has invalid value(?P<place> at [^:]*)?:.* to include required field",
            "Variable '{name}' has an invalid value{place}: a required input field is missing.",
        ),
        (
            f"{VARIABLE} has invalid value(?P<place> at [^:]*)?",
            "Variable '{name}' has an invalid value{place}: it is not of the expected type.",
        ),
        (f"{VARIABLE} ", "Variable '{name}' does not fit where it is used."),
        (
            "Argument .* is required",
            "An argument that is required here is missing.",
        ),
        (
            f"Expected value of type .* unknown field {NAME}",
            "There is no input field '{name}' here.",
        ),
        (
            "Expected value of type .* to include required field ",
            "An input field that is required here is missing.",
        ),
        (
            "Expected value of non-null type |Field .* must be non-null",
            "Null is not allowed here.",
        ),
        (
            "Fragment .*cannot be spread here",
            "A fragment cannot be spread here: nothing in this place is of its type.",
        ),
        (
            r"Expected value of |Value .*does not exist in |\w+ cannot represent |Argument "
            "|Value for member field |OneOf ",
            "A value is not of the type that is expected here.",
        ),
    )
)


def without_schema(errors: Iterable[GraphQLError]) -> tuple[GraphQLError, ...]:
    """The errors as a client may see them that is not to learn the schema."""
    return tuple(map(hidden, errors))


def hidden(error: GraphQLError) -> GraphQLError:
    """The error with its places, in words without names of the schema."""
    if isinstance(error, GraphQLSyntaxError | LimitExceeded) or OWN.match(error.message):
        return error
    return GraphQLError(
        said_of(error.message),
        error.nodes,
        error.source,
        error.positions,
        error.path,
        extensions=error.extensions,
    )


def said_of(message: str) -> str:
    for pattern, said in SAID:
        if found := pattern.match(message):
            return said.format_map({name: it or "" for name, it in found.groupdict().items()})
    return GENERAL
