"""The shortest way to an answer: from the raw bytes of a request to bytes that are ready.

A framework, a task and a dozen calls cost an answer more than all that is its own. So the server's
protocol asks here first, and the way through the app teaches what is found here.
"""

from gql_content.web.shortcut.caller import Caller
from gql_content.web.shortcut.direct import Direct
from gql_content.web.shortcut.question import Head, Question, head_of, note_question
from gql_content.web.shortcut.shortcut import Shortcut

__all__ = [
    "Caller",
    "Direct",
    "Head",
    "Question",
    "Shortcut",
    "head_of",
    "note_question",
]
