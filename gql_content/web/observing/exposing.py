import os

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector

from gql_content.web.observing.content_figures import ContentFigures
from gql_content.web.observing.instruments import Instruments
from gql_content.web.observing.state import State

__all__ = ["exposed"]

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
    encode, media_type = choose_encoder(accept)
    return encode(registry), media_type
