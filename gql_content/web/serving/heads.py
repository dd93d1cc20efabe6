from typing import NamedTuple

from gql_content.web.shortcut import Head, Question

__all__ = ["KnownHeads"]

MOST = 500
LONGEST = 2_000  # bytes
END = b"\r\n\r\n"


class Known(NamedTuple):
    """A head, and how many bytes its body has."""

    head: Head
    length: int


class KnownHeads:
    """What the parser has made of heads, by their very bytes.

    A program sends the same head with each of its requests, and so do others of its kind.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, Known] = {}

    def question(self, data: bytes) -> Question | None:
        """The request, if the data is one whole request and no more, and its head is known."""
        end = data.find(END) + len(END)
        known = self._known.get(data[:end])
        if known is None or len(data) - end != known.length:
            return None
        return Question(known.head, data[end:])

    def learn(self, data: bytes, question: Question) -> None:
        """Notes the head of a request that the parser has found at the beginning of the data."""
        end = data.find(END) + len(END)
        if end > LONGEST or data[end:] != question.body:
            return  # Its head ends elsewhere, or there is more than one request.
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[data[:end]] = Known(question.head, len(question.body))
