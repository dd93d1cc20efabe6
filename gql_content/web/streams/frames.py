"""Server-sent events as `graphql-sse` has them, in distinct connections mode.

Lines end with a line feed alone: clients split at it.
"""

from gql_content.web.streams.results import Result

__all__ = ["COMPLETE", "KEEP_ALIVE", "next_event"]

COMPLETE = b"event: complete\ndata: \n\n"  # without data a browser would not tell of it
KEEP_ALIVE = b":\n\n"


def next_event(result: Result) -> bytes:
    """A result. Its id is the revision, which a browser sends back when it comes again."""
    place = b"id: " + result.revision.encode() + b"\n" if result.revision else b""
    return b"event: next\n" + place + b"data: " + result.body + b"\n\n"
