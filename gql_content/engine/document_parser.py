"""From a text to its syntax tree, which holds no more of the text than is needed afterwards."""

import re
from collections.abc import Iterator
from sys import getsizeof

from graphql import DocumentNode, GraphQLError, Node, Token, TokenKind, parse
from msgspec import Struct

from gql_content.engine.query_limits import told_of_tokens

__all__ = ["ParsedText", "parse_text", "size_of_errors", "without_comments"]


# Measured with tracemalloc: a node of the tree with its attributes and its location.
NODE_BYTES = 300
ERROR_BYTES = 1_500
COPIES = 3  # of a text: itself, its names and values in the tree, and once more in messages

# Strings are matched so that a # in one begins no comment; one without an end takes all that is
# left of its line, or of the text, so that nothing is looked at twice.
COMMENT = re.compile(
    r'("""(?:[^"\\]|\\"""|\\|"(?!""))*+(?:"""|\Z)|"(?:[^"\\\n\r]|\\[^\n\r])*+"?)'
    r"|#[\t\x20-\uD7FF\uE000-\U0010FFFF]*"
)
NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)


class ParsedText(Struct, frozen=True):
    """A syntax tree, and the bytes that it takes with its text, about."""

    node: DocumentNode
    size: int


def without_comments(text: str) -> str:
    """The text in which each comment is empty: all else keeps its line and column.

    An empty comment still counts as a token.
    """
    return COMMENT.sub(lambda found: found[1] or "#", text)


def parse_text(text: str, most_tokens: int | None) -> ParsedText:
    """The syntax tree of a text; raises `GraphQLError`.

    The parser's locations hold on to all tokens of the text. Afterwards only their offsets are
    asked for, so the tokens are let go, which is a third of the memory.
    """
    try:
        node = parse(text, max_tokens=most_tokens)
    except GraphQLError as error:
        raise told_of_tokens(error, most_tokens).with_traceback(None) from None
    count = 0
    for one in nodes_below(node):
        count += 1
        if one.loc is not None:
            one.loc.start_token = one.loc.end_token = NO_TOKEN
    return ParsedText(node, COPIES * getsizeof(text) + NODE_BYTES * count)


def nodes_below(root: Node) -> Iterator[Node]:
    """A node and all below it, in any order."""
    left = [root]
    while left:
        node = left.pop()
        yield node
        for key in node.keys:
            value = getattr(node, key)
            if isinstance(value, Node):
                left.append(value)
            elif isinstance(value, tuple | list):
                left.extend(one for one in value if isinstance(one, Node))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - nodes or nothing


def size_of_errors(errors: tuple[GraphQLError, ...]) -> int:
    """The bytes that errors take, about."""
    return sum(ERROR_BYTES + getsizeof(error.message) for error in errors)
