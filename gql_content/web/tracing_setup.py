"""Turns tracing on where it is configured; OpenTelemetry is imported only then."""

import logging
import os
from typing import TYPE_CHECKING

from gql_content.errors import StartError
from gql_content.settings import Settings

if TYPE_CHECKING:
    from gql_content.web.request_tracing import Tracing

__all__ = ["tracing_for"]

log = logging.getLogger("gql_content.web")

REMEDY = "pip install 'gql-content[otel]'"
PLACES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def tracing_for(settings: Settings) -> "Tracing | None":
    """What makes traces, where they are asked for; raises `StartError` where it cannot be had.

    The environment may ask every service of a machine, so there it is a wish and no order.
    """
    if not settings.otel and not any(os.environ.get(name) for name in PLACES):
        return None
    try:
        from gql_content.web.request_tracing import Tracing
    except ImportError:
        if settings.otel:
            raise StartError(f"--otel needs more packages: {REMEDY}.") from None
        log.warning("No traces are sent, as OTEL_* ask for: that needs more packages: %s.", REMEDY)
        return None
    return Tracing()
