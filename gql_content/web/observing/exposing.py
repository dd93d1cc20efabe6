import os
from collections.abc import Callable

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from gql_content.web.observing.content_figures import ContentFigures
from gql_content.web.observing.instruments import Instruments
from gql_content.web.observing.state import State

__all__ = ["exposed"]

LONGEST_READ = 1_000  # characters of Accept
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # names the folder in which several workers count


def exposed(
    instruments: Instruments, state: State, accept: str, *, tells_all: bool
) -> tuple[bytes, str]:
    """The figures of all workers, in the format that is liked best, and its media type."""
    registry = CollectorRegistry()
    registry.register(ContentFigures(state, tells_all=tells_all))
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)
    else:
        registry.register(instruments.registry)
        ProcessCollector(registry=registry)
        if tells_all:
            PlatformCollector(registry=registry)
    encode, media_type = encoder_for(accept)
    return encode(registry), media_type


def encoder_for(accept: str) -> tuple[Callable[[Collector], bytes], str]:
    """The format that is liked best; the oldest one where a version is none."""
    try:
        return choose_encoder(accept[:LONGEST_READ])
    except (ValueError, TypeError):  # it compares numbers with whatever was written
        return choose_encoder("")
