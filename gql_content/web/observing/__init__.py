"""What is seen of each request and of the whole: ids, the log's line, figures; and the last word.

Whoever handles a request notes in its `Exchange` what it finds out; the outermost app shows what
was noted to its observers, the log and the figures, when the request is over.
"""

from gql_content.web.observing.draining import Draining
from gql_content.web.observing.exchange import CacheState, Exchange, OperationKind, exchange_of
from gql_content.web.observing.metrics import Metrics
from gql_content.web.observing.outermost import Observer, Outermost, Seen, known_id
from gql_content.web.observing.path_labels import route_of
from gql_content.web.observing.request_log import log_requests
from gql_content.web.observing.state import State

__all__ = [
    "CacheState",
    "Draining",
    "Exchange",
    "Metrics",
    "Observer",
    "OperationKind",
    "Outermost",
    "Seen",
    "State",
    "exchange_of",
    "known_id",
    "log_requests",
    "route_of",
]
