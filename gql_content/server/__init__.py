"""The server process: the HTTP protocol, workers and their supervisor, systemd."""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.server.http_protocol import impatient_http
    from gql_content.server.serve import notify_ready, run_service, supervise, take_inherited_socket
    from gql_content.server.supervisor import READY, RETIRE, Launch, Supervisor
    from gql_content.server.uvicorn_server import Server
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "http_protocol": ("impatient_http",),
            "serve": ("notify_ready", "run_service", "supervise", "take_inherited_socket"),
            "supervisor": ("Launch", "READY", "RETIRE", "Supervisor"),
            "uvicorn_server": ("Server",),
        },
    )
__all__ = [
    "READY",
    "RETIRE",
    "Launch",
    "Server",
    "Supervisor",
    "impatient_http",
    "notify_ready",
    "run_service",
    "supervise",
    "take_inherited_socket",
]
