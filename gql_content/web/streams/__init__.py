"""Answers that come in parts: the results of operations, and server-sent events for them."""

from gql_content.web.streams.event_stream import EVENTS, EventStreams, wants_events
from gql_content.web.streams.places import Places
from gql_content.web.streams.results import Result, Results
from gql_content.web.streams.until_first import until_first

__all__ = ["EVENTS", "EventStreams", "Places", "Result", "Results", "until_first", "wants_events"]
